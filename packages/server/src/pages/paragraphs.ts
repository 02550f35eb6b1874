import { type Html, html } from './html.ts'

/** Each a paragraph of its own. */
export const paragraphs = (texts: readonly string[]): Html =>
  html`${texts.map((text) => html`<p>${text}</p>\n`)}`
