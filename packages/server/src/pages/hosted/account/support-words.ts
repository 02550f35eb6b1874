import type { Language } from '#kernel/language'

const en = {
  title: 'Support code',
  what: 'Read this code out to the person who helps you by phone. It shows that you are signed in, and gives them no access.',
  beware: 'Support never needs your password or a code from your authenticator app.',
  until: 'Works once, until',
  make: 'Show code',
  another: 'Show a new code',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Support-Code',
    what: 'Lesen Sie diesen Code der Person vor, die Ihnen am Telefon hilft. Er zeigt, dass Sie angemeldet sind, und gibt ihr keinen Zugriff.',
    beware: 'Der Support braucht nie Ihr Passwort oder einen Code aus Ihrer Authenticator-App.',
    until: 'Gilt einmal, bis',
    make: 'Code anzeigen',
    another: 'Neuen Code anzeigen',
  },
  es: {
    title: 'Código de asistencia',
    what: 'Lea este código a la persona que le ayuda por teléfono. Demuestra que ha iniciado sesión y no le da ningún acceso.',
    beware:
      'El servicio de asistencia nunca necesita su contraseña ni un código de su aplicación de autenticación.',
    until: 'Vale una vez, hasta el',
    make: 'Mostrar un código',
    another: 'Mostrar un código nuevo',
  },
  fr: {
    title: 'Code d’assistance',
    what: 'Lisez ce code à la personne qui vous aide par téléphone. Il montre que vous êtes connecté et ne lui donne aucun accès.',
    beware:
      'L’assistance n’a jamais besoin de votre mot de passe ni d’un code de votre application d’authentification.',
    until: 'Valable une fois, jusqu’au',
    make: 'Afficher un code',
    another: 'Afficher un nouveau code',
  },
  ja: {
    title: 'サポートコード',
    what: '電話でサポートを受けるときに、このコードを読み上げてください。サインインしていることを示すだけで、アカウントへのアクセスは与えません。',
    beware: 'サポート担当者が、あなたのパスワードや認証アプリのコードを尋ねることはありません。',
    until: '1回だけ有効です。期限:',
    make: 'コードを表示',
    another: '新しいコードを表示',
  },
  ar: {
    title: 'رمز الدعم',
    what: 'اقرأ هذا الرمز لمن يساعدك عبر الهاتف. يبيّن أنك مسجَّل الدخول ولا يمنحه أي وصول.',
    beware: 'لا يحتاج الدعم أبدًا إلى كلمة مرورك ولا إلى رمز من تطبيق المصادقة.',
    until: 'صالح لمرة واحدة حتى',
    make: 'عرض رمز',
    another: 'عرض رمز جديد',
  },
}
