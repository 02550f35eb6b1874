import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { type Field, fieldErrors } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { type Html, html } from './html.ts'
import { referenceOf, refusalBox } from './refusal-box.ts'
import type { Said } from './refusal-words.ts'
import type { DocumentOptions, Rendered } from './shell.ts'

export type { Rendered } from './shell.ts'

/** A page of the house with one thing on it. */
export const cardDocument = (
  title: string,
  content: Html,
  language: Language = 'en',
  options: DocumentOptions = {},
): Rendered => ({
  ...options,
  title,
  language,
  body: ({ brand, languages }) => html`<body class="card">
<header><p class="brand">${brand}</p></header>
<main>
${content}
</main>
<footer>${languages}</footer>
</body>`,
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
  /** Said of a refusal before anything else. */
  readonly nothingHappened: string
  /** Another way, which is the one to take where there is a choice: it stands before the form. */
  readonly instead?: Html
  /** Below the form: where else to go. */
  readonly below?: Html
}

export interface FormState {
  readonly token: string | undefined
  /** As typed before; the password is typed again. */
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

export function formDocument(
  form: Form,
  state: FormState,
  language: Language = 'en',
  options: DocumentOptions = {},
): Rendered {
  const title = state.refusal ? form.refusedTitle : form.title
  return cardDocument(title, formContent(form, state, language), language, options)
}

/** A form with what was refused of it. */
function formContent(form: Form, { token, entered = {}, refusal }: FormState, language: Language): Html {
  const { fields, tokenName } = form
  const wrong = refusal ? fieldErrors(fields, refusal, language, entered) : new Map<string, Said>()
  const isTokenHidden =
    tokenName !== undefined && token !== undefined && token !== '' && !wrong.has(tokenName)
  const shown = fields.filter(({ name }) => name !== tokenName || !isTokenHidden)
  return html`${form.introduction}
${refusal && summary(form, refusal, wrong, language)}${form.instead}
<form method="post" action="${form.action}" novalidate>
${Object.entries(form.kept ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${isTokenHidden && html`<input type="hidden" name="${tokenName}" value="${token}">`}
${shown.map((field) => row(field, entered[field.name] ?? '', wrong.get(field.name)))}
<button${form.instead && html` class="quiet"`}>${form.button}</button>
</form>${form.below && html`\n${form.below}`}`
}

/**
 * Says once at the top that something is wrong, and leads to each field. It has the focus when the page opens, so that a screen
 * reader begins here and the next Tab goes on from here, without a script.
 */
function summary(
  { nothingHappened, fields }: Form,
  refusal: Problem,
  wrong: ReadonlyMap<string, Said>,
  language: Language,
): Html {
  const words = formWords[language]
  if (wrong.size === 0) return refusalBox(refusal, language)
  const isTypedAgain = fields.some((field) => field.isSecret && !field.isOptional && !wrong.has(field.name))
  return html`<div class="refusal" role="alert" tabindex="-1" autofocus><p>${nothingHappened} ${
    isTypedAgain ? words.lookAndType(wrong.size) : words.look(wrong.size)
  }${referenceOf(refusal, language)}</p>
<ul>${fields
    .filter(({ name }) => wrong.has(name))
    .map(({ name, label }) => html`<li><a href="#${name}">${label}</a></li>`)}</ul></div>`
}

function row(
  { name, label, hint, attributes, isSecret, isOptional, isTick }: Field,
  value: string,
  error: Said | undefined,
): Html {
  if (isTick)
    return html`<div class="field"><label class="check"><input id="${name}" name="${name}" type="checkbox"> ${label}</label></div>
`
  const notes = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" ${isOptional ? '' : html`required `}${attributes}${isSecret ? '' : html` value="${value}"`}${
    notes && html` aria-describedby="${notes}"`
  }${error && html` aria-invalid="true"`}>
${error && html`<p class="error" id="${name}-error"${error.lang && html` lang="${error.lang}"`}>${error.text}</p>`}
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>
`
}
