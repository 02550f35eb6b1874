import { type Html, html } from './html.ts'

/**
 * In UTC, for nobody said where the reader is. Made with the first date that is shown: the tables behind it are 4 MB of memory, and most pages have no date.
 */
let inWords: Intl.DateTimeFormat | undefined
const words = () => {
  inWords ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return inWords
}

/** An instant of the wire as people read it. */
export const instant = (rfc3339: string): Html =>
  html`<time datetime="${rfc3339}">${words().format(Date.parse(rfc3339))} UTC</time>`

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/

/** A sentence that was written for programs as well. */
export const withInstants = (text: string): Html =>
  html`${text.split(INSTANT).map((part) => (INSTANT.test(part) ? instant(part) : html`${part}`))}`
