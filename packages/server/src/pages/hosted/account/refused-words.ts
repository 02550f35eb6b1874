import type { Language } from '#kernel/language'

const en = {
  signedOut: 'You are signed out',
  signIn: 'Sign in',
  notPossible: 'That did not work',
  back: 'Back to your account',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    signedOut: 'Sie sind abgemeldet',
    signIn: 'Anmelden',
    notPossible: 'Das hat nicht geklappt',
    back: 'Zurück zu Ihrem Konto',
  },
  es: {
    signedOut: 'Su sesión está cerrada',
    signIn: 'Iniciar sesión',
    notPossible: 'No ha sido posible',
    back: 'Volver a su cuenta',
  },
  fr: {
    signedOut: 'Vous êtes déconnecté',
    signIn: 'Se connecter',
    notPossible: 'Cela n’a pas fonctionné',
    back: 'Retour à votre compte',
  },
  ja: {
    signedOut: 'サインアウトしています',
    signIn: 'サインイン',
    notPossible: 'できませんでした',
    back: 'アカウントに戻る',
  },
  ar: {
    signedOut: 'أنت غير مسجَّل الدخول',
    signIn: 'تسجيل الدخول',
    notPossible: 'تعذّر ذلك',
    back: 'العودة إلى حسابك',
  },
}
