import { createHash } from 'node:crypto'
import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { type Field, fieldErrors } from './form-fields.ts'
import { styleSheet } from './form-style.ts'
import { type Html, html, icon, raw } from './html.ts'
import { withInstants } from './instant.ts'
import { directionOf } from './language.ts'

export interface Rendered {
  readonly body: string
  /** Allows this one style sheet, this server's forms, and nothing else. */
  readonly policy: string
}

const styleHash = createHash('sha256').update(styleSheet).digest('base64')
const policy =
  `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; ` +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const mark = html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="8" cy="15" r="4.5"/><path d="m11.5 11.5 8-8m-4 4 3 3"/></svg>`

/** A page of the house with one thing on it. */
export const cardDocument = (title: string, content: Html, language: Language = 'en'): Rendered => ({
  policy,
  body: html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
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

export interface Form {
  readonly title: string
  /** The title while something has to be mended. */
  readonly refusedTitle: string
  /** A heading, and what the form is for. */
  readonly introduction: Html
  readonly action: string
  readonly button: string
  /** In the order of the page. What a browser refuses early, the server refuses too; the reverse need not hold. */
  readonly fields: readonly Field[]
  /** The name of the field that the link fills, if it fills one: out of sight while it is right. */
  readonly tokenName?: string
  /** What goes with it, out of sight. */
  readonly kept?: Readonly<Record<string, string>>
  /** Behind the form. */
  readonly below?: Html | undefined
  /** Said of a refusal before anything else. */
  readonly nothingHappened: string
}

export interface FormState {
  readonly token: string | undefined
  /** As typed before; the password is typed again. */
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

export function formDocument(
  form: Form,
  { token, entered = {}, refusal }: FormState,
  language: Language = 'en',
): Rendered {
  const { fields, tokenName } = form
  const wrong = refusal ? fieldErrors(fields, refusal) : new Map<string, string>()
  const firstWrong = fields.find(({ name }) => wrong.has(name))?.name
  const isTokenHidden =
    tokenName !== undefined && token !== undefined && token !== '' && !wrong.has(tokenName)
  const shown = fields.filter(({ name }) => name !== tokenName || !isTokenHidden)
  return cardDocument(
    refusal ? form.refusedTitle : form.title,
    html`${form.introduction}
${refusal ? summary(form, refusal, wrong) : ''}
<form method="post" action="${form.action}">
${Object.entries(form.kept ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${isTokenHidden && html`<input type="hidden" name="${tokenName}" value="${token}">`}
${shown.map((field) => row(field, entered[field.name] ?? '', wrong.get(field.name), field.name === firstWrong))}
<button>${form.button}</button>
</form>
${form.below}`,
    language,
  )
}

/** Says once at the top that something is wrong, in words that a screen reader reads first. */
const summary = (
  { nothingHappened, fields }: Form,
  refusal: Problem,
  wrong: ReadonlyMap<string, string>,
): Html => {
  if (wrong.size === 0)
    return html`<p class="refusal" role="alert">${withInstants(refusal.detail)}${referenceOf(refusal)}</p>`
  const which = wrong.size === 1 ? 'field' : `${wrong.size} fields`
  const isTypedAgain = fields.some((field) => field.isSecret && !field.isOptional && !wrong.has(field.name))
  return html`<p class="refusal" role="alert">${nothingHappened} Please look at the ${which} marked below${
    isTypedAgain && ' and type the password again'
  }.${referenceOf(refusal)}</p>`
}

const referenceOf = ({ reference }: Problem): Html | undefined =>
  reference === undefined
    ? undefined
    : html`<br><small>Whoever runs this server finds out why by this reference: ${reference}</small>`

function row(
  { name, label, hint, attributes, isSecret, isOptional }: Field,
  value: string,
  error: string | undefined,
  isFirst: boolean,
): Html {
  const notes = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" ${isOptional ? '' : html`required `}${attributes}${isSecret ? '' : html` value="${value}"`}${
    notes && html` aria-describedby="${notes}"`
  }${error && html` aria-invalid="true"`}${isFirst && html` autofocus`}>
${error && html`<p class="error" id="${name}-error">${error}</p>`}
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>
`
}
