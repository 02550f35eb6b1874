import { type AttemptCause, problem, type RequestFacts } from '@latchkey/contract'
import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import { challengeOf } from '#crypto/pkce'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { SessionId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type BeginDeps, beginSession } from './begin.ts'
import type { refreshStore } from './refresh/store.ts'
import type { Reuse } from './refresh.ts'
import type { returnCodeStore } from './return-codes/store.ts'
import type { ProvedBy } from './store.ts'

export interface ExchangeDeps extends BeginDeps {
  returnCodes: ReturnType<typeof returnCodeStore>
  refreshes: Pick<ReturnType<typeof refreshStore>, 'lockOwner'>
  /** What is stored of a code. */
  returnCodeDigest: KeyedDigest
  guard: Pick<GuardFeature, 'noteRefusal'>
  /** Tells the owner and the log that a code was used again: two have it. In the transaction that ends the session. */
  onCodeReuse(tx: Transaction, reuse: Reuse): Promise<void>
}

interface Asked {
  readonly code: string
  readonly code_verifier: string
  readonly return_to: string
  readonly refresh?: boolean
}

type Found = NonNullable<Awaited<ReturnType<ExchangeDeps['returnCodes']['find']>>>

/** Spent meanwhile, or the browser's session is not what it was. */
class NotGood extends Error {}

const refused = (reference: string) =>
  problem('invalid_grant', {
    detail:
      'The code is wrong, used, older than a minute, or of another return_to or verifier. Sign in again.',
    reference,
  })

/**
 * POST /auth/exchange: a session of the app's own, as well proved as the browser's, and proved when that was. Whoever shows a code
 * with a wrong verifier or address has it from somebody else: it is spent in vain. Throws `invalid_grant`.
 */
export async function exchange(deps: ExchangeDeps, asked: Asked, request: RequestFacts, record: Recorder) {
  const { storage, returnCodes, guard } = deps
  const digest = deps.returnCodeDigest(asked.code)
  const found = await returnCodes.find(storage, digest)
  const note = (cause: AttemptCause) =>
    refused(guard.noteRefusal({ channel: 'exchange', cause, request, userId: found?.userId }))
  if (!found) throw note('return_code_not_valid')
  const answer = await begin(deps, found, { ...asked, digest }, request, record)
  // The verdict is committed before it is told: what ends a session must not be taken back with the refusal.
  return (
    answer ??
    Promise.reject(note(await storage.write((tx) => judge(deps, tx, found, { digest, request, record }))))
  )
}

async function begin(
  deps: ExchangeDeps,
  { userId, givenBy, returnTo, challenge, spentAt }: Found,
  { code_verifier, return_to, refresh = false, digest }: Asked & { digest: string },
  request: RequestFacts,
  record: Recorder,
) {
  const { storage, store, returnCodes, clock } = deps
  const isTheApps = return_to === returnTo && isSameDigest(challengeOf(code_verifier), challenge)
  if (spentAt !== null || !isTheApps) return undefined
  const now = clock.now()
  const standing = await store.findStanding(storage, userId, givenBy, now)
  if (!standing) return undefined
  const { provedAt, level } = standing
  const proved = {
    ...{ userId, passwordHash: undefined, provedAt, goesOn: refresh, request, record },
    provedBy: standing.provedBy as ProvedBy,
    level: level > 1 ? 2 : 1,
  } as const
  try {
    return await beginSession(deps, proved, async (tx, sessionId) => {
      if (!(await returnCodes.spend(tx, { digest, now, sessionId }))) throw new NotGood()
      // Under the lock that begins a session: nobody ends or weakens the browser's behind it.
      const still = await store.findStanding(tx, userId, givenBy, now)
      if (still?.level !== level || still.provedAt !== provedAt) throw new NotGood()
    })
  } catch (error) {
    if (error instanceof NotGood) return undefined
    throw error
  }
}

/** A code that began nothing is worth nothing from now on; one that was spent before has two holders (RFC 6749 section 4.1.2). */
async function judge(
  { returnCodes, refreshes, store, clock, onCodeReuse }: ExchangeDeps,
  tx: Transaction,
  { userId }: Found,
  { digest, request, record }: { digest: string; request: RequestFacts; record: Recorder },
): Promise<AttemptCause> {
  await refreshes.lockOwner(tx, userId)
  if (await returnCodes.spend(tx, { digest, now: clock.now(), sessionId: null }))
    return 'return_code_not_valid'
  const sessionId = (await returnCodes.find(tx, digest))?.sessionId ?? null
  if (sessionId === null) return 'return_code_not_valid'
  if (await store.removeOneOf(tx, userId, sessionId as SessionId)) {
    tx.changed(userId)
    await record(tx, { action: 'return_code.reused', subject: userId, facts: { session: sessionId } })
    await onCodeReuse(tx, { userId, sessionId: sessionId as SessionId, request })
  }
  return 'return_code_used_again'
}
