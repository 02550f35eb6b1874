import type { Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import type { Field } from '../form-fields.ts'
import { html } from '../html.ts'
import type { Carried } from './carried.ts'
import { providerButtons } from './providers-document.ts'
import { words } from './sign-up-words.ts'

interface State {
  readonly carried: Carried
  readonly offered: readonly OfferedProvider[]
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

const fieldsOf = (said: (typeof words)['en']): Field[] => [
  {
    name: 'username',
    label: said.username,
    hint: said.usernameHint,
    attributes: html`type="text" minlength="3" maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"`,
  },
  {
    name: 'email',
    label: said.email,
    attributes: html`type="email" maxlength="254" autocomplete="email"`,
  },
  {
    name: 'full_name',
    label: said.fullName,
    attributes: html`type="text" maxlength="200" autocomplete="name"`,
  },
  {
    name: 'password',
    label: said.password,
    hint: said.passwordHint,
    attributes: html`type="password" minlength="8" autocomplete="new-password" data-judge="/sign-up/password"`,
    isSecret: true,
  },
]

const signInLink = ({ next }: Carried, text: string) =>
  html`<p><a href="/sign-in?next=${encodeURIComponent(next)}">${text}</a></p>`

function form(language: Language, { carried, offered, entered, refusal }: State): Rendered {
  const said = words[language]
  return formDocument(
    {
      title: said.title,
      refusedTitle: said.refusedTitle,
      introduction: html`<h1>${said.title}</h1>`,
      action: '/sign-up',
      button: said.button,
      fields: fieldsOf(said),
      kept: { ...carried },
      nothingHappened: said.notYet,
      below: html`${providerButtons(offered, carried.next, language)}${signInLink(carried, said.hasAccount)}`,
    },
    { token: undefined, ...(entered ? { entered } : {}), ...(refusal ? { refusal } : {}) },
    language,
    { script: true },
  )
}

function mailed(language: Language, email: string): Rendered {
  const { mailedTitle, mailed: sentence } = words[language]
  return cardDocument(
    mailedTitle,
    html`<h1>${mailedTitle}</h1>
<p>${sentence(email)}</p>`,
    language,
  )
}

/** Where nobody makes an account by themselves. */
function notHere(language: Language, mode: 'invite' | 'closed', carried: Carried): Rendered {
  const said = words[language]
  const [title, sentence] =
    mode === 'invite' ? [said.inviteTitle, said.invite] : [said.closedTitle, said.closed]
  return cardDocument(
    title,
    html`<h1>${title}</h1>
<p>${sentence}</p>
${signInLink(carried, said.hasAccount)}`,
    language,
  )
}

export const documents = { form, mailed, notHere }
