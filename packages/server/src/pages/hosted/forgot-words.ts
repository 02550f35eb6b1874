import type { Language } from '#kernel/language'

const en = {
  title: 'Forgot your password?',
  introduction: 'We will email you a link to choose a new one. Your current password works until then.',
  button: 'Email me a link',
  notYet: 'No email has been sent yet.',
  mailed: (email: string) =>
    `If there is an account for ${email}, we have sent a link to it. The link works for 60 minutes.`,
}
const de: typeof en = {
  title: 'Passwort vergessen?',
  introduction:
    'Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen. Bis dahin gilt Ihr bisheriges Passwort.',
  button: 'Link per E-Mail erhalten',
  notYet: 'Es wurde noch keine E-Mail verschickt.',
  mailed: (email) =>
    `Wenn es ein Konto mit ${email} gibt, haben wir einen Link dorthin geschickt. Er gilt 60 Minuten.`,
}
const es: typeof en = {
  title: '¿Olvidó su contraseña?',
  introduction: 'Le enviaremos un enlace para elegir otra. Hasta entonces vale la actual.',
  button: 'Enviarme un enlace',
  notYet: 'Todavía no se ha enviado ningún correo.',
  mailed: (email) =>
    `Si existe una cuenta con ${email}, le hemos enviado un enlace. Es válido durante 60 minutos.`,
}
const fr: typeof en = {
  title: 'Mot de passe oublié ?',
  introduction: 'Nous vous enverrons un lien pour en choisir un nouveau. L’actuel reste valable jusque-là.',
  button: 'M’envoyer un lien',
  notYet: 'Aucun e-mail n’a encore été envoyé.',
  mailed: (email) =>
    `S’il existe un compte pour ${email}, nous y avons envoyé un lien. Il est valable 60 minutes.`,
}
const ja: typeof en = {
  title: 'パスワードの再設定',
  introduction: '新しいパスワードを設定するリンクをメールで送ります。それまでは現在のパスワードが使えます。',
  button: 'リンクを送信',
  notYet: 'メールはまだ送信されていません。',
  mailed: (email) => `${email} のアカウントがある場合は、リンクを送りました。有効期間は60分です。`,
}
const ar: typeof en = {
  title: 'هل نسيت كلمة المرور؟',
  introduction: 'سنرسل إليك رابطًا لاختيار كلمة جديدة. وتبقى كلمتك الحالية سارية حتى ذلك الحين.',
  button: 'أرسل لي رابطًا',
  notYet: 'لم تُرسل أي رسالة بعد.',
  mailed: (email) => `إن كان هناك حساب بالعنوان ${email} فقد أرسلنا رابطًا إليه. وهو صالح لمدة 60 دقيقة.`,
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
