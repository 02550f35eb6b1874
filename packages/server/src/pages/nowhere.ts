import type { Page } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formAnswer } from './form-page.ts'
import { inLanguage } from './in-language.ts'

/** What somebody sees who mistyped an address, or whose link was cut off. */
export function nowherePage({ language }: { readonly language: Language }): Page {
  const inWords = inLanguage(() => import('./nowhere-document.ts'), language)
  return {
    method: 'GET',
    path: 'none',
    isNowhere: true,
    answer: async (page) => ({ ...formAnswer((await inWords(page)).nowhere()), status: 404 }),
  }
}
