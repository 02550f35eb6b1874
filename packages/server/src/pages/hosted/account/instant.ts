import type { Language } from '#kernel/language'
import { type Html, html } from '../../html.ts'

/** Made with the first date of a language that is shown: the tables behind it are large. */
const formats = new Map<Language, Intl.DateTimeFormat>()

const formatOf = (language: Language): Intl.DateTimeFormat => {
  const known = formats.get(language)
  if (known) return known
  const locale = language === 'en' ? 'en-GB' : language
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  formats.set(language, made)
  return made
}

/** An instant of the wire as people read it, in UTC: nobody said where the reader is. */
export const instantIn = (language: Language, rfc3339: string): Html =>
  html`<time datetime="${rfc3339}">${formatOf(language).format(Date.parse(rfc3339))} UTC</time>`
