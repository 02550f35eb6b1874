import type { Language } from '#kernel/language'
import { type Html, html } from '../html.ts'
import { remembered } from '../remembered.ts'
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
  readonly current: Section | undefined
}

/** As the menu shows them: who somebody is, what signs in, what happens, and what is kept. */
const sections: readonly (readonly Section[])[] = [
  ['overview', 'profile', 'language'],
  ['password', 'factors', 'passkeys', 'identities', 'contacts'],
  ['sessions', 'activity', 'api-keys', 'support'],
  ['data'],
]

const pathOf = (section: Section): string => (section === 'overview' ? '/account' : `/account/${section}`)

/** The section that a path is of, or is reached from; undefined for what is of none. */
export const sectionOf = (path: string): Section | undefined =>
  path === pathOf('overview')
    ? 'overview'
    : sections.flat().find((one) => one !== 'overview' && path.startsWith(pathOf(one)))

/** The same for everybody. */
const menuOf = remembered((language: Language, current: Section | undefined, hasProviders: boolean): Html => {
  const said = words[language]
  // Where nothing else signs in there is nothing to link.
  const shown = sections.map((group) => group.filter((one) => one !== 'identities' || hasProviders))
  return html`<nav class="ways" aria-label="${said.ways}"><div>
${shown.map(
  (group) => html`<ul>${group.map(
    (section) =>
      html`<li><a href="${pathOf(section)}"${section === current && html` aria-current="page"`}>${said[section]}</a></li>`,
  )}</ul>
`,
)}</div></nav>`
})

/** A page of somebody's own account: the content begins with an `<h1>`, and each matter after it is a `<section>` with an `<h2>`. */
export function accountDocument(title: string, content: Html, options: AccountOptions): Rendered {
  const { language, current, ...rest } = options
  const { skip, account, signOut } = words[language]
  const isHome = current === 'overview'
  return {
    ...rest,
    hasMenu: true,
    title,
    language,
    body: ({ brand, languages, hasProviders }) => html`<body class="account${isHome && ' home'}">
<a class="skip" href="#content">${skip}</a>
<header><div>
<a class="brand" href="/account">${brand}</a>
<form method="post" action="/sign-out"><button class="quiet">${signOut}</button></form>
</div></header>
<div class="columns">
${menuOf(language, current, hasProviders)}
<main id="content" tabindex="-1">
${!isHome && html`<p class="back"><a href="/account">${account}</a></p>\n`}${content}
</main>
</div>
<footer>${languages}</footer>
</body>`,
  }
}
