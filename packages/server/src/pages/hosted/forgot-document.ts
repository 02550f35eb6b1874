import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { html } from '../html.ts'
import { words } from './forgot-words.ts'

interface State {
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

const back = (text: string) => html`<p><a href="/sign-in">${text}</a></p>`

function form(language: Language, state: State): Rendered {
  const said = words[language]
  return formDocument(
    {
      title: said.title,
      refusedTitle: said.refusedTitle,
      introduction: html`<h1>${said.title}</h1>
<p>${said.introduction}</p>`,
      action: '/forgot',
      button: said.button,
      fields: [
        {
          name: 'email',
          label: said.email,
          attributes: html`type="email" maxlength="254" autocomplete="email"`,
        },
      ],
      nothingHappened: said.notYet,
      below: back(said.back),
    },
    { token: undefined, ...state },
    language,
    { script: true },
  )
}

/** The same for every address. */
function mailed(language: Language, email: string): Rendered {
  const said = words[language]
  return cardDocument(
    said.mailedTitle,
    html`<h1>${said.mailedTitle}</h1>
<p>${said.mailed(email)}</p>
${back(said.back)}`,
    language,
  )
}

export const documents = { form, mailed }
