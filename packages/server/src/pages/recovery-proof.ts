import { contract, type Page, type Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formAnswer, handlerOf } from './form-page.ts'
import { inLanguage } from './in-language.ts'
import { inSession, proofForm, type SessionDeps } from './in-session.ts'

/** As an id is written. */
const user = { type: 'string', pattern: '^[1-9][0-9]{0,15}$' } as const

/** GET and POST /recovery/cancel and /recovery/vouch: what asks for a fresh proof, for people without an app at hand. */
export function recoveryProofPages<C>(deps: SessionDeps<C> & { readonly language: Language }): Page[] {
  const asOneself = inSession(deps)
  const inWords = inLanguage(() => import('./recovery-proof-document.ts'), deps.language)
  const cancel = handlerOf(deps.implemented, contract.wayBack.cancel)
  const vouch = handlerOf(deps.implemented, contract.wayBack.vouch)
  return [
    {
      method: 'GET',
      path: '/recovery/cancel',
      answer: async (page) => formAnswer((await inWords(page)).cancel({ token: undefined })),
    },
    {
      method: 'POST',
      path: '/recovery/cancel',
      form: proofForm(),
      async answer(page) {
        await asOneself(page, cancel)
        return formAnswer((await inWords(page)).cancelled())
      },
      async refuse(refusal: Problem, page) {
        const documents = await inWords(page)
        if (refusal.code === 'recovery_not_found') return formAnswer(documents.nothingUnderWay())
        return formAnswer(documents.cancel({ token: undefined, entered: page.form, refusal }))
      },
    },
    {
      method: 'GET',
      path: '/recovery/vouch',
      // Whose account it is, whoever opens the page is not told.
      answer: async (page) => formAnswer((await inWords(page)).vouch({ token: page.query('user') })),
    },
    {
      method: 'POST',
      path: '/recovery/vouch',
      form: proofForm({ user }),
      async answer(page) {
        await asOneself(page, (call) => vouch({ ...call, params: { id: Number(page.form['user']) } }))
        return formAnswer((await inWords(page)).vouched())
      },
      refuse: async (refusal: Problem, page) =>
        formAnswer((await inWords(page)).vouch({ token: page.form['user'], entered: page.form, refusal })),
    },
  ]
}
