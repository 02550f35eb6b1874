import { Problem, problem, type RequestFacts } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { GuardedAttempt } from '#features/guard'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { WayBackDeps } from './deps.ts'
import { notReady, wrongToken } from './refusals.ts'
import { spokenNow } from './shown.ts'
import { type Recovery, readyFrom, type SecondPart, type Shown, secondPartOf } from './standing.ts'
import { tellOwner } from './tell.ts'

interface Asked {
  readonly token: string
  readonly password: string
  readonly current_password?: string
}

/** A current password that was shown: counted, and right. */
interface Known {
  readonly attempt: GuardedAttempt
  readonly hash: string
}

const CHANNEL = 'recovery'
const MISSING =
  'The mailbox alone is not enough: the current password is missing, or a trusted contact or an administrator who says that it is you. A password that was chosen by a link counts for nothing here.'

/**
 * POST /auth/recovery/complete: what was given is looked at again at this moment, and spent by the write of the new password.
 * Throws `invalid_recovery_token`, `recovery_not_ready`, `wrong_password`, `too_many_attempts`, `validation_failed`.
 */
export async function complete(deps: WayBackDeps, asked: Asked, request: RequestFacts, record: Recorder) {
  const { accounts, links, guard } = deps
  const proof = await links.find(deps.storage, asked.token, 'finish')
  if (!proof) throw refusedToken(deps, request)
  const { userId } = proof
  const known = await knownPassword(deps, userId, asked.current_password, request)
  try {
    await (known?.attempt.looking ?? immediately)(() =>
      accounts.replacePassword({
        userId,
        password: asked.password,
        field: 'password',
        sourceAddress: request.sourceAddress(),
        ...(known ? { claim: known.attempt.claim } : {}),
        async admit(tx) {
          const part = await spend(deps, tx, { userId, token: asked.token, known })
          await known?.attempt.succeed(tx, 'account_recovered')
          // Whoever proved to own the account gets in from here, whatever strangers do (C027).
          await guard.remember(tx, userId, request)
          const removed = await deps.factors.removeAll(tx, userId)
          await tellOwner(deps, tx, userId, 'recovery_completed', request.sourceAddress())
          const facts = { by: part, factors: removed }
          await record(tx, { action: 'recovery.completed', subject: userId, facts })
        },
      }),
    )
  } catch (error) {
    // Deleted while the password was hashed: a token of nobody, as any other.
    const isRefused =
      error instanceof Problem && (error.code === 'user_not_found' || error.code === 'invalid_recovery_token')
    throw isRefused ? refusedToken(deps, request) : error
  }
  return { message: 'Password changed, and every second factor removed' }
}

const immediately = <T>(work: () => Promise<T>): Promise<T> => work()

const refusedToken = ({ guard }: WayBackDeps, request: RequestFacts) =>
  wrongToken(guard.noteRefusal({ channel: CHANNEL, cause: 'recovery_token_not_valid', request }))

const wrongPassword = (reference: string) =>
  problem('wrong_password', { detail: 'The current password is wrong. Nothing was changed.', reference })

/** A guess like any other, in the same budget (C026, V13). Undefined where none was given. */
async function knownPassword(
  { storage, accounts, passwords, guard }: WayBackDeps,
  userId: UserId,
  current: string | undefined,
  request: RequestFacts,
): Promise<Known | undefined> {
  if (current === undefined) return undefined
  if (passwords.isTooLong(current))
    throw wrongPassword(guard.noteRefusal({ channel: CHANNEL, cause: 'password_too_long', request, userId }))
  const attempt = await guard.beginAttempt({ channel: CHANNEL, userId, name: '', request })
  const hash = await accounts.findPasswordHash(storage, userId)
  if (hash === undefined) {
    await attempt.looking(() => passwords.spendDummyHash(current, attempt.claim))
    throw await attempt.refuse('no_password', wrongPassword)
  }
  if (!(await attempt.looking(() => passwords.verify(hash, current, attempt.claim))))
    throw await attempt.refuse('wrong_password', wrongPassword)
  return { attempt, hash }
}

/** Everything that gives the right to it, in the transaction that uses it. */
async function spend(
  deps: WayBackDeps,
  tx: Transaction,
  { userId, token, known }: { userId: UserId; token: string; known: Known | undefined },
): Promise<SecondPart> {
  const { store, links, clock, accounts } = deps
  const recovery = await store.findToChange(tx, userId, clock.now())
  const proof = recovery && (await links.spend(tx, token, 'finish'))
  if (!proof || proof.userId !== userId || proof.boundTo !== recovery.id) throw wrongToken()
  const still = known && (await accounts.findPasswordHash(tx, userId))
  const knowsPassword =
    known !== undefined &&
    still !== undefined &&
    isSameDigest(still, known.hash) &&
    !(await store.isLinked(tx, userId))
  const shown = { ...(await spokenNow(deps, tx, userId, recovery)), knowsPassword }
  const part = partReady(recovery, shown, clock.now())
  // Of any number at once one removes it, and no other completes it.
  if (!(await store.remove(tx, userId, recovery.id))) throw wrongToken()
  return part
}

function partReady(recovery: Recovery, shown: Shown, now: number): SecondPart {
  const part = secondPartOf(recovery, shown)
  if (part === undefined) throw notReady(MISSING)
  const from = readyFrom(recovery, part)
  if (now < from) throw notReady(`It may be completed from ${instantOf(from)} on.`)
  return part
}
