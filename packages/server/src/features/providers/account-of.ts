import { type Problem, problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { GuardedQuestion } from '#features/guard'
import { createdAs, judgeFullName } from '#features/users'
import type { UserId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import type { Transaction } from '#storage'
import type { Person } from './client.ts'
import type { ProvidersDeps, refusing } from './deps.ts'
import { link } from './link.ts'
import { freeUsername } from './proposed-username.ts'
import type { ProviderRow } from './store.ts'
import { requireUnchanged } from './unchanged.ts'

export interface Asked {
  readonly provider: ProviderRow
  readonly person: Person
  /** Of an account that is made. */
  readonly language: Language | undefined
  readonly request: RequestFacts
  readonly record: Recorder
  readonly refuse: ReturnType<typeof refusing>
}

/** The account is to be made, or it is to be told that there is one: both are counted first, in a transaction of their own. */
export class ToBeCounted extends Error {}
/** An account has the address, which the provider does not prove. */
export class AddressTaken extends Error {}

export interface Owner {
  readonly userId: UserId
  /** It is linked once the second factor was shown. */
  readonly isToBeLinked?: boolean
}

/**
 * Whose account somebody gets whose identity is nobody's yet, in the transaction that links the two. By the address alone nobody gets an
 * account that there is, unless both sides proved it: the provider that it is theirs, and its holder here by what was mailed (C080).
 * Throws `ToBeCounted` where there is no `question`, `AddressTaken`.
 */
export async function accountOf(
  deps: ProvidersDeps,
  tx: Transaction,
  asked: Asked,
  question: GuardedQuestion | undefined,
): Promise<Owner> {
  const { users, mailboxes, hasFactor } = deps
  const { provider, person, refuse, record } = asked
  await requireUnchanged(deps, tx, provider)
  const addressKey = person.email === undefined ? undefined : users.addressKeyOf(person.email)
  if (person.email === undefined || addressKey === undefined) {
    throw (
      closed(deps, asked) ??
      refuse('provider_told_no_address', 'address_not_proved', told(asked, 'told no usable e-mail address'))
    )
  }
  const address = { email: person.email, addressKey }
  if (!person.isEmailProved) return { userId: await unproved(deps, tx, asked, address, question) }

  // Two of one address would each make the account.
  await tx.alone(`registration ${addressKey}`)
  const proved = await users.findProved(tx, addressKey)
  if (proved) {
    const { userId } = proved
    if (await deps.store.wasRemoved(tx, userId, person.issuer, person.subject))
      throw refuse('email_taken', 'email_taken', removedBefore(asked), userId)
    // A mailbox is one factor: whoever has no more than that links nothing to an account that asks for two.
    if (await hasFactor(tx, userId)) return { userId, isToBeLinked: true }
    await link(deps, tx, { ...asked, userId })
    return { userId }
  }
  const held = await mailboxes.findUnproved(tx, addressKey)
  if (held) {
    if (held.disabledAt !== null) throw refuse('account_disabled', 'account_disabled', DISABLED, held.userId)
    // Whoever set it up never proved to read this address: its owner gets the account, and they keep nothing of it.
    await mailboxes.claim(tx, { userId: held.userId, addressKey }, record)
    await link(deps, tx, { ...asked, userId: held.userId })
    return { userId: held.userId }
  }
  const refusal = closed(deps, asked)
  if (refusal) throw refusal
  if (!question) throw new ToBeCounted()
  await mailboxes.releaseShown(tx, addressKey, record)
  const id = await makeAccount(deps, tx, asked, address)
  await question.succeed(tx, id)
  await mailboxes.proveNew(tx, { userId: id, addressKey })
  return { userId: id }
}

export const DISABLED = 'This account is disabled. Ask an administrator of this server.'

const told = ({ provider }: Pick<Asked, 'provider'>, what: string): string =>
  `${provider.name} ${what}. If you have an account here, sign in to it another way, then link ${provider.name} in your account.`

const removedBefore = ({ provider: { name } }: Asked): string =>
  `Your account at ${name} was removed from the account with this e-mail address. Sign in to that another way, then link ${name} in it again.`

export const notProved = (asked: Pick<Asked, 'provider'>): string =>
  told(asked, 'does not prove that this e-mail address is yours')

/** Nobody is told here whether the address has an account, where nobody is told elsewhere either (C022). */
async function unproved(
  deps: ProvidersDeps,
  tx: Transaction,
  asked: Asked,
  address: { readonly email: string; readonly addressKey: string },
  question: GuardedQuestion | undefined,
): Promise<UserId> {
  const { users, mailboxes, registration } = deps
  const { refuse } = asked
  const refusal = closed(deps, asked)
  if (refusal) throw refusal
  if (registration === 'private')
    throw refuse('provider_address_not_proved', 'address_not_proved', notProved(asked))
  if (!question) throw new ToBeCounted()
  if (await users.isAddressTaken(tx, address.addressKey)) throw new AddressTaken()
  const id = await makeAccount(deps, tx, asked, address)
  await question.succeed(tx, id)
  await mailboxes.begin(tx, { userId: id, address: address.email, addressKey: address.addressKey })
  return id
}

export function closed({ registration }: ProvidersDeps, { refuse, provider }: Asked): Problem | undefined {
  if (registration === 'open' || registration === 'private') return undefined
  const isInvite = registration === 'invite'
  return refuse(
    isInvite ? 'registration_by_invitation' : 'registration_closed',
    'registration_closed',
    `There is no account of yours here yet, and ${isInvite ? 'accounts are made by invitation only' : 'registration is closed'}. ` +
      `If you have one, sign in to it another way, then link ${provider.name} in your account.`,
  )
}

interface ToBe {
  readonly email: string
  readonly addressKey: string
  /** Of an invitation, as is its id. */
  readonly roles?: readonly string[]
  readonly invitation?: string
}

export async function makeAccount(
  deps: ProvidersDeps,
  tx: Transaction,
  asked: Asked,
  { email, addressKey, roles: granted = ['user'], invitation }: ToBe,
): Promise<UserId> {
  const { users } = deps
  const { person, language, record, provider, refuse } = asked
  const username = await freeUsername(deps, tx, [person.names.username, email.split('@')[0]])
  const judged = judgeFullName(person.names.fullName ?? username)
  const fullName = 'value' in judged ? judged.value : username
  const toBe = { username, usernameKey: username, email, addressKey, fullName, passwordHash: null }
  const user = await users.writeToBe(tx, toBe, granted).catch((error: unknown) => {
    const { code } = error as { code?: string }
    if (code !== 'email_taken') throw error
    const detail = `This e-mail address was given up lately, and may be taken back. Sign in another way, then link ${provider.name}.`
    throw refuse('email_taken', 'email_taken', detail)
  })
  if (language !== undefined) await deps.keepLanguage(tx, user.id, language)
  const created = createdAs(user, granted, invitation)
  await record(tx, { action: 'user.created', actor: user.id, subject: user.id, ...created })
  await link(deps, tx, { ...asked, userId: user.id, isNew: true })
  return user.id
}

export const changedMeanwhile = () =>
  problem('invalid_credentials', { detail: 'The account was changed meanwhile. Sign in again.' })
