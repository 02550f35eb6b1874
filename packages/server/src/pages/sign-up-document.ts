import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { type Field, tokenField } from './form-fields.ts'
import { html } from './html.ts'

const password: Field = {
  name: 'password',
  label: 'Password',
  hint: 'The one that was chosen at registering.',
  attributes: html`type="password" minlength="8" autocomplete="current-password"`,
  isSecret: true,
}

const fields = [
  tokenField({ name: 'token', label: 'Token', hint: 'The end of the mailed link, behind "token=".' }),
  password,
]

const form = (state: FormState): Rendered =>
  formDocument(
    {
      title: 'Finish your registration',
      refusedTitle: 'Not yet: finish your registration',
      introduction: html`<h1>Finish your registration</h1>
<p>Enter the password that you chose when you registered. If you did not register, close this page: without that password nobody gets an account with your address.</p>`,
      action: '/sign-up/confirm',
      button: 'Make my account',
      fields,
      tokenName: 'token',
      nothingHappened: 'No account was made yet.',
    },
    state,
  )

const success = (): Rendered =>
  cardDocument(
    'Done',
    html`<h1>Your account is made</h1>
<p>Your address is confirmed as well, and you are signed in here. In the app, sign in with your password.</p>
<p>The link is used up; nobody can use it again.</p>
<p><a class="button" href="/account">Go to your account</a></p>`,
  )

/** `reference` is there once the token was sent, and not where the link was only opened. */
const wrongToken = (reference: string | undefined): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This link does not work</h1>
<p>It is mistyped, was used already, is more than 24 hours old, or the password was wrong five times. No account was made by it now.</p>
<p>If you have no account yet, register again.</p>
${reference === undefined ? '' : html`<p>Whoever runs this server finds out why by this reference: ${reference}</p>`}`,
  )

export const documents = { form, success, wrongToken }
