import type { Language } from '#kernel/language'

const en = {
  title: 'Forgot your password?',
  refusedTitle: 'Not yet: forgot your password?',
  introduction: 'A link to choose a new one is mailed to you. The old one counts until then.',
  email: 'E-mail address',
  button: 'Mail me a link',
  notYet: 'No mail was sent yet.',
  mailedTitle: 'Look into your mail',
  mailed: (email: string) =>
    `If there is an account for ${email}, a link is on its way to it. It is good for 60 minutes.`,
  back: 'Back to signing in',
}
const de: typeof en = {
  title: 'Passwort vergessen?',
  refusedTitle: 'Noch nicht: Passwort vergessen?',
  introduction: 'Sie bekommen einen Link per E-Mail, mit dem Sie ein neues wählen. Bis dahin gilt das alte.',
  email: 'E-Mail-Adresse',
  button: 'Link zuschicken',
  notYet: 'Es wurde noch keine E-Mail verschickt.',
  mailedTitle: 'Sehen Sie in Ihre E-Mail',
  mailed: (email) =>
    `Wenn es für ${email} ein Konto gibt, ist ein Link dorthin unterwegs. Er gilt 60 Minuten.`,
  back: 'Zurück zur Anmeldung',
}
const es: typeof en = {
  title: '¿Ha olvidado la contraseña?',
  refusedTitle: 'Todavía no: ¿ha olvidado la contraseña?',
  introduction: 'Recibirá por correo un enlace para elegir una nueva. La anterior vale hasta entonces.',
  email: 'Correo electrónico',
  button: 'Enviarme un enlace',
  notYet: 'Todavía no se ha enviado ningún correo.',
  mailedTitle: 'Mire su correo',
  mailed: (email) => `Si hay una cuenta para ${email}, un enlace va en camino. Vale 60 minutos.`,
  back: 'Volver al inicio de sesión',
}
const fr: typeof en = {
  title: 'Mot de passe oublié ?',
  refusedTitle: 'Pas encore : mot de passe oublié ?',
  introduction:
    'Vous recevez par e-mail un lien pour en choisir un nouveau. L’ancien reste valable jusque-là.',
  email: 'Adresse e-mail',
  button: 'M’envoyer un lien',
  notYet: 'Aucun e-mail n’a encore été envoyé.',
  mailedTitle: 'Regardez vos e-mails',
  mailed: (email) => `S’il existe un compte pour ${email}, un lien est en route. Il est valable 60 minutes.`,
  back: 'Retour à la connexion',
}
const ja: typeof en = {
  title: 'パスワードをお忘れですか',
  refusedTitle: '未完了: パスワードをお忘れですか',
  introduction:
    '新しいパスワードを決めるためのリンクをメールで送ります。それまでは今のパスワードが有効です。',
  email: 'メールアドレス',
  button: 'リンクを送る',
  notYet: 'まだメールは送られていません。',
  mailedTitle: 'メールを確認してください',
  mailed: (email) => `${email} のアカウントがあれば、リンクが送られます。有効期間は 60 分です。`,
  back: 'サインインに戻る',
}
const ar: typeof en = {
  title: 'هل نسيت كلمة المرور؟',
  refusedTitle: 'ليس بعد: هل نسيت كلمة المرور؟',
  introduction: 'يصلك بالبريد رابط لاختيار كلمة جديدة. وتبقى القديمة سارية حتى ذلك الحين.',
  email: 'البريد الإلكتروني',
  button: 'أرسل لي رابطًا',
  notYet: 'لم تُرسل أي رسالة بعد.',
  mailedTitle: 'انظر في بريدك',
  mailed: (email) => `إن كان هناك حساب للعنوان ${email} فالرابط في طريقه إليه. وهو صالح لمدة 60 دقيقة.`,
  back: 'العودة إلى تسجيل الدخول',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
