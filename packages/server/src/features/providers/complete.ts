import { type AuditAction, Problem, type RequestFacts } from '@latchkey/contract'
import type { SessionId } from '#kernel/ids'
import { OutboundRefusal } from '#kernel/outbound'
import { acceptInvitation } from './accept-invitation.ts'
import { openProvider, startAgain } from './begin.ts'
import { type AttemptSecrets, NotVouched, type OpenProvider, type Person } from './client.ts'
import {
  type FinishSignIn,
  type HalfProve,
  type ProvidersDeps,
  placeOfAttempt,
  redirectUriOf,
  refusing,
  whyOf,
} from './deps.ts'
import { linkOwn } from './link-own.ts'
import { proveOwn } from './prove-own.ts'
import { ownerOf, signIn } from './sign-in.ts'
import type { AttemptRow, Purpose } from './store.ts'

export interface CameBack {
  readonly slug: string
  /** All that the provider gave the browser. */
  readonly answer: Readonly<Record<string, string>>
  /** Of the cookie. */
  readonly browser: string | undefined
  /** Of whoever is signed in in the browser; undefined where nobody is, or no cookie of that came with it. */
  readonly sessionId: SessionId | undefined
}

/** Where it goes on, and what came of it: a refusal is one of it, for it is told where it goes on. */
export interface Completed<Answer> {
  readonly goal: string
  readonly purpose: Purpose
  /** The token of the invitation that was to be accepted. */
  readonly invitation?: string | undefined
  /** What waits for the proof. */
  readonly kept?: Readonly<Record<string, string>> | undefined
  /** Of whoever was signed in where it was begun. */
  readonly before?: SessionId | undefined
  readonly outcome:
    | { readonly signedIn: Answer }
    | { readonly linked: true }
    | { readonly isProved: true }
    | { readonly refusal: Problem }
}

export type CompleteDeps<Answer> = ProvidersDeps & {
  finishSignIn: FinishSignIn<Answer>
  halfProve: HalfProve
}

/** Whoever was sent to a provider is back. Throws `provider_refused` where nobody was sent from here. */
export async function complete<Answer>(
  deps: CompleteDeps<Answer>,
  back: CameBack,
  request: RequestFacts,
): Promise<Completed<Answer>> {
  const { storage, store, clock, digest, sealer } = deps
  const { slug, answer, browser } = back
  const refuse = refusing(deps, request)
  const { state } = answer
  const stateDigest = digest(`state ${state ?? ''}`)
  const asked = { stateDigest, browserDigest: digest(`browser ${browser ?? ''}`), provider: slug }
  const attempt =
    state === undefined || browser === undefined
      ? undefined
      : await storage.write((tx) => store.spend(tx, { ...asked, now: clock.now() }))
  const secrets = attempt && sealer.open(attempt.sealedSecrets, placeOfAttempt(stateDigest))
  if (!attempt || !secrets || state === undefined) {
    const refusal = refuse('provider_state_not_valid', 'provider_refused', startAgain)
    // What stands in the address is anybody's: only a name that a provider has here is written down.
    const isKnown = (await store.find(storage, slug)) !== undefined
    tellRefused(deps, request, refusal, { provider: isKnown ? slug : undefined })
    throw refusal
  }
  const kept = { ...(JSON.parse(secrets.toString()) as AttemptSecrets), state }
  const { goal, purpose } = attempt
  const completed = { goal, purpose, invitation: kept.invitation, kept: kept.kept, before: kept.before }
  try {
    const provider = await openProvider(deps, slug)
    const person = await ask(deps, provider, answer, kept, request)
    return {
      ...completed,
      outcome: await effects[purpose](deps, { attempt, provider, person, kept, back, request }),
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    tellRefused(deps, request, error, { provider: slug, attempt })
    return { ...completed, outcome: { refusal: error } }
  }
}

/** Somebody is back whom the provider vouches for. */
export interface Back {
  readonly attempt: AttemptRow
  readonly provider: OpenProvider
  readonly person: Person
  readonly kept: AttemptSecrets
  readonly back: CameBack
  readonly request: RequestFacts
}

const effects: {
  readonly [P in Purpose]: <Answer>(
    deps: CompleteDeps<Answer>,
    back: Back,
  ) => Promise<Completed<Answer>['outcome']>
} = {
  'sign-in': async (deps, back) => ({ signedIn: await signIn(deps, back, await ownerOf(deps, back)) }),
  invite: async (deps, back) => ({
    signedIn: await signIn(deps, back, { userId: await acceptInvitation(deps, back) }),
  }),
  link: async (deps, back) => {
    await linkOwn(deps, back)
    return { linked: true }
  },
  prove: async (deps, back) => {
    await proveOwn(deps, back)
    return { isProved: true }
  },
}

/** What each is in the book of record. */
const actions: Readonly<Record<Purpose, AuditAction>> = {
  'sign-in': 'session.refused',
  invite: 'session.refused',
  link: 'identity.linked',
  prove: 'session.proved',
}

/** As of a refused password (C103): what it was for, why, and by which provider. */
function tellRefused(
  { audit }: Pick<ProvidersDeps, 'audit'>,
  request: RequestFacts,
  refusal: Problem,
  { provider, attempt }: { provider?: string | undefined; attempt?: AttemptRow },
): void {
  const why = whyOf(refusal)
  const owner = attempt?.userId ?? undefined
  audit.refused(request, {
    action: attempt ? actions[attempt.purpose] : 'session.refused',
    subject: owner ?? why?.userId,
    facts: {
      error: refusal.code,
      ...(provider === undefined ? {} : { provider }),
      ...(why?.cause === undefined ? {} : { cause: why.cause }),
    },
  })
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
