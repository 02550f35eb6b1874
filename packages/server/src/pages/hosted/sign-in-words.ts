import type { Language } from '#kernel/language'

const en = {
  isChosen: 'Your new password is saved. Sign in with it.',
  withPasskey: 'Sign in with a passkey',
  mailTo: (address: string) => `Email a link for a new password to ${address}`,
  forgot: 'Forgot your password?',
  byMail: 'Email me a sign-in code',
  otherWays: 'Other options',
}
const de: typeof en = {
  isChosen: 'Ihr neues Passwort ist gespeichert. Melden Sie sich damit an.',
  withPasskey: 'Mit Passkey anmelden',
  mailTo: (address) => `Link für ein neues Passwort an ${address} senden`,
  forgot: 'Passwort vergessen?',
  byMail: 'Anmeldecode per E-Mail erhalten',
  otherWays: 'Weitere Möglichkeiten',
}
const es: typeof en = {
  isChosen: 'Su nueva contraseña está guardada. Inicie sesión con ella.',
  withPasskey: 'Iniciar sesión con una llave de acceso',
  mailTo: (address) => `Enviar a ${address} un enlace para una contraseña nueva`,
  forgot: '¿Olvidó su contraseña?',
  byMail: 'Recibir un código por correo',
  otherWays: 'Otras opciones',
}
const fr: typeof en = {
  isChosen: 'Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.',
  withPasskey: 'Se connecter avec une clé d’accès',
  mailTo: (address) => `Envoyer à ${address} un lien pour un nouveau mot de passe`,
  forgot: 'Mot de passe oublié ?',
  byMail: 'Recevoir un code par e-mail',
  otherWays: 'Autres options',
}
const ja: typeof en = {
  isChosen: '新しいパスワードを保存しました。新しいパスワードでサインインしてください。',
  withPasskey: 'パスキーでサインイン',
  mailTo: (address) => `新しいパスワードのためのリンクを ${address} に送る`,
  forgot: 'パスワードを忘れた場合',
  byMail: 'サインイン用コードをメールで受け取る',
  otherWays: 'その他の方法',
}
const ar: typeof en = {
  isChosen: 'حُفظت كلمة مرورك الجديدة. سجّل الدخول بها.',
  withPasskey: 'تسجيل الدخول بمفتاح مرور',
  mailTo: (address) => `إرسال رابط لكلمة مرور جديدة إلى ${address}`,
  forgot: 'هل نسيت كلمة المرور؟',
  byMail: 'أرسل لي رمز دخول بالبريد',
  otherWays: 'خيارات أخرى',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
