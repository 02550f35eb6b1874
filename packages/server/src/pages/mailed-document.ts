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
<p>The link is used up. You may close this page.</p>`,
  },
  '/revert': {
    title: 'Take your address back',
    introduction: html`<h1>Take your address back</h1>
<p>Your account gets this address again, and everybody who is signed in to it is signed out. A link to choose a new password is mailed to you.</p>`,
    button: 'Take it back',
    success: html`<h1>The address is yours again</h1>
<p>Everybody was signed out. Look into your mail: choose a new password by the link in it.</p>`,
  },
  '/release': {
    title: 'Free your address',
    introduction: html`<h1>Free your address</h1>
<p>An account on this server shows your address and has never proved that it is its own. The button takes the address from that account, whose owner is told. Then you can register with it.</p>
<p>If that account is yours, close this page.</p>`,
    button: 'Free my address',
    success: html`<h1>Your address is free</h1>
<p>No account has it any more. Go back to the app and register with it; where an account takes an invitation, ask for one.</p>
<p>The link is used up. You may close this page.</p>`,
  },
  '/sign-in-link': {
    title: 'Sign in',
    introduction: html`<h1>Sign in by this link</h1>
<p>The link is good for one sign-in. Press the button only if you asked for it.</p>`,
    button: 'Sign in',
    success: html`<h1>You are signed in</h1>`,
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

const success = (path: MailedPath, accessToken: string | undefined): Rendered =>
  cardDocument(
    'Done',
    accessToken === undefined
      ? texts[path].success
      : html`${texts[path].success}
<p>Give this token to the program that you sign in to. It is as good as your password while it counts.</p>
<p><code>${accessToken}</code></p>`,
  )

/** `reference` is there once the token was sent, and not where the link was only opened. */
const wrongToken = (reference: string | undefined): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This link does not work</h1>
<p>It is mistyped, was used already, was replaced by a newer one, or is too old. Nothing was changed.</p>
<p>Ask for a new mail where you asked for this one.</p>
${reference === undefined ? '' : html`<p>Whoever runs this server finds out why by this reference: ${reference}</p>`}`,
  )

/** The link is spent by then, and no page finishes what it began. */
const secondFactor = (): Rendered =>
  cardDocument(
    'A second factor is needed',
    html`<h1>A second factor is needed</h1>
<p>Your account has one, and this page cannot ask for it. Nobody is signed in, and the link is used up.</p>
<p>Go back to the app and sign in there, with your second factor at hand.</p>`,
  )

export const documents = {
  secondFactor,
  form: (path: MailedPath, state: FormState): Rendered => formDocument(formOf(path), state),
  success,
  wrongToken,
}
