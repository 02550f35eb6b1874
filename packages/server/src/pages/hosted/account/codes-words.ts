import type { Language } from '#kernel/language'

const en = {
  title: 'Your recovery codes',
  what: 'If you lose your phone or your passkey, sign in with one of these instead. Each works once.',
  once: 'They are shown only now. Print them, or keep them in a safe place.',
  kept: 'I have saved them',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Ihre Wiederherstellungscodes',
    what: 'Wenn Sie Ihr Telefon oder Ihren Passkey verlieren, melden Sie sich stattdessen mit einem davon an. Jeder funktioniert einmal.',
    once: 'Sie werden nur jetzt angezeigt. Drucken Sie sie aus, oder bewahren Sie sie sicher auf.',
    kept: 'Ich habe sie gesichert',
  },
  es: {
    title: 'Sus códigos de recuperación',
    what: 'Si pierde el teléfono o la llave de acceso, inicie sesión con uno de ellos. Cada uno funciona una vez.',
    once: 'Solo se muestran ahora. Imprímalos o guárdelos en un lugar seguro.',
    kept: 'Los he guardado',
  },
  fr: {
    title: 'Vos codes de récupération',
    what: 'Si vous perdez votre téléphone ou votre clé d’accès, connectez-vous avec l’un d’eux. Chacun fonctionne une fois.',
    once: 'Ils ne sont affichés que maintenant. Imprimez-les ou conservez-les en lieu sûr.',
    kept: 'Je les ai conservés',
  },
  ja: {
    title: 'リカバリーコード',
    what: '電話やパスキーをなくしたときに、代わりに使えます。それぞれ1回だけ有効です。',
    once: '表示されるのは今回だけです。印刷するか、安全な場所に保管してください。',
    kept: '保管しました',
  },
  ar: {
    title: 'رموز الاسترداد الخاصة بك',
    what: 'إذا فقدت هاتفك أو مفتاح مرورك فسجّل الدخول بأحد هذه الرموز. يعمل كل رمز مرة واحدة.',
    once: 'لا تُعرض إلا الآن. اطبعها أو احفظها في مكان آمن.',
    kept: 'لقد حفظتها',
  },
}
