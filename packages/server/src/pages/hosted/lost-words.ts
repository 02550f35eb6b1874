import type { Language } from '#kernel/language'

const en = {
  /** Where it is offered. */
  lead: 'I have lost everything I sign in with',
  title: 'Recover your account',
  introduction:
    'For when your password, phone, passkeys and recovery codes are all gone. We will email you a link to start. It takes a few days on purpose, and you can stop it at any time.',
  button: 'Email me a link',
  notYet: 'No email has been sent yet.',
  mailed: (email: string) => `If ${email} is the confirmed address of an account, we have sent a link to it.`,
}
const de: typeof en = {
  lead: 'Ich habe alles verloren, womit ich mich anmelde',
  title: 'Konto wiederherstellen',
  introduction:
    'Wenn Passwort, Telefon, Passkeys und Wiederherstellungscodes alle verloren sind. Wir schicken Ihnen einen Link zum Beginnen. Es dauert mit Absicht einige Tage, und Sie können es jederzeit anhalten.',
  button: 'Link per E-Mail erhalten',
  notYet: 'Es wurde noch keine E-Mail verschickt.',
  mailed: (email) =>
    `Wenn ${email} die bestätigte Adresse eines Kontos ist, haben wir einen Link dorthin geschickt.`,
}
const es: typeof en = {
  lead: 'He perdido todo lo que uso para iniciar sesión',
  title: 'Recuperar su cuenta',
  introduction:
    'Para cuando ha perdido la contraseña, el teléfono, las llaves de acceso y los códigos de recuperación. Le enviaremos un enlace para empezar. Tarda unos días a propósito, y puede detenerlo en cualquier momento.',
  button: 'Enviarme un enlace',
  notYet: 'Todavía no se ha enviado ningún correo.',
  mailed: (email) =>
    `Si ${email} es la dirección confirmada de una cuenta, hemos enviado un enlace a esa dirección.`,
}
const fr: typeof en = {
  lead: 'J’ai perdu tout ce qui me permet de me connecter',
  title: 'Récupérer votre compte',
  introduction:
    'Si vous avez perdu mot de passe, téléphone, clés d’accès et codes de récupération. Nous vous enverrons un lien pour commencer. Cela prend exprès quelques jours, et vous pouvez l’arrêter à tout moment.',
  button: 'M’envoyer un lien',
  notYet: 'Aucun e-mail n’a encore été envoyé.',
  mailed: (email) => `Si ${email} est l’adresse confirmée d’un compte, nous y avons envoyé un lien.`,
}
const ja: typeof en = {
  lead: 'サインインに使うものをすべて失った場合',
  title: 'アカウントの回復',
  introduction:
    'パスワード、電話、パスキー、リカバリーコードをすべて失った場合の手続きです。開始用のリンクをメールで送ります。安全のため数日かかり、いつでも止められます。',
  button: 'リンクを送信',
  notYet: 'メールはまだ送信されていません。',
  mailed: (email) => `${email} がアカウントの確認済みアドレスである場合は、リンクを送りました。`,
}
const ar: typeof en = {
  lead: 'فقدت كل ما أسجّل به دخولي',
  title: 'استرداد حسابك',
  introduction:
    'لمن فقد كلمة المرور والهاتف ومفاتيح المرور ورموز الاسترداد كلها. سنرسل إليك رابطًا للبدء. يستغرق ذلك بضعة أيام عن قصد، ويمكنك إيقافه في أي وقت.',
  button: 'أرسل لي رابطًا',
  notYet: 'لم تُرسل أي رسالة بعد.',
  mailed: (email) => `إن كان ${email} عنوانًا مؤكَّدًا لحساب فقد أرسلنا رابطًا إليه.`,
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
