import { contract, type OutputOf } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { type Deed, formOf, type Look } from './own.ts'

const PATH = '/account/support'
const load = loaded(async () => (await import('./support-document.ts')).documents)

type Issued = OutputOf<typeof contract.support.issueCode>

/** GET /account/support: the code that was made just now, or the way to one. */
export const supportLook: Look = {
  path: PATH,
  answer: async ({ shown, language }) =>
    formAnswer((await load())(language).support(shown === undefined ? {} : { issued: shown as Issued })),
}

/** POST /account/support: a code to be read out, shown this once. */
export const supportDeed: Deed = {
  path: PATH,
  from: PATH,
  form: formOf([], {}),
  answer: async ({ ask, showOnce }) => showOnce(PATH, await ask(contract.support.issueCode)),
  refuse: async (refusal, { language }) => formAnswer((await load())(language).support({ refusal })),
}
