import type { PageRequest } from '@latchkey/contract'
import { isLanguage, type Language, preferredLanguage } from '#kernel/language'

/** In which language a page is written: the one that its address asks for, else what the browser likes, else the server's. */
export function languageOf(page: Pick<PageRequest, 'query' | 'facts'>, ofServer: Language): Language {
  const asked = page.query('lang')
  if (asked !== undefined && isLanguage(asked)) return asked
  return preferredLanguage(page.facts.header('accept-language')) ?? ofServer
}

/** Arabic is written from right to left. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
