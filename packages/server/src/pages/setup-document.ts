import type { User } from '@latchkey/contract'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { newPassword, tokenField } from './form-fields.ts'
import { html } from './html.ts'

const fields = [
  tokenField({
    name: 'setup_token',
    label: 'Setup token',
    hint: 'The end of the setup link, which the server prints when it starts on a terminal.',
  }),
  {
    name: 'username',
    label: 'Username',
    hint: 'Letters a to z, digits, ".", "_" and "-".',
    attributes: html`type="text" minlength="3" maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"`,
  },
  {
    name: 'email',
    label: 'E-mail address',
    attributes: html`type="email" maxlength="254" autocomplete="email"`,
  },
  {
    name: 'full_name',
    label: 'Full name',
    attributes: html`type="text" maxlength="200" autocomplete="name"`,
  },
  newPassword,
]

const form = (state: FormState): Rendered =>
  formDocument(
    {
      title: 'First administrator',
      refusedTitle: 'Not yet: first administrator',
      introduction: html`<h1>Create the first administrator</h1>
<p>This account may do everything on this server. Others can register, or be added by you, afterwards.</p>`,
      action: '/setup',
      button: 'Create administrator',
      fields,
      tokenName: 'setup_token',
      nothingHappened: 'Nothing was created yet.',
    },
    state,
  )

const success = ({ username, email }: User): Rendered =>
  cardDocument(
    'Done',
    html`<h1>You are set up</h1>
<p><strong>${username}</strong> (${email}) is the administrator of this server. The setup link is used up; nobody can use it again.</p>
<p>You are signed in here. On the <a href="/docs">API page</a>, press <b>Authorize</b>, and give this username and its password.</p>
<p><a class="button" href="/account">Go to your account</a></p>`,
  )

const completed = (): Rendered =>
  cardDocument(
    'Setup is complete',
    html`<h1>Setup is complete</h1>
<p>This server has had its first administrator, so this page has nothing left to do.</p>
<p>Whoever that is can make others administrators.</p>
<p><a class="button" href="/docs">Open the API page</a></p>`,
  )

const wrongToken = (): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This setup link does not work</h1>
<p>It is mistyped, was replaced by a newer one, or is more than 24 hours old. Nothing was created.</p>
<p>A new one comes from the machine the server runs on:</p>
<pre><code>latchkey admin setup-link</code></pre>`,
  )

export const documents = { form, success, completed, wrongToken }
