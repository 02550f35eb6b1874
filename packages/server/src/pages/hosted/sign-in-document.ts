import type { Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { type Form, formDocument, type Rendered } from '../form-document.ts'
import { type Field, newPassword as newPasswordField } from '../form-fields.ts'
import { html } from '../html.ts'
import { buttons } from './providers-document.ts'

interface State {
  /** Where it goes on. */
  readonly next: string
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

interface Offered {
  readonly isChosen?: boolean
  readonly offered?: readonly OfferedProvider[]
  readonly language?: Language
}

const username: Field = {
  name: 'username',
  label: 'Username or e-mail address',
  attributes: html`type="text" maxlength="254" autocomplete="username webauthn" autocapitalize="none" spellcheck="false"`,
}
const password: Field = {
  name: 'password',
  label: 'Password',
  attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
  isSecret: true,
}
const code: Field = {
  name: 'code',
  label: 'Code',
  hint: 'Six digits of your authenticator app, or one of your recovery codes.',
  attributes: html`type="text" maxlength="64" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"`,
  isSecret: true,
}

const signInForm = (isChosen: boolean): Form => ({
  title: 'Sign in',
  refusedTitle: 'Not yet: sign in',
  introduction: isChosen
    ? html`<h1>Sign in</h1>
<p>Your new password counts from now on. Sign in with it.</p>`
    : html`<h1>Sign in</h1>`,
  action: '/sign-in',
  button: 'Sign in',
  fields: [username, password],
  nothingHappened: 'You are not signed in yet.',
})

const codeForm: Form = {
  title: 'Your second factor',
  refusedTitle: 'Not yet: your second factor',
  introduction: html`<h1>Your second factor</h1>
<p>The password was right. This account asks for one thing more.</p>`,
  action: '/sign-in/code',
  button: 'Go on',
  fields: [code],
  nothingHappened: 'You are not signed in yet.',
}

const newPasswordForm: Form = {
  title: 'Choose a new password',
  refusedTitle: 'Not yet: choose a new password',
  introduction: html`<h1>Choose a new password</h1>
<p>Somebody else may know the one that you signed in with. Choose one that you alone know; then sign in with it.</p>`,
  action: '/sign-in/new-password',
  button: 'Set the new password',
  fields: [{ ...newPasswordField, name: 'new_password', label: 'New password' }],
  nothingHappened: 'Nothing was changed yet.',
}

const stateOf = ({ entered, refusal }: State) => ({
  token: undefined,
  ...(entered ? { entered } : {}),
  ...(refusal ? { refusal } : {}),
})

export const documents = {
  form: (state: State & Offered): Rendered =>
    formDocument(
      {
        ...signInForm(state.isChosen === true),
        kept: { next: state.next },
        below: buttons(state.offered ?? [], state.next, state.language ?? 'en'),
      },
      stateOf(state),
    ),
  code: ({ token, ...state }: State & { token: string; kinds: readonly string[] }): Rendered =>
    formDocument({ ...codeForm, kept: { next: state.next, mfa_token: token } }, stateOf(state)),
  newPassword: ({ token, ...state }: State & { token: string }): Rendered =>
    formDocument({ ...newPasswordForm, kept: { next: state.next, password_token: token } }, stateOf(state)),
}
