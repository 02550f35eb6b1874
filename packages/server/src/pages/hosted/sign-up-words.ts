import type { Language } from '#kernel/language'

const en = {
  withoutUsername: 'Optional: if you leave it empty, it is made from your email address.',
  withoutFullName: 'Optional: you can change it later.',
  hasAccount: 'Already have an account? Sign in',
  mailed: (email: string) =>
    `We have sent an email to ${email}. If the address is new here, open the link in it and enter your password once more.`,
  inviteTitle: 'By invitation only',
  invite:
    'You need an invitation to create an account here. If you have one, open the link in the email; if not, ask the people who run this server.',
  closedTitle: 'Sign-up is closed',
  closed: 'You cannot create an account here yourself. Ask the people who run this server for one.',
}
const de: typeof en = {
  withoutUsername: 'Freiwillig: Bleibt er leer, wird er aus Ihrer E-Mail-Adresse gebildet.',
  withoutFullName: 'Freiwillig: Sie können ihn später ändern.',
  hasAccount: 'Sie haben schon ein Konto? Anmelden',
  mailed: (email) =>
    `Wir haben eine E-Mail an ${email} geschickt. Wenn die Adresse hier neu ist, öffnen Sie den Link darin und geben Sie Ihr Passwort noch einmal ein.`,
  inviteTitle: 'Nur mit Einladung',
  invite:
    'Für ein Konto brauchen Sie hier eine Einladung. Wenn Sie eine haben, öffnen Sie den Link in der E-Mail; wenn nicht, fragen Sie die Administration dieses Servers.',
  closedTitle: 'Registrierung geschlossen',
  closed:
    'Sie können hier nicht selbst ein Konto erstellen. Bitten Sie die Administration dieses Servers um eines.',
}
const es: typeof en = {
  withoutUsername: 'Opcional: si lo deja vacío, se forma con su correo electrónico.',
  withoutFullName: 'Opcional: puede cambiarlo más tarde.',
  hasAccount: '¿Ya tiene una cuenta? Inicie sesión',
  mailed: (email) =>
    `Hemos enviado un correo a ${email}. Si la dirección es nueva aquí, abra el enlace que contiene y escriba su contraseña otra vez.`,
  inviteTitle: 'Solo con invitación',
  invite:
    'Para crear una cuenta aquí necesita una invitación. Si la tiene, abra el enlace del correo; si no, pregunte a la administración de este servidor.',
  closedTitle: 'El registro está cerrado',
  closed: 'Aquí no puede crear una cuenta por su cuenta. Pídala a la administración de este servidor.',
}
const fr: typeof en = {
  withoutUsername: 'Facultatif : s’il reste vide, il est formé à partir de votre adresse e-mail.',
  withoutFullName: 'Facultatif : vous pourrez le changer plus tard.',
  hasAccount: 'Vous avez déjà un compte ? Connectez-vous',
  mailed: (email) =>
    `Nous avons envoyé un e-mail à ${email}. Si l’adresse est nouvelle ici, ouvrez le lien qu’il contient et saisissez encore une fois votre mot de passe.`,
  inviteTitle: 'Sur invitation seulement',
  invite:
    'Pour créer un compte ici, il faut une invitation. Si vous en avez une, ouvrez le lien de l’e-mail ; sinon, adressez-vous à l’administration de ce serveur.',
  closedTitle: 'Les inscriptions sont fermées',
  closed:
    'Vous ne pouvez pas créer de compte ici vous-même. Demandez-en un à l’administration de ce serveur.',
}
const ja: typeof en = {
  withoutUsername: '任意。空のままならメールアドレスから作られます。',
  withoutFullName: '任意。あとで変更できます。',
  hasAccount: 'アカウントをお持ちの方はサインイン',
  mailed: (email) =>
    `${email} にメールを送りました。初めて登録するアドレスの場合は、メールのリンクを開き、パスワードをもう一度入力してください。`,
  inviteTitle: '登録には招待が必要です',
  invite:
    'ここでアカウントを作成するには招待が必要です。招待された方は、メールのリンクを開いてください。そうでない方は、サーバーの管理者にお問い合わせください。',
  closedTitle: '新規登録は受け付けていません',
  closed: 'ここでは自分でアカウントを作成できません。サーバーの管理者に依頼してください。',
}
const ar: typeof en = {
  withoutUsername: 'اختياري: إن تركته فارغًا أُخذ من بريدك الإلكتروني.',
  withoutFullName: 'اختياري: يمكنك تغييره لاحقًا.',
  hasAccount: 'لديك حساب بالفعل؟ سجّل الدخول',
  mailed: (email) =>
    `أرسلنا رسالة إلى ${email}. إن كان العنوان جديدًا هنا فافتح الرابط الذي فيها وأدخل كلمة مرورك مرة أخرى.`,
  inviteTitle: 'بالدعوة فقط',
  invite:
    'تحتاج إلى دعوة لإنشاء حساب هنا. إن كانت لديك دعوة فافتح الرابط الذي في الرسالة، وإلا فاسأل مدير هذا الخادم.',
  closedTitle: 'التسجيل مغلق',
  closed: 'لا يمكنك إنشاء حساب هنا بنفسك. اطلب حسابًا من مدير هذا الخادم.',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
