import type { Language } from '#kernel/language'

const en = {
  title: 'Sign in',
  refusedTitle: 'Not yet: sign in',
  heading: 'Sign in by this link',
  introduction: 'The link is good for one sign-in. Press the button only if you asked for it.',
  token: 'Token',
  tokenHint: 'The end of the mailed link, behind "token=".',
  button: 'Sign in',
  notYet: 'You are not signed in yet.',
  wrongTitle: 'This link does not work',
  wrong:
    'It is mistyped, was used already, was replaced by a newer one, or is more than 15 minutes old. Nobody is signed in.',
  again: 'Ask for another mail',
  reference: (reference: string) => `Whoever runs this server finds out why by this reference: ${reference}`,
}
const de: typeof en = {
  title: 'Anmelden',
  refusedTitle: 'Noch nicht: anmelden',
  heading: 'Mit diesem Link anmelden',
  introduction: 'Der Link gilt für eine Anmeldung. Drücken Sie nur, wenn Sie ihn angefordert haben.',
  token: 'Token',
  tokenHint: 'Das Ende des Links aus der E-Mail, hinter „token=“.',
  button: 'Anmelden',
  notYet: 'Sie sind noch nicht angemeldet.',
  wrongTitle: 'Dieser Link geht nicht',
  wrong:
    'Er ist vertippt, schon benutzt, durch einen neueren ersetzt oder älter als 15 Minuten. Niemand ist angemeldet.',
  again: 'Eine andere E-Mail anfordern',
  reference: (reference) =>
    `Die Betreiber dieses Servers finden den Grund unter diesem Zeichen: ${reference}`,
}
const es: typeof en = {
  title: 'Iniciar sesión',
  refusedTitle: 'Todavía no: iniciar sesión',
  heading: 'Iniciar sesión con este enlace',
  introduction: 'El enlace vale para una sola vez. Pulse el botón solo si usted lo pidió.',
  token: 'Clave',
  tokenHint: 'El final del enlace del correo, tras «token=».',
  button: 'Iniciar sesión',
  notYet: 'Todavía no ha iniciado sesión.',
  wrongTitle: 'Este enlace no funciona',
  wrong:
    'Está mal escrito, ya se usó, lo sustituye otro más nuevo o tiene más de 15 minutos. Nadie ha iniciado sesión.',
  again: 'Pedir otro correo',
  reference: (reference) =>
    `Quienes administran este servidor encuentran el motivo con esta referencia: ${reference}`,
}
const fr: typeof en = {
  title: 'Se connecter',
  refusedTitle: 'Pas encore : se connecter',
  heading: 'Se connecter par ce lien',
  introduction: 'Le lien vaut pour une seule connexion. N’appuyez que si vous l’avez demandé.',
  token: 'Jeton',
  tokenHint: 'La fin du lien reçu par e-mail, après « token= ».',
  button: 'Se connecter',
  notYet: 'Vous n’êtes pas encore connecté.',
  wrongTitle: 'Ce lien ne fonctionne pas',
  wrong:
    'Il est mal saisi, déjà utilisé, remplacé par un plus récent ou vieux de plus de 15 minutes. Personne n’est connecté.',
  again: 'Demander un autre e-mail',
  reference: (reference) =>
    `Les personnes qui gèrent ce serveur trouvent la raison par cette référence : ${reference}`,
}
const ja: typeof en = {
  title: 'サインイン',
  refusedTitle: '未完了: サインイン',
  heading: 'このリンクでサインイン',
  introduction: 'このリンクで 1 回だけサインインできます。自分で請求した場合だけボタンを押してください。',
  token: 'トークン',
  tokenHint: 'メールのリンクの「token=」の後の部分。',
  button: 'サインイン',
  notYet: 'まだサインインしていません。',
  wrongTitle: 'このリンクは使えません',
  wrong:
    '入力の誤り、使用済み、新しいリンクへの置き換え、または 15 分の経過が考えられます。誰もサインインしていません。',
  again: 'もう一度メールを送る',
  reference: (reference) => `このサーバーの管理者は次の番号で理由を確認できます: ${reference}`,
}
const ar: typeof en = {
  title: 'تسجيل الدخول',
  refusedTitle: 'ليس بعد: تسجيل الدخول',
  heading: 'تسجيل الدخول بهذا الرابط',
  introduction: 'يصلح الرابط لدخول واحد. لا تضغط الزر إلا إذا كنت قد طلبته.',
  token: 'الرمز',
  tokenHint: 'نهاية الرابط الذي في الرسالة، بعد "token=".',
  button: 'تسجيل الدخول',
  notYet: 'لم يتم تسجيل دخولك بعد.',
  wrongTitle: 'هذا الرابط لا يعمل',
  wrong: 'كُتب خطأ أو استُخدم من قبل أو حل محله رابط أحدث أو مضت عليه أكثر من 15 دقيقة. لم يُسجَّل دخول أحد.',
  again: 'طلب رسالة أخرى',
  reference: (reference) => `يعرف القائمون على هذا الخادم السبب بهذا المرجع: ${reference}`,
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
