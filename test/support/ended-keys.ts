import {
  type PrincipalsFeature,
  principalsFeature,
} from '../../packages/server/src/features/principals/index.ts'
import type { Clock } from '../../packages/server/src/kernel/clock.ts'
import type { Storage } from '../../packages/server/src/storage/index.ts'

/** Callers who are made for a test of something else have no session that could end; their keys are looked at as they are there. */
export function refuseEndedKeys(storage: Storage, clock: Clock): PrincipalsFeature['refuseEnded'] {
  const { refuseEnded } = principalsFeature({ storage, clock, directory: 'private', capacity: 1 })
  return async (tx, by) => (by.keyId === undefined ? undefined : refuseEnded(tx, by))
}
