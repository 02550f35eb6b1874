import { Problem, problem, type RequestFacts, type User } from '@latchkey/contract'
import type { GuardedAttempt } from '#features/guard'
import { createdAs, registrationClosed } from '#features/users'
import { isLanguage } from '#kernel/language'
import type { Transaction } from '#storage'
import { MOST_TRIES, type RegistrationDeps } from './deps.ts'
import type { Registration } from './store.ts'

/** One text for every token that does nothing, whatever the reason. */
const wrongToken = (reference?: string): Problem =>
  problem('invalid_mailed_token', {
    detail: 'The link is wrong, used or too old, or had five wrong passwords. Register again.',
    reference,
  })

const wrongPassword = (reference: string): Problem =>
  problem('invalid_credentials', {
    detail:
      'The password is not the one that was chosen at registering. After five wrong ones, register again.',
    reference,
  })

const details = {
  username_taken: 'An account with this username was made meanwhile. Register again with another name.',
  email_taken: 'An account with this e-mail address was made meanwhile. Sign in with it.',
} as const

/** Spent meanwhile. */
class NotGood extends Error {}

/** Throws `invalid_mailed_token`; spends nothing. */
export async function refuseWrongToken(deps: RegistrationDeps, token: string): Promise<void> {
  if (!(await find(deps, token))) throw wrongToken()
}

const find = ({ store, storage, digest, clock }: RegistrationDeps, token: string) =>
  store.find(storage, { digest: digest(token), now: clock.now(), most: MOST_TRIES })

/**
 * POST /auth/register/confirm. The token shows that the mail was read, the password that it is whoever registered: who registers the
 * address of somebody else has no account when its owner clicks. Throws what the contract says.
 */
export async function confirmRegistration(
  deps: RegistrationDeps,
  { token, password }: { token: string; password: string },
  request: RequestFacts,
): Promise<User> {
  const { storage, store, clock, digest, guard, registration } = deps
  const channel = 'confirm_registration'
  // What was asked for before the setting changed does not outlive it.
  if (registration === 'closed' || registration === 'invite')
    throw registrationClosed(guard, channel, request)
  const pending = await find(deps, token)
  if (!pending) throw wrongToken(guard.noteRefusal({ channel, cause: 'mailed_token_not_valid', request }))
  const named = { digest: digest(token), now: clock.now(), most: MOST_TRIES }
  const attempt = await guard.beginAttempt({
    channel,
    userId: undefined,
    name: `registration ${named.digest}`,
    request,
  })
  const isRight = await attempt.looking(() => tryPassword(deps, named, pending, password, attempt))
  if (isRight === undefined) throw await attempt.refuse('changed_meanwhile', wrongToken)
  if (!isRight) throw await attempt.refuse('wrong_password', wrongPassword)
  try {
    return await storage.write((tx) => makeAccount(deps, tx, { pending, named, request, attempt }))
  } catch (error) {
    if (error instanceof NotGood) throw await attempt.refuse('changed_meanwhile', wrongToken)
    // The password was right: that was no guess.
    await storage.write((tx) => store.giveTryBack(tx, named.digest)).catch(() => undefined)
    const code = error instanceof Problem ? error.code : undefined
    if (code !== 'username_taken' && code !== 'email_taken') throw error
    throw await attempt.refuseRight(code, (reference) => problem(code, { detail: details[code], reference }))
  }
}

interface Named {
  readonly digest: string
  readonly now: number
  readonly most: number
}

/** Undefined where no try was left. Each is counted in a commit of its own, so that no refusal gives it back (C032). */
async function tryPassword(
  { storage, store, passwords }: RegistrationDeps,
  named: Named,
  { passwordHash }: Registration,
  password: string,
  { claim }: GuardedAttempt,
): Promise<boolean | undefined> {
  if (!(await storage.write((tx) => store.countTry(tx, named)))) return undefined
  try {
    return await passwords.verify(passwordHash, password, claim)
  } catch (error) {
    // Nobody looked at it.
    await storage.write((tx) => store.giveTryBack(tx, named.digest)).catch(() => undefined)
    throw error
  }
}

interface Confirmed {
  readonly pending: Registration
  readonly named: Named
  readonly request: RequestFacts
  readonly attempt: GuardedAttempt
}

async function makeAccount(
  deps: RegistrationDeps,
  tx: Transaction,
  { pending, named, request, attempt }: Confirmed,
): Promise<User> {
  const { store, users, mailboxes, preferences, guard, audit } = deps
  const { addressKey, language } = pending
  const record = audit.by(undefined, request)
  // Two of one address would each wait for the row that the other spends.
  await tx.alone(`registration ${addressKey}`)
  if (!(await store.spend(tx, named))) throw new NotGood()
  const granted = (await deps.claimFirstAdministrator(tx, request)) ? ['admin'] : ['user']
  await mailboxes.releaseShown(tx, addressKey, record)
  const user = await users.writeToBe(tx, pending, granted)
  await mailboxes.proveNew(tx, { userId: user.id, addressKey })
  await store.removeOf(tx, addressKey)
  if (language !== null && isLanguage(language)) await preferences.keep(tx, user.id, language)
  await record(tx, { action: 'user.created', subject: user.id, ...createdAs(user, granted) })
  await guard.remember(tx, user.id, request)
  await attempt.succeed(tx, 'registered')
  return user
}
