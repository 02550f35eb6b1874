import type { Language } from '#kernel/language'

const en = {
  title: 'Sign in',
  chosen: 'Your new password counts from now on. Sign in with it.',
  notYet: 'You are not signed in yet.',
  factor: 'Your second factor',
  factorLead: 'The password was right. This account asks for one thing more.',
  goOn: 'Go on',
  choose: 'Choose a new password',
  chooseLead:
    'Somebody else may know the one that you signed in with. Choose one that you alone know; then sign in with it.',
  set: 'Set the new password',
}

const de: typeof en = {
  title: 'Anmelden',
  chosen: 'Ihr neues Passwort gilt ab jetzt. Melden Sie sich damit an.',
  notYet: 'Sie sind noch nicht angemeldet.',
  factor: 'Ihr zweiter Faktor',
  factorLead: 'Das Passwort war richtig. Dieses Konto verlangt noch etwas.',
  goOn: 'Weiter',
  choose: 'Wählen Sie ein neues Passwort',
  chooseLead:
    'Das Passwort, mit dem Sie sich angemeldet haben, kennt vielleicht noch jemand. Wählen Sie eines, das nur Sie kennen, und melden Sie sich dann damit an.',
  set: 'Neues Passwort setzen',
}

const es: typeof en = {
  title: 'Iniciar sesión',
  chosen: 'Su contraseña nueva ya es válida. Inicie sesión con ella.',
  notYet: 'Todavía no ha iniciado sesión.',
  factor: 'Su segundo factor',
  factorLead: 'La contraseña era correcta. Esta cuenta pide algo más.',
  goOn: 'Continuar',
  choose: 'Elija una contraseña nueva',
  chooseLead:
    'Quizá otra persona conozca la contraseña con la que ha entrado. Elija una que solo usted conozca y, después, inicie sesión con ella.',
  set: 'Guardar la contraseña nueva',
}

const fr: typeof en = {
  title: 'Se connecter',
  chosen: 'Votre nouveau mot de passe est valable dès maintenant. Connectez-vous avec lui.',
  notYet: 'Vous n’êtes pas encore connecté.',
  factor: 'Votre second facteur',
  factorLead: 'Le mot de passe était juste. Ce compte demande autre chose encore.',
  goOn: 'Continuer',
  choose: 'Choisissez un nouveau mot de passe',
  chooseLead:
    'Quelqu’un d’autre connaît peut-être celui que vous avez utilisé. Choisissez-en un que vous seul connaissez, puis connectez-vous avec lui.',
  set: 'Enregistrer le mot de passe',
}

const ja: typeof en = {
  title: 'サインイン',
  chosen: '新しいパスワードが有効になりました。それでサインインしてください。',
  notYet: 'まだサインインしていません。',
  factor: '第2要素',
  factorLead: 'パスワードは正しいです。このアカウントではもう1つ確認が必要です。',
  goOn: '続ける',
  choose: '新しいパスワードを選んでください',
  chooseLead:
    'サインインに使ったパスワードは、ほかの人も知っている可能性があります。あなただけが知るものを選び、それでサインインしてください。',
  set: '新しいパスワードを設定',
}

const ar: typeof en = {
  title: 'تسجيل الدخول',
  chosen: 'كلمة مرورك الجديدة سارية من الآن. سجّل الدخول بها.',
  notYet: 'لم يُسجَّل دخولك بعد.',
  factor: 'العامل الثاني',
  factorLead: 'كلمة المرور صحيحة. ويطلب هذا الحساب شيئًا آخر.',
  goOn: 'متابعة',
  choose: 'اختر كلمة مرور جديدة',
  chooseLead: 'قد يعرف غيرك كلمة المرور التي دخلت بها. اختر كلمة لا يعرفها سواك، ثم سجّل الدخول بها.',
  set: 'حفظ كلمة المرور الجديدة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
