import type { PageRequest } from '@latchkey/contract'
import { isLanguage, type Language, preferredLanguage } from '#kernel/language'
import { type Cookie, cookieOf } from './hosted/cookie.ts'

/** What somebody chose on a page; it says nothing of who they are. */
const LANGUAGE_COOKIE = 'latchkey-language'
const A_YEAR_SECONDS = 365 * 24 * 60 * 60

export const languageCookie = (isSecure: boolean): Cookie =>
  cookieOf(LANGUAGE_COOKIE, { isSecure, maxAgeSeconds: A_YEAR_SECONDS })

/** What its reader chose: by the address of the page, else before in this browser. */
export function chosenLanguage(page: Pick<PageRequest, 'query' | 'cookie'>): Language | undefined {
  for (const asked of [
    page.query('lang'),
    page.cookie(`__Host-${LANGUAGE_COOKIE}`),
    page.cookie(LANGUAGE_COOKIE),
  ])
    if (asked !== undefined && isLanguage(asked)) return asked
  return undefined
}

/** In which language a page is written: the one that was chosen, else that of whose account it is, else what the browser likes, else the server's. */
export const languageOf = (
  page: Pick<PageRequest, 'query' | 'facts' | 'cookie'>,
  ofServer: Language,
  ofAccount?: Language,
): Language =>
  chosenLanguage(page) ?? ofAccount ?? preferredLanguage(page.facts.header('accept-language')) ?? ofServer

/** Arabic is written from right to left. */
/** Between two things of a list. */
export const commaOf = (language: Language): string => COMMAS[language] ?? ', '
const COMMAS: Readonly<Partial<Record<Language, string>>> = { ar: '، ', ja: '、' }

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
