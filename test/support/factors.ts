import type { RequestFacts } from '@latchkey/contract'
import { markedCursors } from '../../packages/server/src/crypto/cursors.ts'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { type Sealer, sealer } from '../../packages/server/src/crypto/sealed.ts'
import {
  type FactorNotice,
  type FactorsFeature,
  factorsFeature,
} from '../../packages/server/src/features/factors/index.ts'
import type { Caller, Principal } from '../../packages/server/src/features/principals/index.ts'
import type { Clock } from '../../packages/server/src/kernel/clock.ts'
import type { UserId } from '../../packages/server/src/kernel/ids.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import type { Storage, Transaction } from '../../packages/server/src/storage/index.ts'
import { auditOn } from './recorder.ts'

const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => '203.0.113.7',
  peerAddress: () => undefined,
  header: () => null,
  userAgent: () => null,
  device: () => undefined,
}

/** Whoever asks, in a session. */
export const callerOf = (userId: UserId): Principal =>
  ({ userId, sessionId: `ses_${userId}`, permissions: new Set(), user: { username: 'grace' } }) as never

/** The factors by themselves, on a database and a clock of the test's own. */
export async function factorsOn(
  storage: Storage,
  clock: Clock,
  given: {
    sealed?: Sealer
    requireFresh?: (tx: Transaction, caller: Principal) => Promise<void>
  } = {},
) {
  const told: FactorNotice[] = []
  const lowered: UserId[] = []
  const audit = await auditOn(storage, { clock })
  const digest = keyedDigest(Buffer.alloc(32, 7))
  const factors: FactorsFeature = factorsFeature({
    storage,
    clock,
    random: systemRandom,
    sealer: given.sealed ?? sealer({ secret: Buffer.alloc(32, 7), random: systemRandom }),
    cursors: markedCursors(digest),
    digest,
    passkeys: {
      countOf: async () => 0,
      verify: async () => undefined,
      removeAll: async () => undefined,
    },
    audit,
    issuer: () => 'id.example.com',
    refuseEnded: async () => undefined,
    requireFresh: given.requireFresh ?? (async () => undefined),
    raiseSession: async () => undefined,
    lowerSessions: async (_, userId) => lowered.push(userId),
    provePassword: async () => async () => undefined,
    onCountedBack: async () => undefined,
    tellOwner: async (_, __, kind) => {
      told.push(kind)
    },
  })
  const ask = async (
    method: string,
    path: string,
    caller: Caller,
    { body, query = {} }: { body?: object; query?: object } = {},
  ): Promise<Record<string, unknown>> => {
    const route = factors.routes.find(({ endpoint }) => endpoint.method === method && endpoint.path === path)
    if (!route) throw new Error(`no ${method} ${path}`)
    return (await route.handle({ params: undefined, query, body, caller, request } as never)) as never
  }
  return { factors, told, lowered, ask }
}
