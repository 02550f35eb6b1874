import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../../form-document.ts'
import { type Html, html } from '../../html.ts'
import { words } from './shell-words.ts'

/** The pages that are found from every other one, in this order. */
export const places = [
  ['/account', 'overview'],
  ['/account/profile', 'profile'],
  ['/account/password', 'password'],
  ['/account/factors', 'factors'],
  ['/account/passkeys', 'passkeys'],
  ['/account/sessions', 'sessions'],
  ['/account/activity', 'activity'],
  ['/account/api-keys', 'apiKeys'],
  ['/account/contacts', 'contacts'],
  ['/account/support', 'support'],
  ['/account/language', 'language'],
  ['/account/data', 'data'],
  ['/account/delete', 'delete'],
] as const

/** A page of the account: `current` is the path of the place that it belongs to. */
export const accountDocument = (
  title: string,
  content: Html,
  { language, current }: { readonly language: Language; readonly current: string },
): Rendered =>
  cardDocument(
    title,
    html`<nav aria-label="${words[language].yourAccount}"><ul>
${places.map(
  ([path, name]) =>
    html`<li><a href="${path}"${path === current && html` aria-current="page"`}>${words[language][name]}</a></li>
`,
)}</ul></nav>
${content}`,
    language,
  )

/** Said once of what was done; `?done=` names it. */
export const doneText = (
  sentences: Readonly<Record<string, string>>,
  done: string | undefined,
): Html | undefined =>
  done !== undefined && Object.hasOwn(sentences, done)
    ? html`<p class="done" role="status">${sentences[done] ?? ''}</p>`
    : undefined
