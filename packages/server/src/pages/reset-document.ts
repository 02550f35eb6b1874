import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { newPasswordField, signInFields, tokenField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { carriedOf } from './hosted/carried.ts'
import { html } from './html.ts'
import { onward } from './onward.ts'
import { paragraphs } from './paragraphs.ts'
import { words } from './reset-words.ts'

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const form = (state: FormState): Rendered =>
    formDocument(
      {
        title: said.heading,
        refusedTitle: shared.refusedTitle(said.heading),
        introduction: html`<h1>${said.heading}</h1>
<p>${said.lead}</p>`,
        action: '/reset',
        button: said.button,
        fields: [
          tokenField({ name: 'token', label: said.token, hint: said.tokenHint }),
          newPasswordField(language, true),
        ],
        tokenName: 'token',
        nothingHappened: shared.nothingChanged,
      },
      state,
      language,
      { script: true },
    )

  /** Nobody is signed in by it (C064), and nobody types again who it is. */
  const success = (username: string | undefined, next: string): Rendered =>
    formDocument(
      {
        title: shared.done,
        refusedTitle: shared.done,
        introduction: html`<h1>${said.doneHeading}</h1>
${paragraphs(said.done)}`,
        action: '/sign-in',
        button: shared.signIn,
        fields: signInFields(language),
        kept: { ...carriedOf({ next }) },
        nothingHappened: shared.notSignedIn,
      },
      { token: undefined, ...(username === undefined ? {} : { entered: { username } }) },
      language,
      { script: true },
    )

  /** `reference` is there once the token was sent, and not where the link was only opened. */
  const wrongToken = (reference: string | undefined): Rendered =>
    cardDocument(
      shared.badLink,
      html`<h1>${shared.badLink}</h1>
${paragraphs(said.wrong)}${reference !== undefined && html`<p>${shared.reference} ${reference}</p>`}
${onward('/forgot', said.again)}`,
      language,
    )

  return { form, success, wrongToken }
}
