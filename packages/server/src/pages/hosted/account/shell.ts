import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { type Html, html } from '../../html.ts'
import { accountDocument as documentOf, pathOf, type Section } from '../account-shell.ts'

/** As the menu shows them: who somebody is, what signs in, what happens, and what is kept. */
const sections: readonly (readonly Section[])[] = [
  ['overview', 'profile', 'language'],
  ['password', 'factors', 'passkeys', 'identities', 'contacts'],
  ['sessions', 'activity', 'api-keys', 'support'],
  ['data'],
]

/** A page of the account: `current` is the path that it is, or is reached from. */
export const accountDocument = (
  title: string,
  content: Html,
  { language, current }: { readonly language: Language; readonly current: string },
): Rendered => {
  const section =
    sections.flat().find((one) => one !== 'overview' && current.startsWith(pathOf(one))) ?? 'overview'
  return documentOf(title, content, { language, current: section, sections, script: true })
}

/** Said once of what was done; `?done=` names it. */
export const doneText = (
  sentences: Readonly<Record<string, string>>,
  done: string | undefined,
): Html | undefined =>
  done !== undefined && Object.hasOwn(sentences, done)
    ? html`<p class="notice" role="status">${sentences[done] ?? ''}</p>`
    : undefined
