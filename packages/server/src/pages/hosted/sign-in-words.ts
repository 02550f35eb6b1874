import type { Language } from '#kernel/language'

const en = {
  isChosen: 'Your new password is saved. Sign in with it.',
  isKept: 'You were signed out. What you typed is kept: sign in again, and it is there.',
  withPasskey: 'Sign in with a passkey',
  mailTo: (address: string) => `Email a link for a new password to ${address}`,
  forgot: 'Forgot your password?',
  byMail: 'Email me a sign-in code',
  otherWays: 'Other options',
}
const de: typeof en = {
  isChosen: 'Ihr neues Passwort ist gespeichert. Melden Sie sich damit an.',
  isKept: 'Sie wurden abgemeldet. Was Sie eingegeben haben, ist noch da, sobald Sie sich wieder anmelden.',
  withPasskey: 'Mit Passkey anmelden',
  mailTo: (address) => `Link für ein neues Passwort an ${address} senden`,
  forgot: 'Passwort vergessen?',
  byMail: 'Anmeldecode per E-Mail erhalten',
  otherWays: 'Weitere Möglichkeiten',
}
const es: typeof en = {
  isChosen: 'Su nueva contraseña está guardada. Inicie sesión con ella.',
  isKept: 'Se cerró su sesión. Lo que escribió se conserva: vuelva a iniciar sesión y estará ahí.',
  withPasskey: 'Iniciar sesión con una llave de acceso',
  mailTo: (address) => `Enviar a ${address} un enlace para una contraseña nueva`,
  forgot: '¿Olvidó su contraseña?',
  byMail: 'Recibir un código por correo',
  otherWays: 'Otras opciones',
}
const fr: typeof en = {
  isChosen: 'Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.',
  isKept:
    'Vous avez été déconnecté. Ce que vous avez saisi est conservé : reconnectez-vous pour le retrouver.',
  withPasskey: 'Se connecter avec une clé d’accès',
  mailTo: (address) => `Envoyer à ${address} un lien pour un nouveau mot de passe`,
  forgot: 'Mot de passe oublié ?',
  byMail: 'Recevoir un code par e-mail',
  otherWays: 'Autres options',
}
const ja: typeof en = {
  isChosen: '新しいパスワードを保存しました。新しいパスワードでサインインしてください。',
  isKept: 'サインアウトされました。入力した内容は保存されています。もう一度サインインすると表示されます。',
  withPasskey: 'パスキーでサインイン',
  mailTo: (address) => `新しいパスワードのためのリンクを ${address} に送る`,
  forgot: 'パスワードを忘れた場合',
  byMail: 'サインイン用コードをメールで受け取る',
  otherWays: 'その他の方法',
}
const ar: typeof en = {
  isChosen: 'حُفظت كلمة مرورك الجديدة. سجّل الدخول بها.',
  isKept: 'تم تسجيل خروجك. ما كتبته محفوظ: سجّل الدخول من جديد لتجده.',
  withPasskey: 'تسجيل الدخول بمفتاح مرور',
  mailTo: (address) => `إرسال رابط لكلمة مرور جديدة إلى ${address}`,
  forgot: 'هل نسيت كلمة المرور؟',
  byMail: 'أرسل لي رمز دخول بالبريد',
  otherWays: 'خيارات أخرى',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
