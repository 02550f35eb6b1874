import type { Language } from '#kernel/language'

const en = {
  with: (name: string) => `Continue with ${name}`,
  going: (name: string) => `Continue to ${name}`,
  goOn: (name: string) => `If nothing happens, continue to ${name}.`,
  notSignedIn: 'You are not signed in',
  notLinked: 'Nothing was linked',
  toAccount: 'Back to your account',
  notInvited: 'No account was made',
  toInvitation: 'Back to the invitation',
}

const de: typeof en = {
  with: (name) => `Weiter mit ${name}`,
  going: (name) => `Weiter zu ${name}`,
  goOn: (name) => `Wenn nichts passiert, gehen Sie hier weiter zu ${name}.`,
  notSignedIn: 'Sie sind nicht angemeldet',
  notLinked: 'Es wurde nichts verknüpft',
  toAccount: 'Zurück zu Ihrem Konto',
  notInvited: 'Es wurde kein Konto angelegt',
  toInvitation: 'Zurück zur Einladung',
}

const es: typeof en = {
  with: (name) => `Continuar con ${name}`,
  going: (name) => `Continuar a ${name}`,
  goOn: (name) => `Si no ocurre nada, continúe a ${name}.`,
  notSignedIn: 'No ha iniciado sesión',
  notLinked: 'No se ha vinculado nada',
  toAccount: 'Volver a su cuenta',
  notInvited: 'No se creó ninguna cuenta',
  toInvitation: 'Volver a la invitación',
}

const fr: typeof en = {
  with: (name) => `Continuer avec ${name}`,
  going: (name) => `Continuer vers ${name}`,
  goOn: (name) => `Si rien ne se passe, continuez vers ${name}.`,
  notSignedIn: 'Vous n’êtes pas connecté',
  notLinked: 'Rien n’a été associé',
  toAccount: 'Retour à votre compte',
  notInvited: 'Aucun compte n’a été créé',
  toInvitation: 'Retour à l’invitation',
}

const ja: typeof en = {
  with: (name) => `${name} で続ける`,
  going: (name) => `${name} に移動します`,
  goOn: (name) => `自動的に移動しない場合は、ここから ${name} に進んでください。`,
  notSignedIn: 'サインインしていません',
  notLinked: '連携されませんでした',
  toAccount: 'アカウントに戻る',
  notInvited: 'アカウントは作成されませんでした',
  toInvitation: '招待に戻る',
}

const ar: typeof en = {
  with: (name) => `المتابعة باستخدام ${name}`,
  going: (name) => `الانتقال إلى ${name}`,
  goOn: (name) => `إذا لم يحدث شيء فانتقل إلى ${name}.`,
  notSignedIn: 'لم يتم تسجيل دخولك',
  notLinked: 'لم يُربط شيء',
  toAccount: 'العودة إلى حسابك',
  notInvited: 'لم يُنشأ حساب',
  toInvitation: 'العودة إلى الدعوة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
