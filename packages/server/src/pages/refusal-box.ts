import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formWords } from './form-words.ts'
import { type Html, html } from './html.ts'
import { refusalText } from './refusal-words.ts'

/** What is wrong with something that has no field. It has the focus when the page opens. */
export const refusalBox = (refusal: Problem, language: Language): Html =>
  html`<div class="refusal" role="alert" tabindex="-1" autofocus><p>${refusalText(refusal, language)}${referenceOf(refusal, language)}</p></div>`

/** By which whoever runs the server finds out why. */
export const referenceOf = ({ reference }: Problem, language: Language): Html | undefined =>
  reference === undefined ? undefined : html`<br><small>${formWords[language].reference} ${reference}</small>`
