import { createHash } from 'node:crypto'
import type { Problem, User } from '@latchkey/contract'
import { type Html, html, icon, raw } from './html.ts'
import { type Field, fieldErrors, fields } from './setup-fields.ts'
import { styleSheet } from './setup-style.ts'

export interface Rendered {
  readonly body: string
  /** Allows this one style sheet, this server's forms, and nothing else. */
  readonly policy: string
}

const styleHash = createHash('sha256').update(styleSheet).digest('base64')
const policy =
  `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; ` +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const document = (title: string, content: Html): Rendered => ({
  policy,
  body: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - Latchkey</title>
${icon}
<style>${raw(styleSheet)}</style>
</head>
<body>
<main>
<p class="brand">${mark}Latchkey</p>
${content}
</main>
</body>
</html>
`.text,
})

const mark = html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="8" cy="15" r="4.5"/><path d="m11.5 11.5 8-8m-4 4 3 3"/></svg>`

interface FormState {
  readonly token: string | undefined
  /** As typed before; the password is typed again. */
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

function form({ token, entered = {}, refusal }: FormState): Rendered {
  const wrong = refusal ? fieldErrors(refusal) : new Map<string, string>()
  const firstWrong = fields.find(({ name }) => wrong.has(name))?.name
  const shown = fields.filter(({ name }) => name !== 'setup_token' || !token || wrong.has(name))
  return document(
    refusal ? 'Not yet: first administrator' : 'First administrator',
    html`<h1>Create the first administrator</h1>
<p>This account may do everything on this server. Others can register, or be added by you, afterwards.</p>
${refusal ? summary(refusal, wrong) : ''}
<form method="post" action="/setup">
${token && !wrong.has('setup_token') ? html`<input type="hidden" name="setup_token" value="${token}">` : ''}
${shown.map((field) => row(field, entered[field.name] ?? '', wrong.get(field.name), field.name === firstWrong))}
<button>Create administrator</button>
</form>`,
  )
}

/** Says once at the top that something is wrong, in words that a screen reader reads first. */
const summary = (refusal: Problem, wrong: ReadonlyMap<string, string>): Html =>
  wrong.size === 0
    ? html`<p class="refusal" role="alert">${refusal.detail}</p>`
    : html`<p class="refusal" role="alert">Nothing was created yet. Please look at the ${
        wrong.size === 1 ? 'field' : `${wrong.size} fields`
      } marked below${wrong.has('password') ? '' : ' and type the password again'}.</p>`

function row(
  { name, label, hint, attributes, isSecret }: Field,
  value: string,
  error: string | undefined,
  isFirst: boolean,
): Html {
  const notes = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" required ${attributes}${isSecret ? '' : html` value="${value}"`}${
    notes && html` aria-describedby="${notes}"`
  }${error && html` aria-invalid="true"`}${isFirst && html` autofocus`}>
${error && html`<p class="error" id="${name}-error">${error}</p>`}
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>
`
}

const success = ({ username, email }: User): Rendered =>
  document(
    'Done',
    html`<h1>You are set up</h1>
<p><strong>${username}</strong> (${email}) is the administrator of this server. The setup link is used up; nobody can use it again.</p>
<p>Sign in on the API page: press <b>Authorize</b>, and give this username and its password.</p>
<p><a class="button" href="/docs">Open the API page</a></p>`,
  )

const completed = (): Rendered =>
  document(
    'Setup is complete',
    html`<h1>Setup is complete</h1>
<p>This server has had its first administrator, so this page has nothing left to do.</p>
<p>Whoever that is can make others administrators.</p>
<p><a class="button" href="/docs">Open the API page</a></p>`,
  )

const wrongToken = (): Rendered =>
  document(
    'This link does not work',
    html`<h1>This setup link does not work</h1>
<p>It is mistyped, was replaced by a newer one, or is more than 24 hours old. Nothing was created.</p>
<p>A new one comes from the machine the server runs on:</p>
<pre><code>latchkey admin setup-link</code></pre>`,
  )

export const documents = { form, success, completed, wrongToken }
export type Documents = typeof documents
