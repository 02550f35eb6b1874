import { type Problem, problem, type RequestFacts } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { FactorsFeature } from '#features/factors'
import type { GuardFeature } from '#features/guard'
import type { HashClaim, Passwords } from '#features/passwords'
import type { UserId } from '#kernel/ids'
import { type BeginDeps, beginSession } from './begin.ts'
import type { PendingStore } from './pending/store.ts'
import { beginPending, mfaRequired, passwordChangeRequired } from './pending.ts'
import { factorsDue } from './second-step.ts'

/** The accounts as signing in sees them. */
export interface Accounts {
  findForSignIn(identifier: string): Promise<
    | {
        readonly id: UserId
        readonly passwordHash: string | null
        readonly disabledAt: number | null
        readonly passwordChangeRequiredAt: number | null
        readonly initialPasswordUntil: number | null
      }
    | undefined
  >
  /** The one spelling of what somebody signs in with. */
  canonicalName(identifier: string): string
  /** How many were replaced: none when it is not there any more. */
  upgradeHash(id: UserId, from: string, to: string): Promise<number>
}

export interface SignInDeps extends BeginDeps {
  accounts: Accounts
  passwords: Passwords
  guard: Pick<GuardFeature, 'beginAttempt' | 'noteRefusal'>
  pending: PendingStore
  digest: KeyedDigest
  factors: Pick<FactorsFeature, 'kindsOf' | 'look' | 'trust' | 'findTrusted' | 'touchDevice'>
}

interface Credentials {
  readonly username: string
  readonly password: string
  /** Whether a refresh token was asked for. */
  readonly goesOn: boolean
  /** Of a device that is trusted. */
  readonly deviceToken: string | undefined
}

/** One text for a name that nobody has and for a password that is wrong. */
const wrongCredentials = (reference: string): Problem =>
  problem('invalid_credentials', { detail: 'The username or the password is wrong.', reference })

const disabled = (reference: string): Problem =>
  problem('account_disabled', {
    detail: 'This account is disabled. Ask an administrator of this server.',
    reference,
  })

/** POST /auth/login: the same work and the same words, whoever is named (ASVS 5.0 6.3.8). */
export async function signIn(
  deps: SignInDeps,
  credentials: Credentials,
  request: RequestFacts,
  record: Recorder,
) {
  const { storage, accounts, passwords, guard, factors, clock } = deps
  const { username, password } = credentials
  // Before the account is looked for, so that the answer and its time are everybody's.
  if (passwords.isTooLong(password))
    throw wrongCredentials(guard.noteRefusal({ channel: 'sign_in', cause: 'password_too_long', request }))

  const account = await accounts.findForSignIn(username)
  const attempt = await guard.beginAttempt({
    channel: 'sign_in',
    userId: account?.id,
    name: accounts.canonicalName(username),
    request,
  })
  const hash = account?.passwordHash ?? null
  if (!account || hash === null) {
    await attempt.looking(() => passwords.spendDummyHash(password, attempt.claim))
    throw await attempt.refuse(account ? 'no_password' : 'unknown_account', wrongCredentials)
  }
  if (!(await attempt.looking(() => passwords.verify(hash, password, attempt.claim))))
    throw await attempt.refuse('wrong_password', wrongCredentials)
  // Told like a wrong one: it may be anybody's by now.
  const { initialPasswordUntil } = account
  if (initialPasswordUntil !== null && initialPasswordUntil <= clock.now())
    throw await attempt.refuse('initial_password_over', wrongCredentials)
  // Only who knows the password learns the state of the account.
  if (account.disabledAt !== null) throw await attempt.refuseRight('account_disabled', disabled)
  const passwordHash = await attempt.looking(() =>
    upgraded(deps, credentials, { id: account.id, hash, claim: attempt.claim }),
  )
  if (passwordHash === undefined) throw await attempt.refuse('changed_meanwhile', wrongCredentials)

  const proved = { userId: account.id, passwordHash, provedBy: 'password', level: 1 } as const
  const half = { ...proved, goesOn: credentials.goesOn }
  const due = await factorsDue(deps, proved)
  const device = await trustedDevice(deps, credentials, account.id, passwordHash)
  if (due.length > 0 && device === undefined) {
    const token = await storage.write((tx) => beginPending(deps, tx, 'factor', half))
    // No sign-in yet: where it came from is not known by it, either.
    throw await attempt.refuseRight('second_factor_due', (reference) => mfaRequired(token, due, reference))
  }
  // Behind the factor: a password that others may know is the half that they have.
  if (account.passwordChangeRequiredAt !== null) {
    const token = await storage.write((tx) => beginPending(deps, tx, 'password', half))
    throw await attempt.refuseRight('password_change_due', (reference) =>
      passwordChangeRequired(token, reference),
    )
  }
  const answer = await beginSession(deps, { ...half, request, record }, async (tx) => {
    await attempt.succeed(tx, 'signed_in')
    if (device !== undefined) await factors.touchDevice(tx, device)
  })
  if (!answer) throw await attempt.refuse('changed_meanwhile', wrongCredentials)
  return answer
}

/** A device that stands in for the second factor, of this account and this password. */
async function trustedDevice(
  { storage, factors }: SignInDeps,
  { deviceToken }: Credentials,
  userId: UserId,
  passwordHash: string,
): Promise<string | undefined> {
  if (deviceToken === undefined) return undefined
  return factors.findTrusted(storage, userId, passwordHash, deviceToken)
}

/**
 * The hash that counts from now on: a new one when the parameters have risen since it was made. Where another sign-in
 * renewed it meanwhile, theirs, if it is of this password; undefined when the password was changed.
 */
async function upgraded(
  { accounts, passwords }: SignInDeps,
  { username, password }: Pick<Credentials, 'username' | 'password'>,
  { id, hash, claim }: { id: UserId; hash: string; claim: HashClaim },
): Promise<string | undefined> {
  if (!passwords.needsUpgrade(hash)) return hash
  const stronger = await passwords.hash(password, claim)
  if ((await accounts.upgradeHash(id, hash, stronger)) === 1) return stronger
  const now = await accounts.findForSignIn(username)
  if (now?.id !== id || now.passwordHash === null) return undefined
  return (await passwords.verify(now.passwordHash, password, claim)) ? now.passwordHash : undefined
}
