import type { Language } from '#kernel/language'
import { formWords } from '../form-words.ts'
import { type Html, html } from '../html.ts'

/** Where mail is waited for, and the server has no mail server: nobody waits in vain. */
export const noMail = (language: Language): Html => html`<p class="refusal">${formWords[language].noMail}</p>`
