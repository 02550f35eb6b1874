import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'

/** English as it is written outside America; Arabic with the digits that the rest of the page has. */
const LOCALES: Partial<Record<Language, string>> = { en: 'en-GB', ar: 'ar-u-nu-latn' }

/**
 * In UTC, for nobody said where the reader is. Made with the first date that is shown: the tables behind it are 4 MB of memory, and most pages have no date.
 */
const made = new Map<Language, Intl.DateTimeFormat>()
const wordsOf = (language: Language): Intl.DateTimeFormat => {
  const known = made.get(language)
  if (known) return known
  const locale = LOCALES[language] ?? language
  const one = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  made.set(language, one)
  return one
}

/** An instant of the wire as people read it. */
export const instant = (rfc3339: string, language: Language = 'en'): Html =>
  html`<time datetime="${rfc3339}">${wordsOf(language).format(Date.parse(rfc3339))} UTC</time>`

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/

/** A sentence that was written for programs as well. */
export const withInstants = (text: string, language: Language): Html =>
  html`${text.split(INSTANT).map((part) => (INSTANT.test(part) ? instant(part, language) : html`${part}`))}`
