import type { Language } from '#kernel/language'

const en = {
  title: 'Your recovery codes',
  what: 'When your app or your passkey is lost, one of these stands in for it. Each is good for one use.',
  once: 'They are shown this once. Print them, or keep them where you keep your passwords.',
  kept: 'I have kept them',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Ihre Wiederherstellungscodes',
    what: 'Wenn Ihre App oder Ihr Passkey verloren ist, hilft einer davon. Jeder gilt einmal.',
    once: 'Sie werden nur dieses eine Mal gezeigt. Drucken Sie sie aus, oder legen Sie sie zu Ihren Passwörtern.',
    kept: 'Ich habe sie aufbewahrt',
  },
  es: {
    title: 'Sus códigos de recuperación',
    what: 'Si pierde la aplicación o la llave de acceso, uno de ellos la sustituye. Cada uno sirve una vez.',
    once: 'Solo se muestran esta vez. Imprímalos o guárdelos donde guarda sus contraseñas.',
    kept: 'Los he guardado',
  },
  fr: {
    title: 'Vos codes de récupération',
    what: 'Si votre application ou votre clé d’accès est perdue, l’un d’eux la remplace. Chacun sert une fois.',
    once: 'Ils ne sont montrés que cette fois. Imprimez-les ou rangez-les avec vos mots de passe.',
    kept: 'Je les ai gardés',
  },
  ja: {
    title: '回復用コード',
    what: 'アプリやパスキーを失くしたとき、代わりに使えます。それぞれ 1 回限りです。',
    once: '表示されるのは今回だけです。印刷するか、パスワードと同じ場所に保管してください。',
    kept: '保管しました',
  },
  ar: {
    title: 'رموز الاسترداد',
    what: 'إذا فقدت التطبيق أو مفتاح المرور فأحد هذه الرموز يحل محله. كل رمز صالح لمرة واحدة.',
    once: 'تُعرض هذه المرة فقط. اطبعها أو احفظها حيث تحفظ كلمات مرورك.',
    kept: 'لقد حفظتها',
  },
}
