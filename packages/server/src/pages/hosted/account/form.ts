import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { type Field, fieldErrors } from '../../form-fields.ts'
import { type Html, html } from '../../html.ts'
import { withInstants } from '../../instant.ts'
import { words } from './form-words.ts'

/** One of the forms of a page. */
export interface AccountForm {
  /** On its page it has this name alone; ids begin with it. */
  readonly name: string
  readonly action: string
  readonly button: string
  readonly fields?: readonly Field[]
  /** What goes with it, out of sight. */
  readonly kept?: Readonly<Record<string, string>>
  /** What is written in it to begin with. */
  readonly values?: Readonly<Record<string, string>>
}

/** What was wrong with the form that was sent. */
export interface Refused {
  /** The name of that form. */
  readonly form: string
  readonly refusal: Problem
  readonly entered: Readonly<Record<string, string>>
}

/** A form with what is wrong in it beside its fields. Browsers check what they can; the server checks all. */
export function accountForm(form: AccountForm, language: Language, refused?: Refused): Html {
  const { fields = [], name: formName, values = {}, kept = {} } = form
  const own = refused?.form === formName ? refused : undefined
  const wrong = own ? fieldErrors(fields, own.refusal) : new Map<string, string>()
  const entered = own?.entered ?? values
  const firstWrong = fields.find(({ name }) => wrong.has(name))?.name
  return html`${own ? summary(fields, own.refusal, wrong, language) : ''}
<form method="post" action="${form.action}">
${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields.map((field) => row(formName, field, entered[field.name] ?? '', wrong.get(field.name), field.name === firstWrong))}
<button>${form.button}</button>
</form>`
}

/** What is wrong with something that has no form of its own any more. */
export const refusalText = (refusal: Problem): Html =>
  html`<p class="refusal" role="alert">${withInstants(refusal.detail)}</p>`

function summary(
  fields: readonly Field[],
  refusal: Problem,
  wrong: ReadonlyMap<string, string>,
  language: Language,
): Html {
  if (wrong.size === 0) return refusalText(refusal)
  const { nothingChanged, lookAt, typeAgain } = words[language]
  const isTypedAgain = fields.some(({ isSecret, name }) => isSecret && !wrong.has(name))
  return html`<p class="refusal" role="alert">${nothingChanged} ${lookAt}${isTypedAgain && html` ${typeAgain}`}</p>`
}

function row(
  formName: string,
  { name, label, hint, attributes, isSecret, isOptional }: Field,
  value: string,
  error: string | undefined,
  isFirst: boolean,
): Html {
  const id = `${formName}-${name}`
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return html`<div class="field">
<label for="${id}">${label}</label>
<input id="${id}" name="${name}" ${isOptional ? '' : html`required `}${attributes}${isSecret ? '' : html` value="${value}"`}${
    notes && html` aria-describedby="${notes}"`
  }${error && html` aria-invalid="true"`}${isFirst && html` autofocus`}>
${error && html`<p class="error" id="${id}-error">${error}</p>`}
${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
</div>
`
}
