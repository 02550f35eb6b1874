import {
  contract,
  invalid,
  type Page,
  type PageAnswer,
  type PageRequest,
  Problem,
  problem,
} from '@latchkey/contract'
import { type Completed, type ProvidersFeature, startAgain } from '#features/providers'
import { formAnswer } from '../../form-page.ts'
import { HOME, nextField, nextOf } from '../goal.ts'
import type { Leaving } from '../leaving.ts'
import { kindOfCode } from '../sign-in.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import { PROVE } from './addresses.ts'
import { parsed } from './json.ts'
import { accountOf, type Deed, formOf, type Own, type Visit, waitingOf } from './own.ts'
import { owned } from './owned.ts'
import { proveForm } from './prove-form.ts'

const { slug } = contract.providers.change.input.params.properties

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const
const waiting = { next: nextField, account: text(32), deed: text(64), typed: text(16_384) } as const

export interface ProveDeps {
  readonly browser: SignedIn
  readonly providers: Pick<ProvidersFeature, 'listOffered' | 'begin'>
  readonly leaving: Leaving
  /** What may wait for a proof, by its path. */
  readonly deeds: ReadonlyMap<string, Deed>
}

/** Somebody is back from a provider, to which they went to prove who they are. */
export type ProvedElsewhere = (
  page: PageRequest,
  came: Completed<unknown>,
  cookies: readonly string[],
) => Promise<PageAnswer>

/** As `URLSearchParams` wrote it. */
const typedOf = (typed: string | undefined): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(typed))

/** Whether what waits was asked for by somebody else, who was signed in in this browser before. */
const isOfAnother = (visit: Visit): boolean => {
  const { deed, account } = visit.page.form
  return deed !== undefined && account !== accountOf(visit)
}

/** What goes on once it is proved who it is; nothing of anybody else. */
const keptOf = (visit: Visit): Record<string, string> => {
  const { form, query } = visit.page
  if (isOfAnother(visit)) return { next: HOME }
  const { deed, typed } = form
  return {
    next: nextOf(form['next'] ?? query('next')),
    ...(deed === undefined || typed === undefined ? {} : waitingOf(visit, deed, typed)),
  }
}

const withCookies = (answer: PageAnswer, first: readonly string[]): PageAnswer => {
  const { cookies = [] } = answer
  // What ends the session, or renews it again, has the last word.
  const said = new Set(cookies.map(nameOf))
  return { ...answer, cookies: [...first.filter((one) => !said.has(nameOf(one))), ...cookies] }
}

/**
 * GET and POST /account/prove: another proof of who it is, and a new value for the browser (C048). Then goes on what asked for it.
 * POST /account/prove/with: the same by an account elsewhere.
 */
