import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { tokenField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { html } from './html.ts'
import { words } from './not-me-words.ts'
import { onward } from './onward.ts'
import { paragraphs } from './paragraphs.ts'

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const form = (state: FormState): Rendered =>
    formDocument(
      {
        title: said.title,
        refusedTitle: shared.refusedTitle(said.title),
        introduction: html`<h1>${said.heading}</h1>
<p>${said.lead}</p>`,
        action: '/not-me',
        button: said.button,
        fields: [tokenField({ name: 'token', label: said.token, hint: said.tokenHint })],
        tokenName: 'token',
        nothingHappened: shared.nothingChanged,
      },
      state,
      language,
    )

  const success = (): Rendered =>
    cardDocument(
      shared.done,
      html`<h1>${said.doneHeading}</h1>
<p>${said.done}</p>
<p>${said.stays}</p>
<p><a href="/account">${shared.toAccount}</a></p>`,
      language,
    )

  const wrongToken = (): Rendered =>
    cardDocument(
      shared.badLink,
      html`<h1>${shared.badLink}</h1>
${paragraphs(said.wrong)}${onward('/forgot', said.choose)}`,
      language,
    )

  return { form, success, wrongToken }
}
