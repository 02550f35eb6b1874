import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { type Form, formDocument, type Rendered } from '../form-document.ts'
import { codeField, type Field, identifierField, newPasswordField, passwordField } from '../form-fields.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { words } from './sign-in-words.ts'

interface State {
  /** Where it goes on. */
  readonly next: string
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

const stateOf = ({ entered, refusal }: State) => ({
  token: undefined,
  ...(entered ? { entered } : {}),
  ...(refusal ? { refusal } : {}),
})

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const username: Field = {
    ...identifierField(language),
    attributes: html`type="text" maxlength="254" autocomplete="username webauthn" autocapitalize="none" spellcheck="false"`,
  }

  const signInForm = (isChosen: boolean): Form => ({
    title: said.title,
    refusedTitle: shared.refusedTitle(said.title),
    introduction: html`<h1>${said.title}</h1>${isChosen && html`\n<p class="notice" role="status">${said.chosen}</p>`}`,
    action: '/sign-in',
    button: said.title,
    fields: [username, passwordField(language)],
    nothingHappened: said.notYet,
  })

  const codeForm: Form = {
    title: said.factor,
    refusedTitle: shared.refusedTitle(said.factor),
    introduction: html`<h1>${said.factor}</h1>
<p>${said.factorLead}</p>`,
    action: '/sign-in/code',
    button: said.goOn,
    fields: [codeField(language)],
    nothingHappened: said.notYet,
  }

  const newPasswordForm: Form = {
    title: said.choose,
    refusedTitle: shared.refusedTitle(said.choose),
    introduction: html`<h1>${said.choose}</h1>
<p>${said.chooseLead}</p>`,
    action: '/sign-in/new-password',
    button: said.set,
    fields: [{ ...newPasswordField(language, true), name: 'new_password' }],
    nothingHappened: shared.nothingChanged,
  }

  return {
    form: (state: State & { isChosen?: boolean }): Rendered =>
      formDocument(
        { ...signInForm(state.isChosen === true), kept: { next: state.next } },
        stateOf(state),
        language,
      ),
    code: ({ token, ...state }: State & { token: string; kinds: readonly string[] }): Rendered =>
      formDocument({ ...codeForm, kept: { next: state.next, mfa_token: token } }, stateOf(state), language),
    newPassword: ({ token, ...state }: State & { token: string }): Rendered =>
      formDocument(
        { ...newPasswordForm, kept: { next: state.next, password_token: token } },
        stateOf(state),
        language,
      ),
  }
}
