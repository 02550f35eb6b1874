import type { Language } from '#kernel/language'

const en = {
  title: 'Sign in by email',
  introduction: 'We will email you a code to sign in with. You do not need a password.',
  button: 'Email me a code',
  codeIntroduction: (email: string) =>
    `If there is an account for ${email}, we have sent a code to it. The code works for ten minutes.`,
  code: 'Code from the email',
  codeHint: 'Eight digits.',
  linkInstead: 'Email me a link instead',
  again: 'Email me a new code',
  linkIntroduction: (email: string) =>
    `If there is an account for ${email}, we have sent a link to it. It signs you in where you open it, and works for 15 minutes.`,
}
const de: typeof en = {
  title: 'Per E-Mail anmelden',
  introduction: 'Wir schicken Ihnen einen Code, mit dem Sie sich anmelden. Sie brauchen kein Passwort.',
  button: 'Code per E-Mail erhalten',
  codeIntroduction: (email) =>
    `Wenn es ein Konto mit ${email} gibt, haben wir einen Code dorthin geschickt. Er gilt zehn Minuten.`,
  code: 'Code aus der E-Mail',
  codeHint: 'Acht Ziffern.',
  linkInstead: 'Stattdessen einen Link erhalten',
  again: 'Neuen Code erhalten',
  linkIntroduction: (email) =>
    `Wenn es ein Konto mit ${email} gibt, haben wir einen Link dorthin geschickt. Er meldet Sie dort an, wo Sie ihn öffnen, und gilt 15 Minuten.`,
}
const es: typeof en = {
  title: 'Iniciar sesión por correo',
  introduction: 'Le enviaremos un código para iniciar sesión. No necesita contraseña.',
  button: 'Enviarme un código',
  codeIntroduction: (email) =>
    `Si existe una cuenta con ${email}, le hemos enviado un código. Es válido durante diez minutos.`,
  code: 'Código del correo',
  codeHint: 'Ocho cifras.',
  linkInstead: 'Enviarme un enlace en su lugar',
  again: 'Enviarme otro código',
  linkIntroduction: (email) =>
    `Si existe una cuenta con ${email}, le hemos enviado un enlace. Inicia la sesión donde lo abra y es válido durante 15 minutos.`,
}
const fr: typeof en = {
  title: 'Se connecter par e-mail',
  introduction: 'Nous vous enverrons un code pour vous connecter. Vous n’avez pas besoin de mot de passe.',
  button: 'M’envoyer un code',
  codeIntroduction: (email) =>
    `S’il existe un compte pour ${email}, nous y avons envoyé un code. Il est valable dix minutes.`,
  code: 'Code reçu par e-mail',
  codeHint: 'Huit chiffres.',
  linkInstead: 'M’envoyer plutôt un lien',
  again: 'M’envoyer un nouveau code',
  linkIntroduction: (email) =>
    `S’il existe un compte pour ${email}, nous y avons envoyé un lien. Il vous connecte là où vous l’ouvrez et est valable 15 minutes.`,
}
const ja: typeof en = {
  title: 'メールでサインイン',
  introduction: 'サインイン用のコードをメールで送ります。パスワードは必要ありません。',
  button: 'コードを送信',
  codeIntroduction: (email) => `${email} のアカウントがある場合は、コードを送りました。有効期間は10分です。`,
  code: 'メールに記載のコード',
  codeHint: '8桁の数字。',
  linkInstead: '代わりにリンクを送信',
  again: '新しいコードを送信',
  linkIntroduction: (email) =>
    `${email} のアカウントがある場合は、リンクを送りました。リンクを開いた端末でサインインします。有効期間は15分です。`,
}
const ar: typeof en = {
  title: 'تسجيل الدخول بالبريد',
  introduction: 'سنرسل إليك رمزًا لتسجيل الدخول. لا تحتاج إلى كلمة مرور.',
  button: 'أرسل لي رمزًا',
  codeIntroduction: (email) =>
    `إن كان هناك حساب بالعنوان ${email} فقد أرسلنا رمزًا إليه. وهو صالح لمدة عشر دقائق.`,
  code: 'الرمز الذي في الرسالة',
  codeHint: 'ثمانية أرقام.',
  linkInstead: 'أرسل لي رابطًا بدلًا من ذلك',
  again: 'أرسل لي رمزًا جديدًا',
  linkIntroduction: (email) =>
    `إن كان هناك حساب بالعنوان ${email} فقد أرسلنا رابطًا إليه. يسجّل دخولك حيث تفتحه، وهو صالح لمدة 15 دقيقة.`,
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
