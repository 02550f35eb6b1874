import { Problem, problem } from '@latchkey/contract'
import type { GuardedQuestion } from '#features/guard'
import { UniqueViolation } from '#storage'
import {
  AddressTaken,
  accountOf,
  changedMeanwhile,
  DISABLED,
  notProved,
  type Owner,
  ToBeCounted,
} from './account-of.ts'
import type { Back, CompleteDeps } from './complete.ts'
import { causedBy, type ProvidersDeps, refusedOf, refusing } from './deps.ts'
import { linkShown, waitingLink } from './link-shown.ts'
import { requireUnchanged } from './unchanged.ts'

/** The end of a sign-in by a provider: second factors are asked for as always. */
export async function signIn<Answer>(
  deps: CompleteDeps<Answer>,
  { provider, person, request }: Back,
  { userId, isToBeLinked = false }: Owner,
): Promise<Answer> {
  const { store, users, guard, audit, clock, finishSignIn } = deps
  const refuse = refusing(deps, request)
  const { issuer, subject, email = null } = person
  const record = audit.by(undefined, request)
  const disabledAt = await users.findDisabledAt(userId)
  if (disabledAt !== null) throw refuse('account_disabled', 'account_disabled', DISABLED, userId)
  const waiting = waitingLink(provider, person, isToBeLinked)
  const proved = { userId, provedBy: 'provider', level: 1, goesOn: true, waiting, request, record } as const
  const asked = finishSignIn(proved, async (tx, isWhole) => {
    await requireUnchanged(deps, tx, provider)
    const used = { issuer, subject, userId, email, provider: provider.slug, now: clock.now() }
    // Removed, or moved to another account, since it was looked at.
    const isAsItWas = isWhole
      ? await linkShown(deps, tx, { userId, waiting, request, record })
      : isToBeLinked || (await store.useIdentity(tx, used))
    if (!isAsItWas) throw changedMeanwhile()
    // Half a sign-in makes nobody known where it came from.
    if (isWhole) await guard.remember(tx, userId, request)
  })
  return asked.catch((error: unknown) => {
    throw error instanceof Problem ? refusedOf(error, userId) : error
  })
}

/** Whose identity it is, from now on if it was nobody's. Throws `too_many_attempts` where an account would be made by it. */
export async function ownerOf(
  deps: ProvidersDeps,
  { provider, person, kept, request }: Back,
): Promise<Owner> {
  const { storage, store, audit, guard } = deps
  const { issuer, subject } = person
  const find = async (): Promise<Owner | undefined> => store.findIdentity(storage, issuer, subject)
  const refuse = refusing(deps, request)
  const record = audit.by(undefined, request)
  const asked = { provider, person, language: kept.language, request, record, refuse }
  const found = await find()
  if (found !== undefined) return found
  let question: GuardedQuestion | undefined
  const write = (): Promise<Owner> => storage.write((tx) => accountOf(deps, tx, asked, question))
  const counted = async (): Promise<Owner> => {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof ToBeCounted)) throw error
      question = await guard.beginRegistration(request, false)
      return await write()
    }
  }
  try {
    return await counted().catch(async (error: unknown) => {
      // The same person, a moment before, in another tab.
      const isRace =
        error instanceof UniqueViolation || (error instanceof Problem && error.code === 'username_taken')
      if (!isRace) throw error
      return (await find()) ?? counted()
    })
  } catch (error) {
    if (!(error instanceof AddressTaken) || !question) throw error
    const cause = 'provider_address_not_proved'
    const refusal = await question.refuseTaken(cause, (reference) =>
      problem('address_not_proved', { detail: notProved(asked), reference }),
    )
    throw refusal.code === 'address_not_proved' ? causedBy(refusal, cause) : refusal
  }
}
