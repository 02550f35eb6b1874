import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { newPassword, tokenField } from './form-fields.ts'
import { html } from './html.ts'

const fields = [
  tokenField({
    name: 'token',
    label: 'Reset token',
    hint: 'The end of the link that you were given, behind "token=".',
  }),
  { ...newPassword, label: 'New password' },
]

const form = (state: FormState): Rendered =>
  formDocument(
    {
      title: 'New password',
      refusedTitle: 'Not yet: new password',
      introduction: html`<h1>Choose a new password</h1>
<p>It takes the place of the old one, and signs you out wherever you are signed in now.</p>`,
      action: '/reset',
      button: 'Set the new password',
      fields,
      tokenName: 'token',
      nothingHappened: 'Nothing was changed yet.',
    },
    state,
  )

const success = (): Rendered =>
  cardDocument(
    'Done',
    html`<h1>You have a new password</h1>
<p>Sign in with it, here or in the app. Wherever you were signed in before, you are signed out.</p>
<p>The link is used up; nobody can use it again.</p>
<p><a class="button" href="/sign-in">Sign in</a></p>`,
  )

/** `reference` is there once the token was sent, and not where the link was only opened. */
const wrongToken = (reference: string | undefined): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This reset link does not work</h1>
<p>It is mistyped, was used already, was replaced by a newer one, was withdrawn, or is more than 60 minutes old. Nothing was changed.</p>
<p>Ask the people who run this server for a new link.</p>
${reference === undefined ? '' : html`<p>They find out why by this reference: ${reference}</p>`}`,
  )

export const documents = { form, success, wrongToken }
