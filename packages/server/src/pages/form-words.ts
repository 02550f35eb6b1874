import type { Language } from '#kernel/language'

const en = {
  refusedTitle: (title: string) => `Not yet: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  look: (count: number) => `Please look at the ${count === 1 ? 'field' : `${count} fields`} marked below.`,
  lookAndType: (count: number) =>
    `Please look at the ${count === 1 ? 'field' : `${count} fields`} marked below and type the password again.`,
  reference: 'Whoever runs this server finds out why by this reference:',
  password: 'Password',
  passwordHint: 'Long is good: several words that do not belong together.',
  newPassword: 'New password',
  identifier: 'Username or e-mail address',
  username: 'Username',
  usernameHint: 'Letters a to z, digits, ".", "_" and "-".',
  email: 'E-mail address',
  fullName: 'Full name',
  code: 'Code',
  codeHint: 'Six digits of your authenticator app, or one of your recovery codes.',
  optionalCode: 'Code, if your account has a second factor',
  optionalCodeHint:
    'Six digits of your authenticator app, or one of your recovery codes. A passkey alone does not do here.',
  token: 'Token',
  tokenHint: 'The end of the mailed link, behind "token=".',
  nothingChanged: 'Nothing was changed yet.',
  done: 'Done',
  badLink: 'This link does not work',
  or: 'or',
  close: 'You may close this page.',
}

export type FormWords = typeof en

const de: FormWords = {
  refusedTitle: (title) => `Noch nicht: ${title}`,
  look: (count) =>
    `Bitte sehen Sie sich ${count === 1 ? 'das markierte Feld' : `die ${count} markierten Felder`} an.`,
  lookAndType: (count) =>
    `Bitte sehen Sie sich ${count === 1 ? 'das markierte Feld' : `die ${count} markierten Felder`} an und geben Sie das Passwort erneut ein.`,
  reference: 'Wer diesen Server betreibt, findet den Grund mit dieser Referenz:',
  password: 'Passwort',
  passwordHint: 'Lang ist gut: mehrere Wörter, die nicht zusammengehören.',
  newPassword: 'Neues Passwort',
  identifier: 'Benutzername oder E-Mail-Adresse',
  username: 'Benutzername',
  usernameHint: 'Buchstaben a bis z, Ziffern, „.“, „_“ und „-“.',
  email: 'E-Mail-Adresse',
  fullName: 'Vollständiger Name',
  code: 'Code',
  codeHint: 'Sechs Ziffern Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
  optionalCode: 'Code, falls Ihr Konto einen zweiten Faktor hat',
  optionalCodeHint:
    'Sechs Ziffern Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes. Ein Passkey allein genügt hier nicht.',
  token: 'Token',
  tokenHint: 'Das Ende des Links aus der E-Mail, hinter „token=“.',
  nothingChanged: 'Es wurde noch nichts geändert.',
  done: 'Fertig',
  badLink: 'Dieser Link funktioniert nicht',
  or: 'oder',
  close: 'Sie können diese Seite schließen.',
}

const es: FormWords = {
  refusedTitle: (title) => `Todavía no: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  look: (count) => `Revise ${count === 1 ? 'el campo marcado' : `los ${count} campos marcados`} abajo.`,
  lookAndType: (count) =>
    `Revise ${count === 1 ? 'el campo marcado' : `los ${count} campos marcados`} abajo y vuelva a escribir la contraseña.`,
  reference: 'Quien administra este servidor averigua la causa con esta referencia:',
  password: 'Contraseña',
  passwordHint: 'Larga es mejor: varias palabras que no tengan relación entre sí.',
  newPassword: 'Contraseña nueva',
  identifier: 'Nombre de usuario o correo electrónico',
  username: 'Nombre de usuario',
  usernameHint: 'Letras de la a a la z, cifras, «.», «_» y «-».',
  email: 'Correo electrónico',
  fullName: 'Nombre completo',
  code: 'Código',
  codeHint: 'Seis cifras de su aplicación de autenticación o uno de sus códigos de recuperación.',
  optionalCode: 'Código, si su cuenta tiene un segundo factor',
  optionalCodeHint:
    'Seis cifras de su aplicación de autenticación o uno de sus códigos de recuperación. Una llave de acceso sola no basta aquí.',
  token: 'Token',
  tokenHint: 'El final del enlace del correo, después de «token=».',
  nothingChanged: 'Todavía no se ha cambiado nada.',
  done: 'Hecho',
  badLink: 'Este enlace no funciona',
  or: 'o',
  close: 'Puede cerrar esta página.',
}

