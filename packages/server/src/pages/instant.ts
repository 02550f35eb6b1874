import { type Html, html } from './html.ts'

/** In UTC, for nobody said where the reader is. */
const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** An instant of the wire as people read it. */
export const instant = (rfc3339: string): Html =>
  html`<time datetime="${rfc3339}">${inWords.format(Date.parse(rfc3339))} UTC</time>`

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/

/** A sentence that was written for programs as well. */
export const withInstants = (text: string): Html =>
  html`${text.split(INSTANT).map((part) => (INSTANT.test(part) ? instant(part) : html`${part}`))}`
