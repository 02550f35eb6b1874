import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { mailedTokenField } from '../form-fields.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { words } from './sign-in-link-words.ts'

interface State {
  readonly token: string | undefined
  readonly refusal?: Problem
}

function form(language: Language, state: State): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return formDocument(
    {
      title: said.heading,
      refusedTitle: shared.refusedTitle(said.heading),
      introduction: html`<h1>${said.heading}</h1>
<p>${said.introduction}</p>`,
      action: '/sign-in-link',
      button: shared.signIn,
      fields: [mailedTokenField(language)],
      tokenName: 'token',
      nothingHappened: shared.notSignedIn,
    },
    state,
    language,
    { script: true },
  )
}

/** `reference` is there once the token was sent, and not where the link was only opened. */
function wrongToken(language: Language, reference: string | undefined): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return cardDocument(
    shared.badLink,
    html`<h1>${shared.badLink}</h1>
<p>${said.wrong}</p>
${reference !== undefined && html`<p>${shared.reference} ${reference}</p>`}
<p><a class="button" href="/sign-in/mail">${said.again}</a></p>`,
    language,
  )
}

export const documents = { form, wrongToken }
