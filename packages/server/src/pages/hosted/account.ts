import type { Page } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formAnswer } from '../form-page.ts'
import { inLanguage } from '../in-language.ts'
import type { SignedIn } from './signed-in.ts'

interface Deps {
  readonly browser: SignedIn
  readonly language: Language
}

/** What is somebody's own, in a browser: each page does what the request of the same meaning does. */
export function accountPages({ browser, language }: Deps): Page[] {
  const inWords = inLanguage(() => import('./account-document.ts'), language)
  return [
    browser.own({
      method: 'GET',
      path: '/account',
      answer: async (page, { user }) => formAnswer((await inWords(page)).overview(user)),
    }),
  ]
}
