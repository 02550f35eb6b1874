import type { Language } from '#kernel/language'

const en = {
  title: 'Language',
  label: 'Language',
  hint: 'For these pages and the emails we send you.',
  choose: 'Save',
  done: { chosen: 'Your language was changed.' },
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Sprache',
    label: 'Sprache',
    hint: 'Für diese Seiten und die E-Mails an Sie.',
    choose: 'Speichern',
    done: { chosen: 'Ihre Sprache wurde geändert.' },
  },
  es: {
    title: 'Idioma',
    label: 'Idioma',
    hint: 'Para estas páginas y los correos que recibe.',
    choose: 'Guardar',
    done: { chosen: 'Su idioma se ha cambiado.' },
  },
  fr: {
    title: 'Langue',
    label: 'Langue',
    hint: 'Pour ces pages et les e-mails que vous recevez.',
    choose: 'Enregistrer',
    done: { chosen: 'Votre langue a été modifiée.' },
  },
  ja: {
    title: '言語',
    label: '言語',
    hint: 'このページと、お送りするメールの言語です。',
    choose: '保存',
    done: { chosen: '言語を変更しました。' },
  },
  ar: {
    title: 'اللغة',
    label: 'اللغة',
    hint: 'لهذه الصفحات والرسائل المرسلة إليك.',
    choose: 'حفظ',
    done: { chosen: 'تم تغيير لغتك.' },
  },
}
