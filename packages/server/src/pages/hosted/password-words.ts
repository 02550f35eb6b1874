import type { PasswordRefusalReason } from '#features/passwords'
import type { Language } from '#kernel/language'

/** What the server's own judge says of a password, in the language of the page. */
type Words = Readonly<Record<Exclude<PasswordRefusalReason, 'too_short'>, string>> & {
  readonly too_short: (minLength: number) => string
  readonly good: string
}

const en: Words = {
  too_short: (minLength) => `Too short yet: at least ${minLength} characters.`,
  too_long: 'Too long: at most 256 characters.',
  ill_formed: 'It contains half of a character. Type it again without that character.',
  control_character: 'It contains a NUL character. Type it again without it.',
  common: 'Many people use this password. Choose several words that do not belong together.',
  personal: 'It is little more than a name or address of yours, or of this server. Choose another.',
  repetitive: 'It is a simple pattern. Choose several words that do not belong together.',
  good: 'This password is good.',
}
const de: Words = {
  too_short: (minLength) => `Noch zu kurz: mindestens ${minLength} Zeichen.`,
  too_long: 'Zu lang: höchstens 256 Zeichen.',
  ill_formed: 'Es enthält ein halbes Zeichen. Geben Sie es ohne dieses Zeichen noch einmal ein.',
  control_character: 'Es enthält ein NUL-Zeichen. Geben Sie es ohne dieses noch einmal ein.',
  common: 'Viele benutzen dieses Passwort. Wählen Sie mehrere Wörter, die nicht zusammengehören.',
  personal:
    'Es ist wenig mehr als Ihr Name, Ihre Adresse oder der Name dieses Servers. Wählen Sie ein anderes.',
  repetitive: 'Es ist ein einfaches Muster. Wählen Sie mehrere Wörter, die nicht zusammengehören.',
  good: 'Dieses Passwort ist gut.',
}
const es: Words = {
  too_short: (minLength) => `Todavía es corta: al menos ${minLength} caracteres.`,
  too_long: 'Demasiado larga: 256 caracteres como máximo.',
  ill_formed: 'Contiene medio carácter. Escríbala de nuevo sin él.',
  control_character: 'Contiene un carácter NUL. Escríbala de nuevo sin él.',
  common: 'Mucha gente usa esta contraseña. Elija varias palabras que no tengan relación entre sí.',
  personal: 'Es poco más que su nombre, su dirección o el nombre de este servidor. Elija otra.',
  repetitive: 'Es un patrón sencillo. Elija varias palabras que no tengan relación entre sí.',
  good: 'Esta contraseña es buena.',
}
const fr: Words = {
  too_short: (minLength) => `Encore trop court : au moins ${minLength} caractères.`,
  too_long: 'Trop long : 256 caractères au plus.',
  ill_formed: 'Il contient une moitié de caractère. Saisissez-le de nouveau sans elle.',
  control_character: 'Il contient un caractère NUL. Saisissez-le de nouveau sans lui.',
  common: 'Beaucoup de gens utilisent ce mot de passe. Choisissez plusieurs mots sans lien entre eux.',
  personal:
    'C’est à peine plus que votre nom, votre adresse ou le nom de ce serveur. Choisissez-en un autre.',
  repetitive: 'C’est un motif simple. Choisissez plusieurs mots sans lien entre eux.',
  good: 'Ce mot de passe est bon.',
}
const ja: Words = {
  too_short: (minLength) => `まだ短すぎます。${minLength} 文字以上にしてください。`,
  too_long: '長すぎます。256 文字以内にしてください。',
  ill_formed: '不完全な文字が含まれています。その文字を除いて入力してください。',
  control_character: 'NUL 文字が含まれています。それを除いて入力してください。',
  common: '多くの人が使っているパスワードです。関係のない言葉をいくつか並べてください。',
  personal: '名前、アドレス、またはこのサーバーの名前とほとんど同じです。別のものにしてください。',
  repetitive: '単純な並びです。関係のない言葉をいくつか並べてください。',
  good: 'よいパスワードです。',
}
const ar: Words = {
  too_short: (minLength) => `ما زالت قصيرة: ${minLength} أحرف على الأقل.`,
  too_long: 'طويلة جدًا: 256 حرفًا على الأكثر.',
  ill_formed: 'تحتوي على نصف حرف. اكتبها مرة أخرى بدونه.',
  control_character: 'تحتوي على حرف NUL. اكتبها مرة أخرى بدونه.',
  common: 'يستخدم كثيرون كلمة المرور هذه. اختر عدة كلمات لا صلة بينها.',
  personal: 'لا تزيد كثيرًا عن اسمك أو عنوانك أو اسم هذا الخادم. اختر غيرها.',
  repetitive: 'هذا نمط بسيط. اختر عدة كلمات لا صلة بينها.',
  good: 'كلمة المرور هذه جيدة.',
}

const words: Readonly<Record<Language, Words>> = { en, de, es, fr, ja, ar }

export function sentenceAbout(
  language: Language,
  reason: PasswordRefusalReason | undefined,
  minLength: number,
): string {
  const said = words[language]
  if (reason === undefined) return said.good
  return reason === 'too_short' ? said.too_short(minLength) : said[reason]
}
