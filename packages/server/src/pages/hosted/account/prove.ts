import { contract, invalid, type Page, type PageAnswer, Problem } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { nextField, nextOf } from '../goal.ts'
import { kindOfCode } from '../sign-in.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import { PROVE } from './addresses.ts'
import { parsed } from './json.ts'
import { type Deed, formOf, type Own, type Visit } from './own.ts'

const load = loaded(async () => (await import('./prove-document.ts')).documents)

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const

/** As `URLSearchParams` wrote it. */
const typedOf = (typed: string | undefined): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(typed))

/** What goes on once it is proved who it is. */
const keptOf = ({ page: { form, query } }: Visit): Record<string, string> => {
  const { deed, typed } = form
  return {
    next: nextOf(form['next'] ?? query('next')),
    ...(deed === undefined || typed === undefined ? {} : { deed, typed }),
  }
}

const form = async (visit: Visit, refusal?: Problem): Promise<PageAnswer> => {
  const factors = await visit.ask(contract.factors.overview)
  return formAnswer(
    (await load())(visit.language).form({ factors, kept: keptOf(visit), ...(refusal ? { refusal } : {}) }),
  )
}

/** GET and POST /account/prove: another proof of who it is, and a new value for the browser (C048). Then goes on what asked for it. */
export function provePages(own: Own, browser: SignedIn, deeds: ReadonlyMap<string, Deed>): Page[] {
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
  return [
    own.look({ path: PROVE, answer: (visit) => form(visit) }),
    own.act({
      path: PROVE,
      from: PROVE,
      form: formOf([], {
        next: nextField,
        deed: text(64),
        typed: text(16_384),
        password: text(1_024),
        code: text(64),
        passkey: text(32_768),
      }),
      isSecret: true,
      waiting: ({ form: { deed, typed } }) =>
        deed === undefined ? undefined : { deed, typed: typedOf(typed) },
      async answer(visit) {
        const { password, code = '', passkey, deed: name } = visit.page.form
        await visit.ask(contract.secondSteps.reauthenticate, {
          body: passkey
            ? { kind: 'passkey', passkey: parsed(passkey) as never }
            : {
                ...(password ? { password } : {}),
                ...(code.trim() === '' ? {} : { kind: kindOfCode(code), code }),
              },
        })
        const renewed = await browser.renew(visit.caller)
        const deed = name === undefined ? undefined : deeds.get(name)
        if (!deed) return seeOther(nextOf(visit.page.form['next']), [renewed])
        const answer = await goOn(visit, deed)
        const { cookies = [] } = answer
        // What ends the session, or renews it again, has the last word.
        const isSaid = cookies.some((one) => nameOf(one) === nameOf(renewed))
        return isSaid ? answer : { ...answer, cookies: [renewed, ...cookies] }
      },
      refuse: (refusal, visit) => form(visit, forPeople(refusal)),
    }),
    own.give(`${PROVE}/options`, contract.secondSteps.reauthenticateOptions),
  ]
}

/** Of a `Set-Cookie`. */
const nameOf = (cookie: string): string => cookie.slice(0, cookie.indexOf('='))

/** What is said to programs names the field `kind`; whoever reads it here has one for the code. */
function forPeople(refusal: Problem): Problem {
  const { code, errors, reference } = refusal
  if (code === 'wrong_password')
    return invalidAs(refusal, 'password', 'The password is wrong. Nothing was changed.')
  if (code === 'invalid_code')
    return invalidAs(refusal, 'code', 'This code is wrong, or was used before. Type the next one.')
  if (!errors?.some(({ field }) => field === 'kind')) return refusal
  return Object.assign(
    invalid({ field: 'code', message: 'is required: your account has a second factor.' }),
    {
      reference,
    },
  )
}

const invalidAs = ({ code, reference }: Problem, field: string, message: string): Problem =>
  new Problem(code, { detail: message, errors: [{ field, message }], reference })
