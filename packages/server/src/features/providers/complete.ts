import { Problem, type RequestFacts } from '@latchkey/contract'
import type { SessionId } from '#kernel/ids'
import { OutboundRefusal } from '#kernel/outbound'
import { UniqueViolation } from '#storage'
import { accountOf, changedMeanwhile, DISABLED } from './account-of.ts'
import { openProvider, startAgain } from './begin.ts'
import { type AttemptSecrets, NotVouched, type OpenProvider, type Person } from './client.ts'
import { type FinishSignIn, type ProvidersDeps, placeOfAttempt, redirectUriOf, refusing } from './deps.ts'
import { link } from './link.ts'
import type { AttemptRow } from './store.ts'

export interface CameBack {
  readonly slug: string
  /** All that the provider gave the browser. */
  readonly answer: Readonly<Record<string, string>>
  /** Of the cookie. */
  readonly browser: string | undefined
}

/** Where it goes on, and what came of it: a refusal is one of it, for it is told where it goes on. */
export interface Completed<Answer> {
  readonly goal: string
  readonly purpose: 'sign-in' | 'link'
  readonly outcome: { readonly signedIn: Answer } | { readonly refusal: Problem } | { readonly linked: true }
}

type Deps<Answer> = ProvidersDeps & { finishSignIn: FinishSignIn<Answer> }

/** Whoever was sent to a provider is back. Throws `provider_refused` where nobody was sent from here. */
export async function complete<Answer>(
  deps: Deps<Answer>,
  { slug, answer, browser }: CameBack,
  request: RequestFacts,
): Promise<Completed<Answer>> {
  const { storage, store, clock, digest, sealer } = deps
  const refuse = refusing(deps, request)
  const { state } = answer
  const stateDigest = digest(`state ${state ?? ''}`)
  const asked = { stateDigest, browserDigest: digest(`browser ${browser ?? ''}`), provider: slug }
  const attempt =
    state === undefined || browser === undefined
      ? undefined
      : await storage.write((tx) => store.spend(tx, { ...asked, now: clock.now() }))
  const secrets = attempt && sealer.open(attempt.sealedSecrets, placeOfAttempt(stateDigest))
  if (!attempt || !secrets || state === undefined)
    throw refuse('provider_state_not_valid', 'provider_refused', startAgain)
  const { goal, purpose } = attempt
  try {
    const provider = await openProvider(deps, slug)
    const kept = { ...(JSON.parse(secrets.toString()) as AttemptSecrets), state }
    const person = await ask(deps, provider, answer, kept, request)
    if (purpose === 'link') {
      await linkOwn(deps, attempt, provider, person, request)
      return { goal, purpose, outcome: { linked: true } }
    }
    return { goal, purpose, outcome: { signedIn: await signIn(deps, provider, person, request) } }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { goal, purpose, outcome: { refusal: error } }
  }
}

/** What a provider says is for the log: the person is told what to do. */
async function ask(
  deps: ProvidersDeps,
  provider: OpenProvider,
  answer: CameBack['answer'],
  kept: AttemptSecrets & { state: string },
  request: RequestFacts,
): Promise<Person> {
  const { client, log, baseUrl } = deps
  const refuse = refusing(deps, request)
  const { slug, name } = provider
  try {
    return await client.person(provider, answer, kept, redirectUriOf(baseUrl(), slug))
  } catch (error) {
    if (error instanceof NotVouched && error.isCancelled)
      throw refuse(
        'provider_cancelled',
        'provider_refused',
        `You did not agree at ${name}, so nothing was done here.`,
      )
    const told = error instanceof Error ? error.message : 'no reason was given'
    log.warn({ provider: slug, request_id: request.id, reason: told }, 'what a provider answered was refused')
    if (error instanceof OutboundRefusal)
      throw refuse(
        'provider_unavailable',
        'provider_unavailable',
        `${name} does not answer just now. Try again in a moment, or sign in another way.`,
      )
    if (error instanceof NotVouched)
      throw refuse(
        'provider_answer_not_valid',
        'provider_refused',
        `What ${name} answered was not accepted. Try again; if it stays so, tell whoever runs this server.`,
      )
    throw error
  }
}

async function signIn<Answer>(
  deps: Deps<Answer>,
  provider: OpenProvider,
  person: Person,
  request: RequestFacts,
): Promise<Answer> {
  const { store, users, guard, audit, clock, finishSignIn } = deps
  const refuse = refusing(deps, request)
  const { issuer, subject, email = null } = person
  const record = audit.by(undefined, request)
  const userId = await ownerOf(deps, provider, person, request)
  const disabledAt = await users.findDisabledAt(userId)
  if (disabledAt !== null) throw refuse('account_disabled', 'account_disabled', DISABLED, userId)
  const proved = { userId, provedBy: 'provider', level: 1, goesOn: true, request, record } as const
  return finishSignIn(proved, async (tx, isWhole) => {
    const used = { issuer, subject, userId, email, provider: provider.slug, now: clock.now() }
    // Removed, or moved to another account, since it was looked at.
    if (!(await store.useIdentity(tx, used))) throw changedMeanwhile()
    // Half a sign-in makes nobody known where it came from.
    if (isWhole) await guard.remember(tx, userId, request)
  })
}

/** Whose identity it is, from now on if it was nobody's. */
async function ownerOf(
  deps: ProvidersDeps,
  provider: OpenProvider,
  person: Person,
  request: RequestFacts,
): Promise<number> {
  const { storage, store, audit } = deps
  const { issuer, subject } = person
  const find = async () => (await store.findIdentity(storage, issuer, subject))?.userId
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

/** In the session that asked for it, and by no address: whoever shows both accounts is the owner of both. */
async function linkOwn(
  deps: ProvidersDeps,
  { userId, sessionId }: AttemptRow,
  provider: OpenProvider,
  person: Person,
  request: RequestFacts,
): Promise<void> {
  const { storage, store, audit, clock } = deps
  const refuse = refusing(deps, request)
  const { issuer, subject, email = null } = person
  if (userId === null || sessionId === null) throw changedMeanwhile()
  const record = audit.by(undefined, request)
  const write = () =>
    storage.write(async (tx) => {
      await tx.alone(`passkeys of ${userId}`)
      await deps.requireFresh(tx, { userId, sessionId: sessionId as SessionId })
      const found = await store.findIdentity(tx, issuer, subject)
      if (found && found.userId !== userId) {
        const detail = `This account at ${provider.name} signs in to another account here. Remove it there first.`
        throw refuse('identity_of_another', 'identity_taken', detail, userId)
      }
      if (!found) return link(deps, tx, { userId, provider, person, request, record })
      const used = { issuer, subject, userId, email, provider: provider.slug, now: clock.now() }
      await store.useIdentity(tx, used)
    })
  try {
    await write()
  } catch (error) {
    // Linked by somebody at the same moment: looked at again.
    if (!(error instanceof UniqueViolation)) throw error
    await write()
  }
}
