import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'

const words: Readonly<Record<Language, { readonly account: string; readonly signIn: string }>> = {
  en: { account: 'Go to your account', signIn: 'Sign in' },
  de: { account: 'Zu Ihrem Konto', signIn: 'Anmelden' },
  es: { account: 'Ir a su cuenta', signIn: 'Iniciar sesión' },
  fr: { account: 'Aller à votre compte', signIn: 'Se connecter' },
  ja: { account: 'アカウントへ', signIn: 'サインイン' },
  ar: { account: 'إلى حسابك', signIn: 'تسجيل الدخول' },
}

/** Where whoever came by a link goes on: into the account, which asks to sign in whom it does not know. */
export const toAccount = (language: Language): Html =>
  html`<p><a class="button" href="/account">${words[language].account}</a></p>`

export const toSignIn = (language: Language): Html =>
  html`<p><a class="button" href="/sign-in">${words[language].signIn}</a></p>`
