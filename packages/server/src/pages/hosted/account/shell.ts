import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { type Html, html } from '../../html.ts'
import { accountDocument as documentOf, sectionOf } from '../account-shell.ts'

/** A page of the account: `current` is the path that it is, or is reached from. */
export const accountDocument = (
  title: string,
  content: Html,
  { language, current }: { readonly language: Language; readonly current: string },
): Rendered => documentOf(title, content, { language, current: sectionOf(current), script: true })

/** Said once of what was done; `?done=` names it. */
export const doneText = (
  sentences: Readonly<Record<string, string>>,
  done: string | undefined,
): Html | undefined =>
  done !== undefined && Object.hasOwn(sentences, done)
    ? html`<p class="notice" role="status">${sentences[done] ?? ''}</p>`
    : undefined