const fr: FormWords = {
  refusedTitle: (title) => `Pas encore : ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  look: (count) =>
    `Vérifiez ${count === 1 ? 'le champ signalé' : `les ${count} champs signalés`} ci-dessous.`,
  lookAndType: (count) =>
    `Vérifiez ${count === 1 ? 'le champ signalé' : `les ${count} champs signalés`} ci-dessous et saisissez à nouveau le mot de passe.`,
  reference: 'La personne qui gère ce serveur en trouve la raison avec cette référence :',
  password: 'Mot de passe',
  passwordHint: 'Long, c’est bien : plusieurs mots sans rapport entre eux.',
  newPassword: 'Nouveau mot de passe',
  identifier: 'Nom d’utilisateur ou adresse e-mail',
  username: 'Nom d’utilisateur',
  usernameHint: 'Lettres de a à z, chiffres, « . », « _ » et « - ».',
  email: 'Adresse e-mail',
  fullName: 'Nom complet',
  code: 'Code',
  codeHint: 'Six chiffres de votre application d’authentification, ou un de vos codes de récupération.',
  optionalCode: 'Code, si votre compte a un second facteur',
  optionalCodeHint:
    'Six chiffres de votre application d’authentification, ou un de vos codes de récupération. Une clé d’accès seule ne suffit pas ici.',
  token: 'Jeton',
  tokenHint: 'La fin du lien reçu par e-mail, après « token= ».',
  nothingChanged: 'Rien n’a encore été modifié.',
  done: 'C’est fait',
  badLink: 'Ce lien ne fonctionne pas',
  or: 'ou',
  close: 'Vous pouvez fermer cette page.',
}

const ja: FormWords = {
  refusedTitle: (title) => `未完了：${title}`,
  look: (count) => `下の印の付いた${count === 1 ? '項目' : `${count}つの項目`}を確認してください。`,
  lookAndType: (count) =>
    `下の印の付いた${count === 1 ? '項目' : `${count}つの項目`}を確認し、パスワードをもう一度入力してください。`,
  reference: 'このサーバーの管理者は、次の参照番号で原因を調べられます：',
  password: 'パスワード',
  passwordHint: '長いほど安全です。互いに関係のない単語をいくつか並べてください。',
  newPassword: '新しいパスワード',
  identifier: 'ユーザー名またはメールアドレス',
  username: 'ユーザー名',
  usernameHint: '英小文字 a～z、数字、「.」「_」「-」が使えます。',
  email: 'メールアドレス',
  fullName: '氏名',
  code: 'コード',
  codeHint: '認証アプリの6桁の数字、またはリカバリーコードの1つ。',
  optionalCode: 'コード（アカウントに第2要素がある場合）',
  optionalCodeHint:
    '認証アプリの6桁の数字、またはリカバリーコードの1つ。ここではパスキーだけでは足りません。',
  token: 'トークン',
  tokenHint: 'メールのリンクの末尾、「token=」の後の部分。',
  nothingChanged: 'まだ何も変更されていません。',
  done: '完了',
  badLink: 'このリンクは使えません',
  or: 'または',
  close: 'このページを閉じてかまいません。',
}

const ar: FormWords = {
  refusedTitle: (title) => `ليس بعد: ${title}`,
  look: (count) =>
    count === 1 ? 'يُرجى مراجعة الحقل المحدَّد أدناه.' : `يُرجى مراجعة الحقول المحدَّدة أدناه (${count}).`,
  lookAndType: (count) =>
    count === 1
      ? 'يُرجى مراجعة الحقل المحدَّد أدناه وكتابة كلمة المرور من جديد.'
      : `يُرجى مراجعة الحقول المحدَّدة أدناه (${count}) وكتابة كلمة المرور من جديد.`,
  reference: 'يعرف مدير هذا الخادم السبب من هذا المرجع:',
  password: 'كلمة المرور',
  passwordHint: 'الطول مفيد: عدة كلمات لا صلة بينها.',
  newPassword: 'كلمة المرور الجديدة',
  identifier: 'اسم المستخدم أو البريد الإلكتروني',
  username: 'اسم المستخدم',
  usernameHint: 'الحروف a إلى z والأرقام و«.» و«_» و«-».',
  email: 'البريد الإلكتروني',
  fullName: 'الاسم الكامل',
  code: 'الرمز',
  codeHint: 'ستة أرقام من تطبيق المصادقة، أو أحد رموز الاسترداد.',
  optionalCode: 'الرمز، إذا كان لحسابك عامل ثانٍ',
  optionalCodeHint: 'ستة أرقام من تطبيق المصادقة، أو أحد رموز الاسترداد. مفتاح المرور وحده لا يكفي هنا.',
  token: 'الرمز المميَّز',
  tokenHint: 'نهاية الرابط المرسل بالبريد، بعد «token=».',
  nothingChanged: 'لم يتغيّر شيء بعد.',
  done: 'تم',
  badLink: 'هذا الرابط لا يعمل',
  or: 'أو',
  close: 'يمكنك إغلاق هذه الصفحة.',
}

/** What the forms of all pages say. */
export const formWords: Readonly<Record<Language, FormWords>> = { en, de, es, fr, ja, ar }
