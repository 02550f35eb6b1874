import { contract, type Page, type PageAnswer, type PageRequest } from '@latchkey/contract'
import type { Completed, ProvidersFeature, ProvidersRoutes } from '#features/providers'
import { formAnswer } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import type { ProvedElsewhere } from './account/prove.ts'
import type { GettingIn } from './getting-in.ts'
import { nextField, nextOf } from './goal.ts'
import { IDENTITIES } from './identities-address.ts'
import type { Leaving } from './leaving.ts'
import type { Returning } from './returning.ts'
import { type SignedIn, seeOther } from './signed-in.ts'

export interface ProviderPagesDeps {
  readonly browser: Pick<SignedIn, 'find'>
  readonly provedElsewhere: ProvedElsewhere
  readonly providers: Pick<ProvidersFeature, 'begin'>
  readonly completeSignIn: ProvidersRoutes<unknown>['complete']
  readonly leaving: Leaving
  readonly returning: Pick<Returning, 'kept'>
}

const load = loaded(async () => (await import('./providers-document.ts')).documents)

const { slug } = contract.providers.change.input.params.properties
const { invitation } = contract.users.register.input.body.properties

/** What a provider may say: RFC 6749 section 4.1.2, RFC 9207, and Apple's name of the person. */
const ANSWER = ['code', 'state', 'iss', 'error', 'error_description', 'user'] as const

/** POST /sign-in/with, and GET and POST /sign-in/callback/{slug}: to a provider, and back. */
export function providerPages(
  { providers, completeSignIn, leaving, returning, browser, provedElsewhere }: ProviderPagesDeps,
  entry: GettingIn,
): Page[] {
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const next = nextOf(page.form['next'])
    const rendered = (await load()).notSignedIn(entry.languageOf(page), { refusal, next })
    // An attempt that this browser has begun goes on: anybody's link leads here.
    return formAnswer(rendered)
  }

  const back = (
    method: 'GET' | 'POST',
    read: (page: PageRequest, name: string) => string | undefined,
  ): Page => ({
    method,
    path: '/sign-in/callback/:slug',
    async answer(page) {
      const answer = Object.fromEntries(
        ANSWER.flatMap((name) => {
          const value = read(page, name)
          return value === undefined ? [] : [[name, value]]
        }),
      )
      const here = await browser.find(page)
      const came = {
        ...{ slug: page.param('slug') ?? '', answer, browser: leaving.read(page) },
        sessionId: here?.sessionId,
      }
      return after(await completeSignIn(came, page.facts), page)
    },
    refuse,
  })

  async function after(came: Completed<unknown>, page: PageRequest): Promise<PageAnswer> {
    const { goal, purpose, outcome, invitation = '', before } = came
    const gone = leaving.clear(page)
    if (purpose === 'prove' || 'isProved' in outcome) return provedElsewhere(page, came, gone)
    if ('linked' in outcome) return seeOther(`${IDENTITIES}?done=linked`, gone)
    // What the forms of the other ways in carry, the attempt has kept.
    const step = { ...page, form: { next: goal } }
    if ('signedIn' in outcome) return entry.begun(step, outcome.signedIn, gone, before)
    const { refusal } = outcome
    const more = await entry.nextStep(refusal, step, { canTrust: false })
    if (more) return { ...more, status: refusal.status, cookies: [...(more.cookies ?? []), ...gone] }
    const language = entry.languageOf(page)
    const documents = await load()
    const rendered = {
      link: () => documents.notLinked(language, { refusal }),
      invite: () => documents.notInvited(language, { refusal, invitation }),
      'sign-in': () => documents.notSignedIn(language, { refusal, next: nextOf(goal) }),
    }[purpose]()
    const { status, retryAfterSeconds } = refusal
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
    return { ...formAnswer(rendered), status, cookies: gone, headers }
  }

  return [
    {
      method: 'POST',
      path: '/sign-in/with',
      form: {
        type: 'object',
        required: ['provider'],
        additionalProperties: false,
        properties: { provider: slug, next: nextField, invitation },
      },
      async answer(page) {
        const { provider = '', next, invitation: token } = page.form
        const goal = await returning.kept(next, page)
        if (typeof goal !== 'string') return goal
        // A form that the provider's page posts comes back without the cookie of a session.
        const before = (await browser.find(page))?.sessionId
        const asked = { slug: provider, goal, invitation: token, before }
        const sent = await providers.begin(asked, page.facts)
        return leaving.leave(entry.languageOf(page), provider, sent)
      },
      refuse,
    },
    back('GET', ({ query }, name) => query(name)),
    {
      ...back('POST', ({ form }, name) => form[name]),
      form: { type: 'object', properties: {} },
      // It has the state that this server gave to this browser, and the browser its cookie.
      isSentFromElsewhere: true,
    },
  ]
}
