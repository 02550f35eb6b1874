import type { Language } from '#kernel/language'

const en = {
  title: 'Support code',
  what: 'Read this code out to whoever helps you by telephone. It shows them that you are signed in, and gives nobody a right to anything.',
  beware: 'Nobody who helps you needs your password or a code of your authenticator app.',
  until: 'Good for once, until',
  make: 'Show a code',
  another: 'Show another code',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Support-Code',
    what: 'Lesen Sie diesen Code vor, wenn Ihnen jemand am Telefon hilft. Er zeigt, dass Sie angemeldet sind, und gibt niemandem ein Recht.',
    beware: 'Wer Ihnen hilft, braucht weder Ihr Passwort noch einen Code Ihrer Authenticator-App.',
    until: 'Gilt einmal, bis',
    make: 'Code anzeigen',
    another: 'Anderen Code anzeigen',
  },
  es: {
    title: 'Código de asistencia',
    what: 'Lea este código a quien le ayuda por teléfono. Le muestra que ha iniciado sesión y no da derecho a nada.',
    beware: 'Nadie que le ayude necesita su contraseña ni un código de su aplicación de autenticación.',
    until: 'Vale una vez, hasta el',
    make: 'Mostrar un código',
    another: 'Mostrar otro código',
  },
  fr: {
    title: 'Code d’assistance',
    what: 'Lisez ce code à la personne qui vous aide au téléphone. Il lui montre que vous êtes connecté et ne donne aucun droit.',
    beware: 'Personne qui vous aide n’a besoin de votre mot de passe ni d’un code de votre application.',
    until: 'Valable une fois, jusqu’au',
    make: 'Afficher un code',
    another: 'Afficher un autre code',
  },
  ja: {
    title: 'サポートコード',
    what: '電話で助けを受けるときに、このコードを読み上げてください。サインイン中であることを示すだけで、何の権限も与えません。',
    beware: 'サポート担当者があなたのパスワードや認証アプリのコードを必要とすることはありません。',
    until: '1 回限り。期限:',
    make: 'コードを表示',
    another: '別のコードを表示',
  },
  ar: {
    title: 'رمز الدعم',
    what: 'اقرأ هذا الرمز لمن يساعدك عبر الهاتف. يبيّن له أنك مسجَّل الدخول ولا يمنح أحدًا أي حق.',
    beware: 'لا يحتاج من يساعدك إلى كلمة مرورك ولا إلى رمز من تطبيق المصادقة.',
    until: 'صالح لمرة واحدة حتى',
    make: 'عرض رمز',
    another: 'عرض رمز آخر',
  },
}
