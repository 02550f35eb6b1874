import { contract, type Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { seeOther } from '../signed-in.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/language'
const load = loaded(async () => (await import('./language-document.ts')).documents)

const show = async ({ language, page }: Visit, refusal?: Problem) =>
  formAnswer((await load())(language).language({ done: page.query('done'), refusal }))

/** GET /account/language */
export const languageLook: Look = { path: PATH, answer: (visit) => show(visit) }

/** POST /account/language */
export const languageDeed: Deed = {
  path: PATH,
  from: PATH,
  form: formOf(['language'], contract.preferences.set.input.body.properties),
  async answer({ ask, page }) {
    await ask(contract.preferences.set, { body: { language: page.form['language'] as Language } })
    return seeOther(`${PATH}?done=chosen`)
  },
  refuse: (refusal, visit) => show(visit, refusal),
}
