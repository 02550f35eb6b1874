import type { Language } from '#kernel/language'

const en = {
  title: 'Language',
  label: 'Language',
  hint: 'Of these pages, and of what is mailed to you.',
  choose: 'Choose',
  done: { chosen: 'This is your language now.' },
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Sprache',
    label: 'Sprache',
    hint: 'Dieser Seiten und der Mails an Sie.',
    choose: 'Wählen',
    done: { chosen: 'Das ist jetzt Ihre Sprache.' },
  },
  es: {
    title: 'Idioma',
    label: 'Idioma',
    hint: 'De estas páginas y de los mensajes que recibe.',
    choose: 'Elegir',
    done: { chosen: 'Este es ahora su idioma.' },
  },
  fr: {
    title: 'Langue',
    label: 'Langue',
    hint: 'De ces pages et des messages que vous recevez.',
    choose: 'Choisir',
    done: { chosen: 'C’est maintenant votre langue.' },
  },
  ja: {
    title: '言語',
    label: '言語',
    hint: 'このページとお送りするメールの言語です。',
    choose: '選択',
    done: { chosen: '言語を変更しました。' },
  },
  ar: {
    title: 'اللغة',
    label: 'اللغة',
    hint: 'لغة هذه الصفحات والرسائل المرسلة إليك.',
    choose: 'اختيار',
    done: { chosen: 'هذه لغتك من الآن.' },
  },
}
