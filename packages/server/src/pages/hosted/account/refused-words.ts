import type { Language } from '#kernel/language'

const en = {
  signedOut: 'You are signed out',
  notPossible: 'That did not work',
  back: 'Back to your account',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    signedOut: 'Sie sind abgemeldet',
    notPossible: 'Das hat nicht funktioniert',
    back: 'Zurück zu Ihrem Konto',
  },
  es: {
    signedOut: 'Su sesión está cerrada',
    notPossible: 'No ha sido posible',
    back: 'Volver a su cuenta',
  },
  fr: {
    signedOut: 'Vous êtes déconnecté',
    notPossible: 'Cela n’a pas fonctionné',
    back: 'Retour à votre compte',
  },
  ja: {
    signedOut: 'サインアウトしています',
    notPossible: 'できませんでした',
    back: 'アカウントに戻る',
  },
  ar: {
    signedOut: 'أنت غير مسجَّل الدخول',
    notPossible: 'تعذّر ذلك',
    back: 'العودة إلى حسابك',
  },
}
