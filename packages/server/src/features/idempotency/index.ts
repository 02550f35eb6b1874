import { type Problem, problem } from '@latchkey/contract'
import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import { idempotencyStore } from './store.ts'

const LIFETIME_MS = 24 * 60 * 60 * 1_000

/** One request that may be repeated. */
export interface RepeatableRequest {
  /** The endpoint and, where there is one, the caller: the same key of another is another key. */
  readonly scope: string
  readonly key: string
  /** What must be the same. No password is in it: a fast hash of one is never stored. */
  readonly body: object
}

export interface IdempotencyFeature {
  /** What the request was answered before, if it was. Throws `idempotency_key_reused`. */
  replay<T>(reader: Reader, request: RepeatableRequest): Promise<T | undefined>
  /** As `replay`, in the transaction that would have the effect: the same request elsewhere waits for its end. */
  replayAlone<T>(tx: Transaction, request: RepeatableRequest): Promise<T | undefined>
  /** Keeps the answer in the transaction of its effect, for as long as the user lives. */
  keep(tx: Transaction, request: RepeatableRequest, userId: UserId, answer: unknown): Promise<void>
  /** The refusal of a key that came with another request: for what the hash of the body cannot see. */
  reused(reference?: string): Problem
  /** Forgets what is older than 24 h. */
  sweep(): Promise<void>
}

const reused = (reference?: string): Problem =>
  problem('idempotency_key_reused', {
    detail: 'This Idempotency-Key came with another request before. Use a new key for a new request.',
    reference,
  })

interface Deps {
  storage: Storage
  clock: Clock
  /** Keyed, so that the table tells nothing to who steals it. */
  digest: KeyedDigest
}

export function idempotencyFeature({ storage, clock, digest }: Deps): IdempotencyFeature {
  const store = idempotencyStore(storage)
  const hash = (...parts: string[]) => digest(JSON.stringify(parts))
  const keyHashOf = ({ scope, key: given }: RepeatableRequest) => hash('key', scope, given)
  const requestHashOf = ({ body }: RepeatableRequest) =>
    hash('request', JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1))))

  const replay = async <T>(reader: Reader, request: RepeatableRequest): Promise<T | undefined> => {
    const notBefore = clock.now() - LIFETIME_MS
    const row = await reader.first(store.find, { keyHash: keyHashOf(request), notBefore })
    if (!row) return undefined
    if (!isSameDigest(row.requestHash, requestHashOf(request))) throw reused()
    return JSON.parse(row.answer) as T
  }

  return {
    replay,
    async replayAlone<T>(tx: Transaction, request: RepeatableRequest) {
      await tx.alone(`idempotency ${keyHashOf(request)}`)
      return replay<T>(tx, request)
    },
    async keep(tx, request, userId, answer) {
      const now = clock.now()
      await tx.run(store.removeExpired, { notAfter: now - LIFETIME_MS })
      const row = { keyHash: keyHashOf(request), requestHash: requestHashOf(request), userId, now }
      await tx.run(store.insert, { ...row, answer: JSON.stringify(answer) })
    },
    reused,
    async sweep() {
      await storage.write((tx) => tx.run(store.removeExpired, { notAfter: clock.now() - LIFETIME_MS }))
    },
  }
}