export function provePages(
  own: Own,
  { browser, providers, leaving, deeds }: ProveDeps,
): { pages: Page[]; provedElsewhere: ProvedElsewhere } {
  const show = (visit: Visit, refusal?: Problem, by?: 'provider'): Promise<PageAnswer> => {
    const kept = { ...keptOf(visit), ...(by === undefined ? {} : { by }) }
    return proveForm(visit, { kept, ...(refusal ? { refusal } : {}) }, { providers })
  }

  const goOn = async (visit: Visit, deed: Deed): Promise<PageAnswer> => {
    const form = typedOf(visit.page.form['typed'])
    const proved = { ...visit, isProved: true, page: { ...visit.page, form } }
    try {
      return await own.carryOut(deed, proved)
    } catch (error) {
      // It is proved who it is, whatever comes of what was asked for: the browser has to hear of its new value.
      if (!(error instanceof Problem) || error.status >= 500) throw error
      return { ...(await deed.refuse(error, proved)), status: error.status }
    }
  }

  const prove = async (visit: Visit): Promise<PageAnswer> => {
    if (isOfAnother(visit)) return seeOther(HOME)
    const { password, code = '', passkey, deed: name } = visit.page.form
    await visit.ask(contract.secondSteps.reauthenticate, {
      body: passkey
        ? { kind: 'passkey', passkey: parsed(passkey) as never }
        : {
            ...(password ? { password } : {}),
            ...(code.trim() === '' ? {} : { kind: kindOfCode(code), code }),
          },
    })
    const renewed = [await browser.renew(visit.caller)]
    const deed = name === undefined ? undefined : deeds.get(name)
    if (!deed) return seeOther(nextOf(visit.page.form['next']), renewed)
    return withCookies(await goOn(visit, deed), renewed)
  }

  const pages = [
    own.look({ path: PROVE, answer: (visit) => show(visit) }),
    own.act({
      path: PROVE,
      from: PROVE,
      form: formOf([], {
        ...waiting,
        by: { type: 'string', enum: ['provider'] },
        password: text(1_024),
        code: text(64),
        passkey: text(32_768),
      }),
      isSecret: true,
      waiting: ({ form: { deed, typed, account } }) =>
        deed === undefined ? undefined : { deed, typed: typedOf(typed), account },
      answer: prove,
      refuse(refusal, visit) {
        const { by, code = '' } = visit.page.form
        // What the provider said is over, or was used: from the beginning.
        const isOver = by === 'provider' && code.trim() === '' && !asksForCode(refusal)
        return isOver
          ? show(visit, problem('provider_refused', { detail: startAgain, reference: refusal.reference }))
          : show(visit, forPeople(refusal), by === 'provider' ? by : undefined)
      },
    }),
    own.act({
      path: `${PROVE}/with`,
      from: PROVE,
      form: formOf(['provider'], { ...waiting, provider: slug }),
      isSecret: true,
      async answer(visit) {
        if (isOfAnother(visit)) return seeOther(HOME)
        const { page, caller, language } = visit
        const { provider = '' } = page.form
        const kept = keptOf(visit)
        const asked = { slug: provider, goal: kept['next'] ?? '', proving: { caller, kept } }
        return leaving.leave(language, provider, await providers.begin(asked, page.facts))
      },
      refuse: (refusal, visit) => show(visit, refusal),
    }),
    own.give(`${PROVE}/options`, contract.secondSteps.reauthenticateOptions),
  ]

  const provedElsewhere: ProvedElsewhere = async (page, { kept = {}, outcome }, cookies) => {
    const visit = await own.visitOf({ ...page, form: kept })
    const refusal = 'refusal' in outcome ? outcome.refusal : undefined
    if (!visit) {
      // A form of the provider's page brought it, and with that no cookie of a session comes: one more form, of this server, has it.
      const { documents } = await import('./proved-document.ts')
      const { proved, notProved } = documents(own.languageOf(page))
      const rendered = refusal ? notProved({ refusal, kept }) : proved({ ...kept, by: 'provider' })
      return { ...formAnswer(rendered), status: refusal?.status ?? 200, cookies }
    }
    if (refusal) return { ...(await show(visit, refusal)), status: refusal.status, cookies }
    const { totp_since, passkeys } = await visit.ask(contract.factors.overview)
    const answer =
      totp_since !== null || passkeys > 0 ? await show(visit, undefined, 'provider') : await prove(visit)
    return withCookies(owned(answer, accountOf(visit)), cookies)
  }

  return { pages, provedElsewhere }
}

/** Of a `Set-Cookie`. */
const nameOf = (cookie: string): string => cookie.slice(0, cookie.indexOf('='))

const asksForCode = ({ errors }: Problem): boolean => errors?.some(({ field }) => field === 'kind') === true

/** What is said to programs names the field `kind`; whoever reads it here has one for the code. */
function forPeople(refusal: Problem): Problem {
  const { code, reference } = refusal
  if (code === 'wrong_password')
    return invalidAs(refusal, 'password', 'The password is wrong. Nothing was changed.')
  if (code === 'invalid_code')
    return invalidAs(refusal, 'code', 'This code is wrong, or was used before. Type the next one.')
  if (!asksForCode(refusal)) return refusal
  return Object.assign(
    invalid({ field: 'code', message: 'is required: your account has a second factor.' }),
    {
      reference,
    },
  )
}

const invalidAs = ({ code, reference }: Problem, field: string, message: string): Problem =>
  new Problem(code, { detail: message, errors: [{ field, message }], reference })
