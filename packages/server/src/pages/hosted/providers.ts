import {
  type Identity,
  type ObjectSchema,
  type Page,
  type PageAnswer,
  type PageRequest,
  Problem,
  type RequestFacts,
} from '@latchkey/contract'
import type { Principal } from '#features/principals'
import type { Completed, ProvidersFeature, ProvidersRoutes, Sent } from '#features/providers'
import type { Language } from '#kernel/language'
import { formAnswer } from '../form-page.ts'
import { languageOf } from '../language.ts'
import { cookieOf } from './cookie.ts'
import { nextOf } from './next.ts'
import { type SignedIn, seeOther } from './signed-in.ts'

export interface ProviderPagesDeps {
  readonly providers: Pick<ProvidersFeature, 'listOffered' | 'begin'>
  readonly completeSignIn: ProvidersRoutes<unknown>['complete']
  readonly language: Language
}

interface Deps extends ProviderPagesDeps {
  listIdentities(call: { caller: Principal; request: RequestFacts }): Promise<{ items: Identity[] }>
  unlink(call: object): Promise<unknown>
  readonly browser: SignedIn
  readonly isSecure: boolean
  /** What a sign-in may ask for besides, as its own pages do. */
  askForMore(refusal: Problem, next: string, page: PageRequest): PageAnswer | Promise<PageAnswer>
}

const load = async () => (await import('./providers-document.ts')).documents

/** As long as an attempt counts. */
const ATTEMPT_SECONDS = 600
const slug = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,31}$' } as const

const providerForm = (more: ObjectSchema['properties'] = {}): ObjectSchema => ({
  type: 'object',
  required: ['provider'],
  additionalProperties: false,
  properties: { provider: slug, ...more },
})

/** What a provider may say: RFC 6749 section 4.1.2, RFC 9207, and Apple's name of the person. */
const ANSWER = ['code', 'state', 'iss', 'error', 'error_description', 'user'] as const

/** POST /sign-in/with, and GET and POST /sign-in/callback/{slug}: to a provider, and back. */
export function providerPages(deps: Deps): Page[] {
  const { providers, completeSignIn, browser, isSecure, language } = deps
  const wordsOf = async (page: PageRequest) => (await load())(languageOf(page, language))
  const cookies = attemptCookies(isSecure)
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => ({
    ...formAnswer((await wordsOf(page)).refused(refusal)),
    cookies: cookies.clear(),
  })

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
      const came = { slug: page.param('slug') ?? '', answer, browser: cookies.read(page) }
      return after(await completeSignIn(came, page.facts), page)
    },
    refuse,
  })

  return [
    {
      method: 'POST',
      path: '/sign-in/with',
      form: providerForm({ next: { type: 'string', maxLength: 2_048 } }),
      async answer(page) {
        const { provider = '', next } = page.form
        const sent = await providers.begin({ slug: provider, goal: nextOf(next) }, page.facts)
        return leave(page, provider, sent)
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
    ...identityPages(),
  ]

  /**
   * By a page of its own, and not by a redirect of the form's answer: Chromium holds every further redirect of the provider against this
   * page's `form-action`.
   */
  async function leave(page: PageRequest, provider: string, { url, browser: value, isPostedBack }: Sent) {
    const name = (await providers.listOffered()).find((one) => one.slug === provider)?.name ?? provider
    const answer = formAnswer((await wordsOf(page)).going(name, url))
    const headers = { ...answer.headers, 'Referrer-Policy': 'no-referrer', Refresh: `0; url=${url}` }
    return { ...answer, headers, cookies: [cookies.set(value, isPostedBack)] }
  }

  async function after(
    { goal, purpose, outcome }: Completed<unknown>,
    page: PageRequest,
  ): Promise<PageAnswer> {
    const gone = cookies.clear()
    if ('linked' in outcome) return seeOther('/account/identities', gone)
    if ('signedIn' in outcome) return seeOther(nextOf(goal), [await browser.begin(outcome.signedIn), ...gone])
    const { refusal } = outcome
    if (refusal.next !== undefined) {
      const answer = await deps.askForMore(refusal, nextOf(goal), page)
      return { ...answer, status: refusal.status, cookies: [...(answer.cookies ?? []), ...gone] }
    }
    const said = await wordsOf(page)
    const document = purpose === 'link' ? said.notLinked(refusal) : said.refused(refusal)
    return { ...formAnswer(document), status: refusal.status, cookies: gone }
  }

  /** GET /account/identities, and what its buttons do. */
  function identityPages(): Page[] {
    const { listIdentities, unlink } = deps
    const list = async (
      page: PageRequest,
      caller: Parameters<typeof listIdentities>[0]['caller'],
      refusal?: Problem,
    ) => {
      const { items } = await listIdentities({ caller, request: page.facts })
      const state = { identities: items, offered: await providers.listOffered() }
      const document = (await wordsOf(page)).identities(refusal ? { ...state, problem: refusal } : state)
      return { ...formAnswer(document), ...(refusal ? { status: refusal.status } : {}) }
    }
    return [
      browser.own({
        method: 'GET',
        path: '/account/identities',
        answer: (page, caller) => list(page, caller),
      }),
      browser.own({
        method: 'POST',
        path: '/account/identities/link',
        form: providerForm(),
        async answer(page, linking) {
          const { provider = '' } = page.form
          try {
            return await leave(
              page,
              provider,
              await providers.begin({ slug: provider, goal: '/account/identities', linking }, page.facts),
            )
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            return list(page, linking, error)
          }
        },
      }),
      browser.own({
        method: 'POST',
        path: '/account/identities/remove',
        form: {
          type: 'object',
          required: ['identity'],
          additionalProperties: false,
          properties: { identity: { type: 'string', pattern: '^idn_[A-Za-z0-9_-]{1,64}$' } },
        },
        async answer(page, caller) {
          try {
            await unlink({ caller, params: { identity_id: page.form['identity'] }, request: page.facts })
            return seeOther('/account/identities')
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            return list(page, caller, error)
          }
        },
      }),
    ]
  }
}

/** What binds an attempt to this browser (C079). Only the cookie of an attempt that a form brings back is sent from other sites. */
function attemptCookies(isSecure: boolean) {
  const kept = { isSecure, maxAgeSeconds: ATTEMPT_SECONDS }
  const lax = cookieOf('latchkey-with', kept)
  const posted = cookieOf('latchkey-with-posted', { ...kept, isSentFromElsewhere: true })
  return {
    read: (page: PageRequest) => (page.form['state'] === undefined ? lax : posted).read(page),
    set: (value: string, isPostedBack: boolean) => (isPostedBack ? posted : lax).set(value),
    clear: () => [lax.clear(), posted.clear()],
  }
}
