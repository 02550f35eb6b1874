import type { Language } from '#kernel/language'

const en = {
  title: 'Make an account',
  refusedTitle: 'Not yet: make an account',
  username: 'Username',
  usernameHint: 'Letters a to z, digits, ".", "_" and "-".',
  email: 'E-mail address',
  fullName: 'Full name',
  password: 'Password',
  passwordHint: 'Long is good: several words that do not belong together.',
  button: 'Make the account',
  notYet: 'No account was made yet.',
  hasAccount: 'You have an account? Sign in',
  mailedTitle: 'Look into your mail',
  mailed: (email: string) =>
    `What became of it is on its way to ${email}. If the address is new here, open the link in the mail and type your password once more.`,
  inviteTitle: 'By invitation only',
  invite:
    'Accounts are made by invitation here. If you were invited, open the link in the mail; if not, ask the people who run this server.',
  closedTitle: 'Nobody can register here now',
  closed: 'This server makes no new accounts by itself. Ask the people who run it for one.',
}
const de: typeof en = {
  title: 'Ein Konto anlegen',
  refusedTitle: 'Noch nicht: ein Konto anlegen',
  username: 'Benutzername',
  usernameHint: 'Buchstaben a bis z, Ziffern, „.“, „_“ und „-“.',
  email: 'E-Mail-Adresse',
  fullName: 'Vollständiger Name',
  password: 'Passwort',
  passwordHint: 'Lang ist gut: mehrere Wörter, die nicht zusammengehören.',
  button: 'Konto anlegen',
  notYet: 'Es wurde noch kein Konto angelegt.',
  hasAccount: 'Sie haben ein Konto? Anmelden',
  mailedTitle: 'Sehen Sie in Ihre E-Mail',
  mailed: (email) =>
    `Was daraus wurde, ist unterwegs an ${email}. Wenn die Adresse hier neu ist, öffnen Sie den Link in der E-Mail und geben Sie Ihr Passwort noch einmal ein.`,
  inviteTitle: 'Nur mit Einladung',
  invite:
    'Konten entstehen hier durch Einladung. Wenn Sie eingeladen wurden, öffnen Sie den Link in der E-Mail; wenn nicht, fragen Sie die Betreiber dieses Servers.',
  closedTitle: 'Hier kann sich gerade niemand registrieren',
  closed: 'Dieser Server legt von sich aus keine neuen Konten an. Bitten Sie die Betreiber um eines.',
}
const es: typeof en = {
  title: 'Crear una cuenta',
  refusedTitle: 'Todavía no: crear una cuenta',
  username: 'Nombre de usuario',
  usernameHint: 'Letras de la a a la z, dígitos, «.», «_» y «-».',
  email: 'Correo electrónico',
  fullName: 'Nombre completo',
  password: 'Contraseña',
  passwordHint: 'Mejor larga: varias palabras que no tengan relación entre sí.',
  button: 'Crear la cuenta',
  notYet: 'Todavía no se ha creado ninguna cuenta.',
  hasAccount: '¿Ya tiene una cuenta? Inicie sesión',
  mailedTitle: 'Mire su correo',
  mailed: (email) =>
    `El resultado va en camino a ${email}. Si la dirección es nueva aquí, abra el enlace del correo y escriba otra vez su contraseña.`,
  inviteTitle: 'Solo con invitación',
  invite:
    'Aquí las cuentas se crean con invitación. Si le han invitado, abra el enlace del correo; si no, pregunte a quienes administran este servidor.',
  closedTitle: 'Ahora nadie puede registrarse aquí',
  closed: 'Este servidor no crea cuentas nuevas por sí mismo. Pida una a quienes lo administran.',
}
const fr: typeof en = {
  title: 'Créer un compte',
  refusedTitle: 'Pas encore : créer un compte',
  username: 'Nom d’utilisateur',
  usernameHint: 'Lettres de a à z, chiffres, « . », « _ » et « - ».',
  email: 'Adresse e-mail',
  fullName: 'Nom complet',
  password: 'Mot de passe',
  passwordHint: 'Plus il est long, mieux c’est : plusieurs mots sans lien entre eux.',
  button: 'Créer le compte',
  notYet: 'Aucun compte n’a encore été créé.',
  hasAccount: 'Vous avez un compte ? Connectez-vous',
  mailedTitle: 'Regardez vos e-mails',
  mailed: (email) =>
    `La suite est en route vers ${email}. Si l’adresse est nouvelle ici, ouvrez le lien de l’e-mail et saisissez encore une fois votre mot de passe.`,
  inviteTitle: 'Sur invitation seulement',
  invite:
    'Ici, les comptes sont créés sur invitation. Si vous êtes invité, ouvrez le lien de l’e-mail ; sinon, adressez-vous aux personnes qui gèrent ce serveur.',
  closedTitle: 'Personne ne peut s’inscrire ici pour le moment',
  closed:
    'Ce serveur ne crée pas de nouveaux comptes de lui-même. Demandez-en un aux personnes qui le gèrent.',
}
const ja: typeof en = {
  title: 'アカウントを作成',
  refusedTitle: '未完了: アカウントを作成',
  username: 'ユーザー名',
  usernameHint: 'a から z の文字、数字、「.」「_」「-」。',
  email: 'メールアドレス',
  fullName: '氏名',
  password: 'パスワード',
  passwordHint: '長いほど安全です。関係のない言葉をいくつか並べてください。',
  button: 'アカウントを作成',
  notYet: 'まだアカウントは作成されていません。',
  hasAccount: 'アカウントをお持ちの方はサインイン',
  mailedTitle: 'メールを確認してください',
  mailed: (email) =>
    `結果を ${email} に送りました。初めてのアドレスなら、メールのリンクを開き、もう一度パスワードを入力してください。`,
  inviteTitle: '招待された方のみ',
  invite:
    'アカウントの作成には招待が必要です。招待された方はメールのリンクを開いてください。そうでない方は、このサーバーの管理者に問い合わせてください。',
  closedTitle: '現在、登録は受け付けていません',
  closed: 'このサーバーでは新しいアカウントを自分で作成できません。管理者に依頼してください。',
}
const ar: typeof en = {
  title: 'إنشاء حساب',
  refusedTitle: 'ليس بعد: إنشاء حساب',
  username: 'اسم المستخدم',
  usernameHint: 'الحروف من a إلى z والأرقام و"." و"_" و"-".',
  email: 'البريد الإلكتروني',
  fullName: 'الاسم الكامل',
  password: 'كلمة المرور',
  passwordHint: 'الأطول أفضل: عدة كلمات لا صلة بينها.',
  button: 'إنشاء الحساب',
  notYet: 'لم يُنشأ أي حساب بعد.',
  hasAccount: 'لديك حساب؟ سجّل الدخول',
  mailedTitle: 'انظر في بريدك',
  mailed: (email) =>
    `النتيجة في طريقها إلى ${email}. إن كان العنوان جديدًا هنا فافتح الرابط الذي في الرسالة واكتب كلمة مرورك مرة أخرى.`,
  inviteTitle: 'بالدعوة فقط',
  invite:
    'تُنشأ الحسابات هنا بالدعوة. إن كنت مدعوًّا فافتح الرابط الذي في الرسالة، وإلا فاسأل القائمين على هذا الخادم.',
  closedTitle: 'لا يمكن لأحد التسجيل هنا الآن',
  closed: 'لا ينشئ هذا الخادم حسابات جديدة من تلقاء نفسه. اطلب حسابًا من القائمين عليه.',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
