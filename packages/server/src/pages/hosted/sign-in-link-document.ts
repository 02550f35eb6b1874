import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { tokenField } from '../form-fields.ts'
import { html } from '../html.ts'
import { words } from './sign-in-link-words.ts'

interface State {
  readonly token: string | undefined
  readonly refusal?: Problem
}

function form(language: Language, state: State): Rendered {
  const said = words[language]
  return formDocument(
    {
      title: said.title,
      refusedTitle: said.refusedTitle,
      introduction: html`<h1>${said.heading}</h1>
<p>${said.introduction}</p>`,
      action: '/sign-in-link',
      button: said.button,
      fields: [tokenField({ name: 'token', label: said.token, hint: said.tokenHint })],
      tokenName: 'token',
      nothingHappened: said.notYet,
    },
    state,
    language,
    { script: true },
  )
}

/** `reference` is there once the token was sent, and not where the link was only opened. */
function wrongToken(language: Language, reference: string | undefined): Rendered {
  const said = words[language]
  return cardDocument(
    said.wrongTitle,
    html`<h1>${said.wrongTitle}</h1>
<p>${said.wrong}</p>
${reference !== undefined && html`<p>${said.reference(reference)}</p>`}
<p><a class="button" href="/sign-in/mail">${said.again}</a></p>`,
    language,
  )
}

export const documents = { form, wrongToken }
