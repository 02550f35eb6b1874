import type { Language } from '#kernel/language'

const en = {
  title: 'There is nothing at this address',
  why: 'It may be mistyped, or the end of the link is missing.',
  start: 'Go to the start page',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Unter dieser Adresse gibt es nichts',
    why: 'Vielleicht ist sie vertippt, oder das Ende des Links fehlt.',
    start: 'Zur Startseite',
  },
  es: {
    title: 'No hay nada en esta dirección',
    why: 'Puede que esté mal escrita o que falte el final del enlace.',
    start: 'Ir a la página de inicio',
  },
  fr: {
    title: 'Il n’y a rien à cette adresse',
    why: 'Elle est peut-être mal saisie, ou la fin du lien manque.',
    start: 'Aller à la page d’accueil',
  },
  ja: {
    title: 'このアドレスには何もありません',
    why: '入力に誤りがあるか、リンクの末尾が欠けている可能性があります。',
    start: 'スタートページへ',
  },
  ar: {
    title: 'لا يوجد شيء في هذا العنوان',
    why: 'ربما كُتب خطأً، أو نقصت نهاية الرابط.',
    start: 'الانتقال إلى صفحة البداية',
  },
}
