import { contract } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { type Deed, formOf, type Look } from './own.ts'

const PATH = '/account/support'
const load = loaded(async () => (await import('./support-document.ts')).documents)

/** GET /account/support */
export const supportLook: Look = {
  path: PATH,
  answer: async ({ language }) => formAnswer((await load())(language).support({})),
}

/** POST /account/support: a code to be read out, shown this once. */
export const supportDeed: Deed = {
  path: PATH,
  from: PATH,
  form: formOf([], {}),
  answer: async ({ ask, language }) =>
    formAnswer((await load())(language).support({ issued: await ask(contract.support.issueCode) })),
  refuse: async (refusal, { language }) => formAnswer((await load())(language).support({ refusal })),
}
