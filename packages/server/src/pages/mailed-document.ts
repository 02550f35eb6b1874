import { cardDocument, type Form, type FormState, formDocument, type Rendered } from './form-document.ts'
import { tokenField } from './form-fields.ts'
import { type Html, html } from './html.ts'

interface Texts {
  readonly title: string
  readonly introduction: Html
  readonly button: string
  readonly success: Html
}

/** What each mailed link does, once somebody presses the button. */
const texts = {
  '/verify': {
    title: 'Confirm your address',
    introduction: html`<h1>Confirm your address</h1>
<p>From then on this address signs in to your account, and a new password is asked for by it.</p>`,
    button: 'This address is mine',
    success: html`<h1>Your address is confirmed</h1>
<p>The link is used up. Nobody was signed in by it.</p>
<p><a class="button" href="/account">Go to your account</a></p>`,
  },
  '/revert': {
    title: 'Take your address back',
    introduction: html`<h1>Take your address back</h1>
<p>Your account gets this address again, and everybody who is signed in to it is signed out. A link to choose a new password is mailed to you.</p>`,
    button: 'Take it back',
    success: html`<h1>The address is yours again</h1>
<p>Everybody was signed out. Look into your mail: choose a new password by the link in it.</p>`,
  },
} as const satisfies Record<string, Texts>

export type MailedPath = keyof typeof texts

const fields = [
  tokenField({ name: 'token', label: 'Token', hint: 'The end of the mailed link, behind "token=".' }),
]

const formOf = (path: MailedPath): Form => {
  const { title, introduction, button } = texts[path]
  return {
    ...{ title, introduction, button, fields },
    refusedTitle: `Not yet: ${title.toLowerCase()}`,
    action: path,
    tokenName: 'token',
    nothingHappened: 'Nothing was changed yet.',
  }
}

const success = (path: MailedPath): Rendered => cardDocument('Done', texts[path].success)

/** `reference` is there once the token was sent, and not where the link was only opened. */
const wrongToken = (reference: string | undefined): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This link does not work</h1>
<p>It is mistyped, was used already, was replaced by a newer one, or is too old. Nothing was changed.</p>
<p>Ask for a new mail where you asked for this one.</p>
${reference === undefined ? '' : html`<p>Whoever runs this server finds out why by this reference: ${reference}</p>`}`,
  )

export const documents = {
  form: (path: MailedPath, state: FormState): Rendered => formDocument(formOf(path), state),
  success,
  wrongToken,
}
