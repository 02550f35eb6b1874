import { Problem } from '@latchkey/contract'
import { UniqueViolation } from '#storage'
import { accountOf, changedMeanwhile, DISABLED, type Owner } from './account-of.ts'
import type { Back, CompleteDeps } from './complete.ts'
import { type ProvidersDeps, refusedOf, refusing } from './deps.ts'
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

/** Whose identity it is, from now on if it was nobody's. */
export async function ownerOf(deps: ProvidersDeps, { provider, person, request }: Back): Promise<Owner> {
  const { storage, store, audit } = deps
  const { issuer, subject } = person
  const find = async (): Promise<Owner | undefined> => store.findIdentity(storage, issuer, subject)
  const refuse = refusing(deps, request)
  const record = audit.by(undefined, request)
  const found = await find()
  if (found !== undefined) return found
  try {
    return await storage.write((tx) => accountOf(deps, tx, { provider, person, request, record, refuse }))
  } catch (error) {
    // The same person, a moment before, in another tab.
    const isRace =
      error instanceof UniqueViolation || (error instanceof Problem && error.code === 'username_taken')
    if (!isRace) throw error
    return (
      (await find()) ??
      storage.write((tx) => accountOf(deps, tx, { provider, person, request, record, refuse }))
    )
  }
}
