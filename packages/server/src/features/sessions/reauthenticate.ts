import { invalid, type Problem, problem, type RequestFacts, type ShownFactor } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { GuardedAttempt } from '#features/guard'
import type { Passwords } from '#features/passwords'
import type { Principal } from '#features/principals'
import { instantOf } from '#kernel/clock'
import type { Transaction } from '#storage'
import { FRESH_MS } from './fresh.ts'
import { findHalfProof } from './half-proof.ts'
import { type SecondStepDeps, tellOfRecoveryCode } from './second-step.ts'

export interface ReauthDeps extends SecondStepDeps {
  passwords: Pick<Passwords, 'isTooLong' | 'verify' | 'spendDummyHash'>
}

const wrongPassword = (reference: string): Problem =>
  problem('wrong_password', { detail: 'The password is wrong. Nothing was changed.', reference })
const wrongCode = (reference: string): Problem =>
  problem('invalid_code', {
    detail: 'That is no second factor of your account, or it was used already.',
    reference,
  })

/** Looks at a password inside a session; the hash that was right. Throws the refusal, counted. */
export async function lookAtPassword(
  { storage, holders, passwords }: Pick<ReauthDeps, 'storage' | 'holders' | 'passwords'>,
  attempt: GuardedAttempt,
  { userId }: Principal,
  password: string,
): Promise<string> {
  const hash = await holders.findPasswordHash(storage, userId)
  if (hash === undefined) {
    await attempt.looking(() => passwords.spendDummyHash(password, attempt.claim))
    throw await attempt.refuse('no_password', wrongPassword)
  }
  if (!(await attempt.looking(() => passwords.verify(hash, password, attempt.claim))))
    throw await attempt.refuse('wrong_password', wrongPassword)
  return hash
}

/** The hash is still the one that was right. */
export const isStill = async (
  { holders }: Pick<ReauthDeps, 'holders'>,
  tx: Transaction,
  { userId }: Principal,
  hash: string,
): Promise<boolean> => {
  const now = await holders.findPasswordHash(tx, userId)
  return now !== undefined && isSameDigest(now, hash)
}

type Asked = Partial<ShownFactor> & { readonly password?: string }

/**
 * POST /auth/reauthenticate. Who has a second factor shows it, and the password too, unless the factor knew its owner by itself, or a
 * provider has said just now who it is.
 * Throws `wrong_password`, `invalid_code`, `too_many_attempts`, `validation_failed`.
 */
export async function reauthenticate(
  deps: ReauthDeps,
  caller: Principal,
  asked: Asked,
  request: RequestFacts,
  record: Recorder,
) {
  const { storage, store, clock, guard, factors, passwords, holders } = deps
  const { userId, sessionId } = caller
  const channel = 'reauthenticate'
  const kinds = await factors.kindsOf(storage, userId)
  const hasFactor = kinds.length > 0
  if (hasFactor && asked.kind === undefined)
    throw invalid({ field: 'kind', message: `is required: your account has ${kinds.join(', ')}.` })
  const hasPassword = (await holders.findPasswordHash(storage, userId)) !== undefined
  const half = asked.password === undefined ? await findHalfProof(deps, storage, caller) : undefined
  if (asked.password === undefined && hasPassword && !half && asked.kind !== 'passkey')
    throw invalid({ field: 'password', message: 'is required.' })
  if (asked.password !== undefined && passwords.isTooLong(asked.password))
    throw wrongPassword(guard.noteRefusal({ channel, cause: 'password_too_long', request, userId }))

  const attempt = await guard.beginAttempt({ channel, userId, name: '', request })
  const hash =
    asked.password === undefined ? undefined : await lookAtPassword(deps, attempt, caller, asked.password)
  const { kind } = asked
  const looked =
    kind === undefined
      ? undefined
      : await attempt.looking(() =>
          factors.look(userId, { ...asked, kind }, { purpose: channel, boundTo: sessionId }),
        )
  // Without the password: a passkey that knew its owner by itself, or where there is no password the app.
  const isStrong = looked !== undefined && (kind === 'passkey' ? looked.isEnough : !hasPassword)
  const isFirstShown = hash !== undefined || half !== undefined
  const isEnough = isFirstShown ? looked !== undefined || !hasFactor : isStrong
  if (!isEnough) throw await attempt.refuse('wrong_code', wrongCode)

  const now = clock.now()
  const isProved = await storage.write(async (tx) => {
    if (hash !== undefined && !(await isStill(deps, tx, caller, hash))) return false
    if (looked && !(await looked.spend(tx))) return false
    // Where it was needed: a passkey is enough by itself.
    if (half && !(await half.spend(tx)) && !isStrong) return false
    if (!(await store.prove(tx, { userId, id: sessionId, now, level: looked ? 2 : 1 })))
      throw problem('invalid_token')
    await attempt.succeed(tx, 'reauthenticated')
    if (looked) await tellOfRecoveryCode(deps, tx, looked, userId, request, record)
    const facts = { session: sessionId, factors: looked ? 2 : 1, ...(half ? { proved_by: 'provider' } : {}) }
    await record(tx, { action: 'session.proved', subject: userId, facts })
    return true
  })
  if (isProved) return { fresh_until: instantOf(now + FRESH_MS) }
  await looked?.tellIfLost?.()
  throw await attempt.refuse('changed_meanwhile', wrongCode)
}
