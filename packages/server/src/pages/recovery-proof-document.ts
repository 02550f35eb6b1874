import { cardDocument, type Form, type FormState, formDocument, type Rendered } from './form-document.ts'
import { proofFields, tokenField } from './form-fields.ts'
import { html } from './html.ts'

const cancelForm: Form = {
  title: 'Call the recovery off',
  refusedTitle: 'Not yet: call the recovery off',
  introduction: html`<h1>Call the recovery off</h1>
<p>It is over at once, and the links that were mailed for it are worth nothing. A mail alone does not do that: prove by all that your account has that it is yours.</p>
<p>If you cannot, ask the people who run this server.</p>`,
  action: '/recovery/cancel',
  button: 'Call it off',
  fields: proofFields,
  nothingHappened: 'Nothing was changed yet.',
}

const cancelled = (): Rendered =>
  cardDocument(
    'Called off',
    html`<h1>The recovery is called off</h1>
<p>Nobody gets into your account by it any more. You are not signed in by this page; you may close it.</p>
<p>If it was not you who began it, somebody may read your mail: change the password of your mailbox now.</p>`,
  )

const nothingUnderWay = (): Rendered =>
  cardDocument(
    'Nothing to call off',
    html`<h1>There is nothing to call off</h1>
<p>No recovery of your account is under way: it was called off, was completed, or ran out of time. Nothing was changed.</p>`,
  )

const vouchForm: Form = {
  title: 'Say that it is them',
  refusedTitle: 'Not yet: say that it is them',
  introduction: html`<h1>Say that it is them</h1>
<p>Somebody who named you as a trusted contact wants to get back into an account. Speak with them first, in person or by telephone: whoever reads their mail can write to you as well.</p>
<p>If you are not sure that it is them, close this page. If you are, sign for it with your own account.</p>`,
  action: '/recovery/vouch',
  button: 'It is them',
  fields: [
    tokenField({
      name: 'user',
      label: 'Number of their account',
      hint: 'The end of the mailed link, behind "user=".',
    }),
    ...proofFields,
  ],
  tokenName: 'user',
  nothingHappened: 'Nothing was changed yet.',
}

const vouched = (): Rendered =>
  cardDocument(
    'Done',
    html`<h1>You have spoken for them</h1>
<p>They are told. When their time of waiting is over, they choose a new password by a link that is mailed to them; you have nothing more to do.</p>
<p>You are not signed in by this page; you may close it.</p>`,
  )

export const documents = {
  cancel: (state: FormState): Rendered => formDocument(cancelForm, state),
  cancelled,
  nothingUnderWay,
  vouch: (state: FormState): Rendered => formDocument(vouchForm, state),
  vouched,
}
