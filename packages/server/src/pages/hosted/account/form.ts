import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { type Field, fieldErrors } from '../../form-fields.ts'
import { formWords } from '../../form-words.ts'
import { type Html, html } from '../../html.ts'
import { referenceOf, refusalBox } from '../../refusal-box.ts'
import type { Said } from '../../refusal-words.ts'

/** One of the forms of a page. */
export interface AccountForm {
  /** On its page it has this name alone; ids begin with it. */
  readonly name: string
  readonly action: string
  readonly button: string
  /** Where it is not what the page is for, or destroys something. */
  readonly look?: 'quiet' | 'danger'
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

/** A form with what is wrong in it beside its fields, in the language of the page: no browser says it in its own. */
export function accountForm(form: AccountForm, language: Language, refused?: Refused): Html {
  const { fields = [], name: formName, values = {}, kept = {} } = form
  const own = refused?.form === formName ? refused : undefined
  const wrong = own ? fieldErrors(fields, own.refusal, language, own.entered) : new Map<string, Said>()
  const entered = own?.entered ?? values
  return html`${own ? summary(form, own.refusal, wrong, language) : ''}
<form method="post" action="${form.action}"${fields.length > 0 && html` novalidate`}>
${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields.map((field) => row(formName, field, entered[field.name] ?? '', wrong.get(field.name)))}
<button${form.look !== undefined && html` class="${form.look}"`}>${form.button}</button>
</form>`
}

function summary(
  { fields = [], name: formName }: AccountForm,
  refusal: Problem,
  wrong: ReadonlyMap<string, Said>,
  language: Language,
): Html {
  if (wrong.size === 0) return refusalBox(refusal, language)
  const { nothingChanged, look, lookAndType } = formWords[language]
  const isTypedAgain = fields.some(({ isSecret, name }) => isSecret && !wrong.has(name))
  return html`<div class="refusal" role="alert" tabindex="-1" autofocus><p>${nothingChanged} ${
    isTypedAgain ? lookAndType(wrong.size) : look(wrong.size)
  }${referenceOf(refusal, language)}</p>
<ul>${fields
    .filter(({ name }) => wrong.has(name))
    .map(({ name, label }) => html`<li><a href="#${formName}-${name}">${label}</a></li>`)}</ul></div>`
}

function row(
  formName: string,
  { name, label, hint, attributes, isSecret, isOptional }: Field,
  value: string,
  error: Said | undefined,
): Html {
  const id = `${formName}-${name}`
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return html`<div class="field">
<label for="${id}">${label}</label>
<input id="${id}" name="${name}" ${isOptional ? '' : html`required `}${attributes}${isSecret ? '' : html` value="${value}"`}${
    notes && html` aria-describedby="${notes}"`
  }${error && html` aria-invalid="true"`}>
${error && html`<p class="error" id="${id}-error"${error.lang && html` lang="${error.lang}"`}>${error.text}</p>`}
${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
</div>
`
}
