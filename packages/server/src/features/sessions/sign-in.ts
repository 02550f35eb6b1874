import { type Problem, problem, type RequestFacts } from '@latchkey/contract'
import type { RefreshTokens } from '#crypto/refresh-tokens'
import type { AccessTokens } from '#crypto/tokens'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { HashClaim, Passwords } from '#features/passwords'
import type { Clock } from '#kernel/clock'
import { newSessionId, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import type { sessionStore } from './store.ts'
import { type Lifetimes, tokenAnswer } from './token-answer.ts'

/** The accounts as signing in sees them. */
export interface Accounts {
  findForSignIn(
    identifier: string,
  ): Promise<
    | { readonly id: UserId; readonly passwordHash: string | null; readonly disabledAt: number | null }
    | undefined
  >
  /** The one spelling of what somebody signs in with. */
  canonicalName(identifier: string): string
  /** How many were replaced: none when it is not there any more. */
  upgradeHash(id: UserId, from: string, to: string): Promise<number>
}

export interface SignInDeps extends Lifetimes {
  storage: Storage
  store: ReturnType<typeof sessionStore>
  accounts: Accounts
  passwords: Passwords
  tokens: AccessTokens
  clock: Clock
  random: Random
  refreshTokens: RefreshTokens
  guard: Pick<GuardFeature, 'beginAttempt' | 'noteRefusal'>
}

interface Credentials {
  readonly username: string
  readonly password: string
  /** Whether a refresh token was asked for. */
  readonly goesOn: boolean
}

const LONGEST_USER_AGENT = 256

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
  const { storage, store, accounts, passwords, refreshTokens, clock, random, guard } = deps
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
  // Only who knows the password learns the state of the account.
  if (account.disabledAt !== null) throw await attempt.refuseRight('account_disabled', disabled)
  const passwordHash = await attempt.looking(() =>
    upgraded(deps, credentials, { id: account.id, hash, claim: attempt.claim }),
  )
  if (passwordHash === undefined) throw await attempt.refuse('changed_meanwhile', wrongCredentials)

  const now = clock.now()
  const id = newSessionId(random)
  const first = credentials.goesOn ? refreshTokens.begin(id, random.bytes(32)) : undefined
  const session = {
    id,
    userId: account.id,
    passwordHash,
    provedBy: 'password' as const,
    sourceAddress: request.sourceAddress() ?? null,
    userAgent: request.userAgent()?.slice(0, LONGEST_USER_AGENT) ?? null,
    now,
    refreshGeneration: first ? 0 : null,
    refreshDigest: first?.digest ?? null,
    ...endsOf(deps, now, first !== undefined),
  }
  const hasBegun = await storage.write(async (tx) => {
    if (!(await store.insert(tx, session))) return false
    await attempt.succeed(tx, 'signed_in')
    const facts = { session: id, proved_by: session.provedBy }
    await record(tx, { action: 'session.begun', actor: account.id, subject: account.id, facts })
    return true
  })
  if (!hasBegun) throw await attempt.refuse('changed_meanwhile', wrongCredentials)
  const answer = await tokenAnswer(deps, session, now)
  return first ? { ...answer, refresh_token: first.token } : answer
}

/** Without a refresh token a session lives as long as its one token. */
function endsOf(lifetimes: Lifetimes, now: number, goesOn: boolean) {
  if (!goesOn) {
    const endsAt = (Math.floor(now / 1_000) + lifetimes.accessTokenSeconds) * 1_000
    return { expiresAt: endsAt, endsAt }
  }
  const endsAt = now + lifetimes.sessionAbsoluteSeconds * 1_000
  return { expiresAt: Math.min(now + lifetimes.sessionIdleSeconds * 1_000, endsAt), endsAt }
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
