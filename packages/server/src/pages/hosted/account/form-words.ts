import type { Language } from '#kernel/language'

const en = {
  nothingChanged: 'Nothing was changed yet.',
  lookAt: 'Please look at what is marked below.',
  typeAgain: 'Passwords and codes are typed again.',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    nothingChanged: 'Es wurde noch nichts geändert.',
    lookAt: 'Bitte sehen Sie sich an, was unten markiert ist.',
    typeAgain: 'Passwörter und Codes werden neu eingegeben.',
  },
  es: {
    nothingChanged: 'Todavía no se ha cambiado nada.',
    lookAt: 'Revise lo que está marcado abajo.',
    typeAgain: 'Las contraseñas y los códigos se escriben de nuevo.',
  },
  fr: {
    nothingChanged: 'Rien n’a encore été modifié.',
    lookAt: 'Vérifiez ce qui est signalé ci-dessous.',
    typeAgain: 'Les mots de passe et les codes sont à saisir de nouveau.',
  },
  ja: {
    nothingChanged: 'まだ何も変更されていません。',
    lookAt: '下の印の付いた項目をご確認ください。',
    typeAgain: 'パスワードとコードはもう一度入力してください。',
  },
  ar: {
    nothingChanged: 'لم يتغيّر شيء بعد.',
    lookAt: 'يُرجى مراجعة ما هو مُعلَّم أدناه.',
    typeAgain: 'تُكتب كلمات المرور والرموز من جديد.',
  },
}
