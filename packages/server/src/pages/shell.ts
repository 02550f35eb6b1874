import { type Language, languages } from '#kernel/language'
import { type Html, html, icon } from './html.ts'
import { directionOf } from './language.ts'
import { words } from './script/script-words.ts'

/** What a document asks for besides what every one has. */
export interface DocumentOptions {
  /** Origins besides this server's that its forms may lead to, a redirect behind them counted (CSP Level 3 section 6.4.2). */
  readonly formAction?: readonly string[]
  /** Whether the pages' one module is loaded. Everything works without it. */
  readonly script?: boolean
  /** Whether it shows what there is in an account, of which some depends on how this server is set up. */
  readonly hasMenu?: boolean
}

/** A page as its own file knows it. What it looks like, and its nonce, come with the answer. */
export interface Rendered extends DocumentOptions {
  readonly title: string
  readonly language: Language
  readonly body: (around: Around) => Html
}

/** What stands around the content of a page. */
export interface Around {
  readonly brand: Html
  /** In which other languages the page can be read; nothing where it answers a form. */
  readonly languages: Html
  /** Whether something else than this server may sign somebody in. Only where there is a menu. */
  readonly hasProviders: boolean
}

/** How the pages of this server look. */
export interface Look {
  readonly name: string
  /** Addresses on this server. */
  readonly style: string
  readonly logo: string | undefined
  readonly script: string
}

const key = html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="8" cy="15" r="4.5"/><path d="m11.5 11.5 8-8m-4 4 3 3"/></svg>`

const brandOf = ({ name, logo }: Look): Html =>
  html`${logo === undefined ? key : html`<img src="${logo}" alt="">`}<span>${name}</span>`

/** Each in its own words. */
const NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
}

/** What they are names of. */
const LABELS: Readonly<Record<Language, string>> = {
  en: 'Language:',
  de: 'Sprache:',
  es: 'Idioma:',
  fr: 'Langue :',
  ja: '言語：',
  ar: 'اللغة:',
}

const globe = html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c6 6 6 12 0 18M12 3c-6 6-6 12 0 18"/></svg>`

/**
 * `hrefOf` is where the same page is in another language. Opened by whoever wants one: a name in another script has the browser look for
 * another font, and until it was found nothing of the page is shown.
 */
export const languageLinks = (current: Language, hrefOf: (language: Language) => string | Html): Html =>
  html`<details class="languages"><summary>${globe}<span><span class="hidden">${LABELS[current]} </span>${NAMES[current]}</span></summary>
<ul>${languages.map((one) =>
    one === current
      ? html`<li><span aria-current="true">${NAMES[one]}</span></li>`
      : html`<li><a href="${hrefOf(one)}" lang="${one}" hreflang="${one}">${NAMES[one]}</a></li>`,
  )}</ul></details>`

interface Dress {
  readonly look: Look
  readonly languages: Html
  readonly hasProviders: boolean
}

/** What the script says, as an attribute; the same in every page of a language. */
const spoken = new Map<Language, Html>(
  languages.map((language) => [language, html`data-words="${JSON.stringify(words[language])}"`]),
)

/** The document in pieces: between two of them stands the nonce, which each answer has another of. */
export function documentOf(
  rendered: Rendered,
  { look, languages: links, hasProviders }: Dress,
): readonly string[] {
  const { title, language, body, script } = rendered
  const around = { brand: brandOf(look), languages: links, hasProviders }
  const begin = html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - ${look.name}</title>
${look.logo === undefined ? icon : html`<link rel="icon" href="${look.logo}">`}
<link rel="stylesheet" href="${look.style}" nonce="`
  const end = html`</head>
${body(around)}
</html>
`
  if (script !== true) return [begin.text, html`">\n${end}`.text]
  return [
    begin.text,
    html`">\n<script type="module" src="${look.script}" nonce="`.text,
    html`" ${spoken.get(language)}></script>\n${end}`.text,
  ]
}

/** Nothing counts but what carries the nonce of this one answer, this server's pictures, and forms to here (C097). */
export function policyOf({ formAction = [], script }: DocumentOptions, nonce: string): string {
  const scripts = script === true ? `script-src 'nonce-${nonce}'; connect-src 'self'; ` : ''
  return (
    `default-src 'none'; style-src 'nonce-${nonce}'; ${scripts}img-src 'self' data:; ` +
    `form-action ${["'self'", ...formAction].join(' ')}; base-uri 'none'; frame-ancestors 'none'`
  )
}
