import {
  type FactorKind,
  type Problem,
  problem,
  type RequestFacts,
  type ShownFactor,
} from '@latchkey/contract'
import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { FactorsFeature, Looked } from '#features/factors'
import type { GuardFeature } from '#features/guard'
import type { PasskeyFactor } from '#features/passkeys'
import type { UserId } from '#kernel/ids'
import type { Reader, Transaction } from '#storage'
import { type BeginDeps, beginSession, type Proved } from './begin.ts'
import type { PendingStore } from './pending/store.ts'
import {
  beginPending,
  boundToPassword,
  type HalfProved,
  MOST_TRIES,
  mfaRequired,
  passwordChangeRequired,
  signInIsOver,
} from './pending.ts'
import type { ProvedBy } from './store.ts'

export interface SecondStepDeps extends BeginDeps {
  pending: PendingStore
  digest: KeyedDigest
  factors: Pick<FactorsFeature, 'kindsOf' | 'look' | 'trust' | 'findTrusted' | 'touchDevice'>
  passkeyOptions: PasskeyFactor['optionsFor']
  guard: Pick<GuardFeature, 'beginAttempt' | 'noteRefusal'>
  holders: {
    findPasswordHash(reader: Reader, id: UserId): Promise<string | undefined>
    isPasswordChangeRequired(reader: Reader, id: UserId): Promise<boolean>
  }
  tellOwner(
    tx: Transaction,
    userId: UserId,
    kind: 'recovery_code_used',
    source: string | undefined,
  ): Promise<void>
  /** What waited for the second factor, where a provider said who it is. Whether all is as it was when the sign-in began. */
  linkShown(
    tx: Transaction,
    one: { userId: UserId; waiting: string; request: RequestFacts; record: Recorder },
  ): Promise<boolean>
}

/** What the other half of a sign-in may be; empty where what was proved is enough. */
export async function factorsDue(
  { storage, factors }: Pick<SecondStepDeps, 'storage' | 'factors'>,
  { userId, provedBy, level }: Pick<Proved, 'userId' | 'provedBy' | 'level'>,
): Promise<readonly FactorKind[]> {
  if (level === 2) return []
  const kinds = await factors.kindsOf(storage, userId)
  // The same thing shown twice is one factor.
  const others = kinds.filter((kind) => kind !== provedBy)
  return others.some((kind) => kind !== 'recovery_code') ? others : []
}

/**
 * The end of every sign-in without a password: a session, or what it needs besides. `proving` is what is spent for it,
 * either way, and is told whether it was enough.
 * Throws `mfa_required`, `invalid_credentials` where the account changed meanwhile, and what `proving` throws.
 */
export async function finishSignIn(
  deps: SecondStepDeps,
  proved: Proved & Pick<HalfProved, 'waiting'>,
  proving: (tx: Transaction, isWhole: boolean) => Promise<unknown>,
) {
  const due = await factorsDue(deps, proved)
  if (due.length > 0) {
    const { storage, holders } = deps
    const token = await storage.write(async (tx) => {
      await proving(tx, false)
      const passwordHash = await holders.findPasswordHash(tx, proved.userId)
      return beginPending(deps, tx, 'factor', { ...proved, passwordHash })
    })
    const { provedBy } = proved
    const channel = provedBy === 'passkey' || provedBy === 'provider' ? provedBy : 'sign_in'
    const told = { channel, cause: 'second_factor_due', ...proved } as const
    throw mfaRequired(token, due, deps.guard.noteRefusal(told))
  }
  const answer = await beginSession(deps, proved, (tx) => proving(tx, true))
  if (!answer)
    throw problem('invalid_credentials', { detail: 'The account was changed meanwhile. Sign in again.' })
  return answer
}

interface Asked extends ShownFactor {
  readonly mfa_token: string
  readonly trust_device?: boolean
}

const wrongCode = (reference: string): Problem =>
  problem('invalid_code', {
    detail: 'That is no second factor of this account, or it was used already. Nobody is signed in.',
    reference,
  })

/** Spent meanwhile, or the account was changed: told like a wrong one. */
class SpentMeanwhile extends Error {}
/** What the sign-in began with is not so any more. */
class ChangedMeanwhile extends Error {}

/**
 * POST /auth/login/mfa. A try is counted before anything is looked at: five for each token (ASVS 5.0 6.6.3), and of the account
 * as every other guess, over all tokens (CVE-2024-32868).
 */
