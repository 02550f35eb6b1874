import type { Language } from '#kernel/language'

const en = {
  heading: 'Sign in with this link',
  introduction: 'The link works once. Continue only if you asked for it yourself.',
  wrong:
    'It may be incomplete, already used, replaced by a newer one or more than 15 minutes old. You are not signed in.',
  again: 'Get a new email',
}
const de: typeof en = {
  heading: 'Mit diesem Link anmelden',
  introduction: 'Der Link funktioniert einmal. Fahren Sie nur fort, wenn Sie ihn selbst angefordert haben.',
  wrong:
    'Er ist vielleicht unvollständig, schon benutzt, durch einen neueren ersetzt oder älter als 15 Minuten. Sie sind nicht angemeldet.',
  again: 'Neue E-Mail anfordern',
}
const es: typeof en = {
  heading: 'Iniciar sesión con este enlace',
  introduction: 'El enlace funciona una sola vez. Continúe solo si lo pidió usted.',
  wrong:
    'Puede que esté incompleto, ya se haya usado, lo haya sustituido otro más reciente o tenga más de 15 minutos. No ha iniciado sesión.',
  again: 'Pedir otro correo',
}
const fr: typeof en = {
  heading: 'Se connecter par ce lien',
  introduction: 'Le lien ne fonctionne qu’une fois. Ne continuez que si vous l’avez demandé vous-même.',
  wrong:
    'Il est peut-être incomplet, déjà utilisé, remplacé par un plus récent ou vieux de plus de 15 minutes. Vous n’êtes pas connecté.',
  again: 'Demander un nouvel e-mail',
}
const ja: typeof en = {
  heading: 'このリンクでサインイン',
  introduction: 'このリンクは1回だけ使えます。ご自身で依頼した場合だけ続けてください。',
  wrong:
    'リンクが途中で切れている、使用済み、新しいリンクに置き換えられた、または発行から15分以上経過した可能性があります。サインインしていません。',
  again: '新しいメールを受け取る',
}
const ar: typeof en = {
  heading: 'تسجيل الدخول بهذا الرابط',
  introduction: 'يعمل الرابط مرة واحدة. لا تتابع إلا إن كنت أنت من طلبه.',
  wrong: 'ربما كان ناقصًا أو مستخدَمًا أو حلّ محلّه رابط أحدث أو مضى عليه أكثر من 15 دقيقة. لم يتم تسجيل دخولك.',
  again: 'طلب رسالة جديدة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
