import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { tokenField } from './form-fields.ts'
import { html } from './html.ts'

const fields = [
  tokenField({
    name: 'token',
    label: 'Token of the notice',
    hint: 'The end of the link in the mail, behind "token=".',
  }),
]

const form = (state: FormState): Rendered =>
  formDocument(
    {
      title: 'This was not me',
      refusedTitle: 'Not yet: this was not me',
      introduction: html`<h1>It was not you?</h1>
<p>Then everybody who is signed in to your account is signed out now, you as well, and you are mailed a link to choose a new password.</p>`,
      action: '/not-me',
      button: 'Sign everybody out',
      fields,
      tokenName: 'token',
      nothingHappened: 'Nothing was changed yet.',
    },
    state,
  )

const success = (): Rendered =>
  cardDocument(
    'Done',
    html`<h1>Everybody is signed out</h1>
<p>A link to choose a new password is on its way to you. Until you have chosen one, whoever knows the old password can sign in again.</p>`,
  )

const wrongToken = (): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This link does not work</h1>
<p>It is mistyped, was used already, or is more than seven days old. Nothing was changed.</p>
<p>To be safe, choose a new password.</p>`,
  )

export const documents = { form, success, wrongToken }
