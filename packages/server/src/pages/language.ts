import type { PageRequest } from '@latchkey/contract'
import { isLanguage, type Language, preferredLanguage } from '#kernel/language'

/** What somebody chose on a page; it says nothing of who they are. */
export const LANGUAGE_COOKIE = 'latchkey-language'

/** In which language a page is written: the one that its address asks for, else the one chosen before, else what the browser likes, else the server's. */
export function languageOf(
  page: Pick<PageRequest, 'query' | 'facts' | 'cookie'>,
  ofServer: Language,
): Language {
  for (const asked of [
    page.query('lang'),
    page.cookie(`__Host-${LANGUAGE_COOKIE}`),
    page.cookie(LANGUAGE_COOKIE),
  ])
    if (asked !== undefined && isLanguage(asked)) return asked
  return preferredLanguage(page.facts.header('accept-language')) ?? ofServer
}

/** Arabic is written from right to left. */
/** Between two things of a list. */
export const commaOf = (language: Language): string => COMMAS[language] ?? ', '
const COMMAS: Readonly<Partial<Record<Language, string>>> = { ar: '، ', ja: '、' }

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
