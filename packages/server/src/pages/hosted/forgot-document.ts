import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { emailField } from '../form-fields.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { remembered } from '../remembered.ts'
import { words } from './forgot-words.ts'

interface State {
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

const back = (text: string) => html`<p><a href="/sign-in">${text}</a></p>`

function form(language: Language, state: State): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return formDocument(
    {
      title: said.title,
      refusedTitle: shared.refusedTitle(said.title),
      introduction: html`<h1>${said.title}</h1>
<p>${said.introduction}</p>`,
      action: '/forgot',
      button: said.button,
      fields: [emailField(language)],
      nothingHappened: said.notYet,
      below: back(shared.backToSignIn),
    },
    { token: undefined, ...state },
    language,
    { script: true },
  )
}

/** The same for every address. */
function mailed(language: Language, email: string): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return cardDocument(
    shared.checkEmail,
    html`<h1>${shared.checkEmail}</h1>
<p>${said.mailed(email)}</p>
${back(shared.backToSignIn)}`,
    language,
  )
}

/** As it opens for everybody. */
const opened = remembered(form)

export const documents = { form, opened, mailed }
