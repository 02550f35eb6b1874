import type { Language } from '#kernel/language'
import { formWords } from './form-words.ts'
import { type Html, html } from './html.ts'

/** Where a page that is over leads. */
export const onward = (path: string, text: string): Html =>
  html`<p><a class="button" href="${path}">${text}</a></p>`

/** Where whoever came by a link goes on: into the account, which asks to sign in whom it does not know. */
export const toAccount = (language: Language): Html => onward('/account', formWords[language].toAccount)

export const toSignIn = (language: Language): Html => onward('/sign-in', formWords[language].signIn)

export const toSignUp = (language: Language): Html => onward('/sign-up', formWords[language].createAccount)
