import type { Language } from '#kernel/language'

const en = {
  title: 'Sign in by mail',
  refusedTitle: 'Not yet: sign in by mail',
  introduction: 'A code is mailed to you, which signs you in. It needs no password.',
  email: 'E-mail address',
  button: 'Mail me a code',
  codeTitle: 'Look into your mail',
  codeRefusedTitle: 'Not yet: the code from your mail',
  codeIntroduction: (email: string) =>
    `If there is an account for ${email}, a code is on its way to it. It is good for ten minutes.`,
  code: 'Code from the mail',
  codeHint: 'Eight digits.',
  codeButton: 'Sign in',
  linkInstead: 'Mail me a link instead',
  again: 'Mail me another code',
  linkTitle: 'Look into your mail',
  linkIntroduction: (email: string) =>
    `If there is an account for ${email}, a link is on its way to it. It signs you in where you open it, and is good for 15 minutes.`,
  back: 'Back to signing in',
  notYet: 'You are not signed in yet.',
}
const de: typeof en = {
  title: 'Mit einer E-Mail anmelden',
  refusedTitle: 'Noch nicht: mit einer E-Mail anmelden',
  introduction: 'Sie bekommen einen Code per E-Mail, der Sie anmeldet. Ein Passwort braucht es nicht.',
  email: 'E-Mail-Adresse',
  button: 'Code zuschicken',
  codeTitle: 'Sehen Sie in Ihre E-Mail',
  codeRefusedTitle: 'Noch nicht: der Code aus Ihrer E-Mail',
  codeIntroduction: (email) =>
    `Wenn es für ${email} ein Konto gibt, ist ein Code dorthin unterwegs. Er gilt zehn Minuten.`,
  code: 'Code aus der E-Mail',
  codeHint: 'Acht Ziffern.',
  codeButton: 'Anmelden',
  linkInstead: 'Lieber einen Link zuschicken',
  again: 'Einen anderen Code zuschicken',
  linkTitle: 'Sehen Sie in Ihre E-Mail',
  linkIntroduction: (email) =>
    `Wenn es für ${email} ein Konto gibt, ist ein Link dorthin unterwegs. Er meldet Sie dort an, wo Sie ihn öffnen, und gilt 15 Minuten.`,
  back: 'Zurück zur Anmeldung',
  notYet: 'Sie sind noch nicht angemeldet.',
}
const es: typeof en = {
  title: 'Iniciar sesión por correo',
  refusedTitle: 'Todavía no: iniciar sesión por correo',
  introduction: 'Recibirá por correo un código que inicia su sesión. No hace falta contraseña.',
  email: 'Correo electrónico',
  button: 'Enviarme un código',
  codeTitle: 'Mire su correo',
  codeRefusedTitle: 'Todavía no: el código de su correo',
  codeIntroduction: (email) => `Si hay una cuenta para ${email}, un código va en camino. Vale diez minutos.`,
  code: 'Código del correo',
  codeHint: 'Ocho dígitos.',
  codeButton: 'Iniciar sesión',
  linkInstead: 'Prefiero un enlace',
  again: 'Enviarme otro código',
  linkTitle: 'Mire su correo',
  linkIntroduction: (email) =>
    `Si hay una cuenta para ${email}, un enlace va en camino. Inicia la sesión donde lo abra y vale 15 minutos.`,
  back: 'Volver al inicio de sesión',
  notYet: 'Todavía no ha iniciado sesión.',
}
const fr: typeof en = {
  title: 'Se connecter par e-mail',
  refusedTitle: 'Pas encore : se connecter par e-mail',
  introduction: 'Vous recevez par e-mail un code qui vous connecte, sans mot de passe.',
  email: 'Adresse e-mail',
  button: 'M’envoyer un code',
  codeTitle: 'Regardez vos e-mails',
  codeRefusedTitle: 'Pas encore : le code reçu par e-mail',
  codeIntroduction: (email) =>
    `S’il existe un compte pour ${email}, un code est en route. Il est valable dix minutes.`,
  code: 'Code reçu par e-mail',
  codeHint: 'Huit chiffres.',
  codeButton: 'Se connecter',
  linkInstead: 'M’envoyer plutôt un lien',
  again: 'M’envoyer un autre code',
  linkTitle: 'Regardez vos e-mails',
  linkIntroduction: (email) =>
    `S’il existe un compte pour ${email}, un lien est en route. Il vous connecte là où vous l’ouvrez, et reste valable 15 minutes.`,
  back: 'Retour à la connexion',
  notYet: 'Vous n’êtes pas encore connecté.',
}
const ja: typeof en = {
  title: 'メールでサインイン',
  refusedTitle: '未完了: メールでサインイン',
  introduction: 'サインイン用のコードをメールで送ります。パスワードは要りません。',
  email: 'メールアドレス',
  button: 'コードを送る',
  codeTitle: 'メールを確認してください',
  codeRefusedTitle: '未完了: メールのコード',
  codeIntroduction: (email) => `${email} のアカウントがあれば、コードが送られます。有効期間は 10 分です。`,
  code: 'メールのコード',
  codeHint: '8 桁の数字。',
  codeButton: 'サインイン',
  linkInstead: '代わりにリンクを送る',
  again: '別のコードを送る',
  linkTitle: 'メールを確認してください',
  linkIntroduction: (email) =>
    `${email} のアカウントがあれば、リンクが送られます。開いた場所でサインインでき、有効期間は 15 分です。`,
  back: 'サインインに戻る',
  notYet: 'まだサインインしていません。',
}
const ar: typeof en = {
  title: 'تسجيل الدخول بالبريد',
  refusedTitle: 'ليس بعد: تسجيل الدخول بالبريد',
  introduction: 'يصلك بالبريد رمز يسجّل دخولك. لا حاجة إلى كلمة مرور.',
  email: 'البريد الإلكتروني',
  button: 'أرسل لي رمزًا',
  codeTitle: 'انظر في بريدك',
  codeRefusedTitle: 'ليس بعد: الرمز الذي في بريدك',
  codeIntroduction: (email) => `إن كان هناك حساب للعنوان ${email} فالرمز في طريقه إليه. وهو صالح لعشر دقائق.`,
  code: 'الرمز الذي في البريد',
  codeHint: 'ثمانية أرقام.',
  codeButton: 'تسجيل الدخول',
  linkInstead: 'أرسل لي رابطًا بدلًا من ذلك',
  again: 'أرسل لي رمزًا آخر',
  linkTitle: 'انظر في بريدك',
  linkIntroduction: (email) =>
    `إن كان هناك حساب للعنوان ${email} فالرابط في طريقه إليه. يسجّل دخولك حيث تفتحه، وهو صالح لمدة 15 دقيقة.`,
  back: 'العودة إلى تسجيل الدخول',
  notYet: 'لم يتم تسجيل دخولك بعد.',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
