import type { Language } from '#kernel/language'

const en = {
  with: (name: string) => `Continue with ${name}`,
  going: (name: string) => `On to ${name}`,
  goOn: (name: string) => `If nothing happens, go on to ${name} yourself.`,
  notSignedIn: 'You are not signed in',
  toSignIn: 'Back to the sign-in',
  notLinked: 'Nothing was linked',
  toAccount: 'Back to your account',
}

const de: typeof en = {
  with: (name) => `Weiter mit ${name}`,
  going: (name) => `Weiter zu ${name}`,
  goOn: (name) => `Wenn nichts geschieht, gehen Sie selbst weiter zu ${name}.`,
  notSignedIn: 'Sie sind nicht angemeldet',
  toSignIn: 'Zurück zur Anmeldung',
  notLinked: 'Es wurde nichts verknüpft',
  toAccount: 'Zurück zu Ihrem Konto',
}

const es: typeof en = {
  with: (name) => `Continuar con ${name}`,
  going: (name) => `Hacia ${name}`,
  goOn: (name) => `Si no ocurre nada, siga usted hacia ${name}.`,
  notSignedIn: 'No ha iniciado sesión',
  toSignIn: 'Volver al inicio de sesión',
  notLinked: 'No se vinculó nada',
  toAccount: 'Volver a su cuenta',
}

const fr: typeof en = {
  with: (name) => `Continuer avec ${name}`,
  going: (name) => `Vers ${name}`,
  goOn: (name) => `Si rien ne se passe, continuez vous-même vers ${name}.`,
  notSignedIn: 'Vous n’êtes pas connecté',
  toSignIn: 'Retour à la connexion',
  notLinked: 'Rien n’a été lié',
  toAccount: 'Retour à votre compte',
}

const ja: typeof en = {
  with: (name) => `${name} で続ける`,
  going: (name) => `${name} へ移動します`,
  goOn: (name) => `何も起こらない場合は、ここから ${name} へ進んでください。`,
  notSignedIn: 'サインインしていません',
  toSignIn: 'サインインに戻る',
  notLinked: '連携されませんでした',
  toAccount: 'アカウントに戻る',
}

const ar: typeof en = {
  with: (name) => `المتابعة باستخدام ${name}`,
  going: (name) => `الانتقال إلى ${name}`,
  goOn: (name) => `إذا لم يحدث شيء، فانتقل بنفسك إلى ${name}.`,
  notSignedIn: 'لم يتم تسجيل دخولك',
  toSignIn: 'العودة إلى تسجيل الدخول',
  notLinked: 'لم يُربط شيء',
  toAccount: 'العودة إلى حسابك',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
