import type { Problem } from '@latchkey/contract'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { newPassword, tokenField } from './form-fields.ts'
import { html } from './html.ts'

const fields = [
  tokenField({
    name: 'token',
    label: 'Invitation',
    hint: 'The end of the link that you were given, behind "token=".',
  }),
  {
    name: 'username',
    label: 'Username',
    hint: 'Letters a to z, digits, ".", "_" and "-".',
    attributes: html`type="text" minlength="3" maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"`,
  },
  {
    name: 'full_name',
    label: 'Full name',
    attributes: html`type="text" maxlength="200" autocomplete="name"`,
  },
  newPassword,
]

/** `email` is there once the invitation is known. */
const form = (email: string | undefined, state: FormState): Rendered =>
  formDocument(
    {
      title: 'Your account',
      refusedTitle: 'Not yet: your account',
      introduction: html`<h1>Make your account</h1>
<p>You were invited.${email === undefined ? '' : html` The account will have the address <strong>${email}</strong>, which you sign in with, or with the username.`}</p>`,
      action: '/invitation',
      button: 'Make the account',
      fields,
      tokenName: 'token',
      nothingHappened: 'Nothing was made yet.',
    },
    state,
  )

const success = (email: string): Rendered =>
  cardDocument(
    'Done',
    html`<h1>You have an account</h1>
<p>You are signed in here. In the app, sign in with <strong>${email}</strong> and the password that you have just chosen.</p>
<p>The invitation is used up; nobody can use it again.</p>
<p><a class="button" href="/account">Go to your account</a></p>`,
  )

/** A reference is there once the form was sent, and not where the link was only opened. */
const wrongToken = ({ reference, detail }: Problem): Rendered =>
  cardDocument(
    'This invitation does not work',
    html`<h1>This invitation link does not work</h1>
<p>${detail}</p>
<p>An invitation is good for 7 days and for once, and a newer one takes its place. Nothing was made.</p>
${whyBy(reference)}`,
  )

const hasAccount = (): Rendered =>
  cardDocument(
    'You have an account',
    html`<h1>You have an account already</h1>
<p>An account has the address that was invited. Sign in with it; if the password is lost, ask for a new one there.</p>`,
  )

const closed = ({ reference, detail }: Problem): Rendered =>
  cardDocument(
    'Nobody can register',
    html`<h1>Nobody can register here now</h1>
<p>${detail}</p>
${whyBy(reference)}`,
  )

const whyBy = (reference: string | undefined) =>
  reference === undefined ? '' : html`<p>They find out why by this reference: ${reference}</p>`

export const documents = { form, success, wrongToken, hasAccount, closed }