export async function finishWithFactor(
  deps: SecondStepDeps,
  asked: Asked,
  request: RequestFacts,
  record: Recorder,
) {
  const { storage, pending, digest, clock, guard, factors } = deps
  const channel = 'second_factor'
  const name = digest(asked.mfa_token)
  const found = await pending.find(storage, name, 'factor', clock.now())
  const over = (userId?: UserId) =>
    signInIsOver(guard.noteRefusal({ channel, cause: 'pending_not_valid', request, userId }))
  if (!found) throw over()
  const { userId } = found
  const attempt = await guard.beginAttempt({ channel, userId, name: '', request })
  if (!(await storage.write((tx) => pending.countTry(tx, name, clock.now(), MOST_TRIES))))
    throw await attempt.refuse('pending_not_valid', signInIsOver)
  // What began the sign-in is no other factor, however often it is shown (V20).
  if (asked.kind === found.provedBy) throw await attempt.refuse('wrong_code', wrongCode)
  const looked = await attempt.looking(() =>
    factors.look(userId, asked, { purpose: 'second_factor', boundTo: name }),
  )
  if (!looked) throw await attempt.refuse('wrong_code', wrongCode)
  const passwordHash = await deps.holders.findPasswordHash(storage, userId)
  if (!isSameDigest(boundToPassword(digest, passwordHash), found.boundTo))
    throw await attempt.refuse('changed_meanwhile', signInIsOver)
  let deviceToken: string | undefined
  const goesOn = found.goesOn === 1
  const proved = { userId, passwordHash, provedBy: found.provedBy as ProvedBy, level: 2 as const }
  const spendBoth = async (tx: Transaction): Promise<void> => {
    // Both are spent, or neither: whoever comes second has begun nothing.
    if (!(await pending.spend(tx, name, clock.now()))) throw new SpentMeanwhile()
    if (!(await looked.spend(tx))) throw new SpentMeanwhile()
    await tellOfRecoveryCode(deps, tx, looked, userId, request, record)
  }
  try {
    if (proved.provedBy === 'password' && (await deps.holders.isPasswordChangeRequired(storage, userId))) {
      const token = await storage.write(async (tx) => {
        await spendBoth(tx)
        return beginPending(deps, tx, 'password', { ...proved, goesOn })
      })
      throw await attempt.refuseRight('password_change_due', (reference) =>
        passwordChangeRequired(token, reference),
      )
    }
    const answer = await beginSession(deps, { ...proved, goesOn, request, record }, async (tx) => {
      await spendBoth(tx)
      const { link: waiting } = found
      if (waiting !== null && !(await deps.linkShown(tx, { userId, waiting, request, record })))
        throw new ChangedMeanwhile()
      await attempt.succeed(tx, 'signed_in')
      if (asked.trust_device !== true || passwordHash === undefined) return
      const device = await factors.trust(tx, userId, passwordHash, request)
      deviceToken = device.token
      await record(tx, {
        action: 'device.trusted',
        actor: userId,
        subject: userId,
        facts: { device: device.id },
      })
    })
    if (!answer) throw new SpentMeanwhile()
    return deviceToken === undefined ? answer : { ...answer, device_token: deviceToken }
  } catch (error) {
    if (error instanceof ChangedMeanwhile) throw await attempt.refuse('changed_meanwhile', signInIsOver)
    if (!(error instanceof SpentMeanwhile)) throw error
    await looked.tellIfLost?.()
    throw await attempt.refuse('wrong_code', wrongCode)
  }
}

export async function tellOfRecoveryCode(
  { tellOwner }: Pick<SecondStepDeps, 'tellOwner'>,
  tx: Transaction,
  { kind }: Looked,
  userId: UserId,
  request: RequestFacts,
  record: Recorder,
): Promise<void> {
  if (kind !== 'recovery_code') return
  await tellOwner(tx, userId, 'recovery_code_used', request.sourceAddress())
  await record(tx, { action: 'recovery_code.used', actor: userId, subject: userId })
}

/** POST /auth/login/mfa/options: for a passkey of whoever is half signed in. */
export async function passkeyOptionsFor(
  { storage, pending, digest, clock, guard, passkeyOptions }: SecondStepDeps,
  mfaToken: string,
  request: RequestFacts,
) {
  const name = digest(mfaToken)
  const found = await pending.find(storage, name, 'factor', clock.now())
  if (!found) {
    const refused = { channel: 'second_factor', cause: 'pending_not_valid', request } as const
    throw signInIsOver(guard.noteRefusal(refused))
  }
  return passkeyOptions(found.userId, { purpose: 'second_factor', boundTo: name })
}
