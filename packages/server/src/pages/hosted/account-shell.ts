import type { Language } from '#kernel/language'
import { type Html, html } from '../html.ts'
import type { DocumentOptions, Rendered } from '../shell.ts'
import { words } from './account-shell-words.ts'

/** The sections of an account, in the order of the page. */
export type Section =
  | 'overview'
  | 'profile'
  | 'password'
  | 'factors'
  | 'passkeys'
  | 'identities'
  | 'sessions'
  | 'activity'
  | 'api-keys'
  | 'contacts'
  | 'support'
  | 'language'
  | 'data'

export interface AccountOptions extends DocumentOptions {
  readonly language: Language
  readonly current: Section
  /** Those that there are: each leads to `pathOf`. */
  readonly sections: readonly (readonly Section[])[]
}

export const pathOf = (section: Section): string =>
  section === 'overview' ? '/account' : `/account/${section}`

/** A page of somebody's own account: the content begins with an `<h1>`, and each matter after it is a `<section>` with an `<h2>`. */
export function accountDocument(title: string, content: Html, options: AccountOptions): Rendered {
  const { language, current, sections, ...rest } = options
  const { skip, account, ways, signOut, ...names } = words[language]
  const isHome = current === 'overview'
  return {
    ...rest,
    title,
    language,
    body: ({ brand, languages }) => html`<body class="account${isHome && ' home'}">
<a class="skip" href="#content">${skip}</a>
<header><div>
<a class="brand" href="/account">${brand}</a>
<form method="post" action="/sign-out"><button class="quiet">${signOut}</button></form>
</div></header>
<div class="columns">
<nav class="ways" aria-label="${ways}"><div>
${sections.map(
  (group) => html`<ul>${group.map(
    (section) =>
      html`<li><a href="${pathOf(section)}"${section === current && html` aria-current="page"`}>${names[section]}</a></li>`,
  )}</ul>
`,
)}</div></nav>
<main id="content" tabindex="-1">
${!isHome && html`<p class="back"><a href="/account">${account}</a></p>\n`}${content}
</main>
</div>
<footer>${languages}</footer>
</body>`,
  }
}
