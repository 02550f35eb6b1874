import { contract, type Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import type { Cookie } from '../cookie.ts'
import { seeOther } from '../signed-in.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/language'
const load = loaded(async () => (await import('./language-document.ts')).documents)

const show = async ({ language, page, ask }: Visit, refusal?: Problem) => {
  const { language: saved } = await ask(contract.preferences.get)
  return formAnswer((await load())(language).language({ saved, done: page.query('done'), refusal }))
}

/** GET /account/language */
export const languageLook: Look = { path: PATH, answer: (visit) => show(visit) }

/** POST /account/language: what is saved counts at once in this browser, whatever was chosen there before. */
export const languageDeed = (chosen: Cookie): Deed => ({
  path: PATH,
  from: PATH,
  form: formOf(['language'], contract.preferences.set.input.body.properties),
  async answer({ ask, page }) {
    const language = page.form['language'] as Language
    await ask(contract.preferences.set, { body: { language } })
    return seeOther(`${PATH}?done=chosen`, [chosen.set(language)])
  },
  refuse: (refusal, visit) => show(visit, refusal),
})
