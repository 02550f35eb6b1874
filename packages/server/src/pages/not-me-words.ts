import type { Language } from '#kernel/language'

const en = {
  title: 'This was not me',
  heading: 'It was not you?',
  lead: 'Then everybody who is signed in to your account is signed out now, you as well, and you are mailed a link to choose a new password.',
  button: 'Sign everybody out',
  token: 'Token of the notice',
  tokenHint: 'The end of the link in the mail, behind "token=".',
  doneHeading: 'Everybody is signed out',
  done: 'A link to choose a new password is on its way to you. Until you have chosen one, whoever knows the old password can sign in again.',
  wrong: [
    'It is mistyped, was used already, or is more than seven days old. Nothing was changed.',
    'To be safe, choose a new password.',
  ],
}

const de: typeof en = {
  title: 'Das war ich nicht',
  heading: 'Sie waren das nicht?',
  lead: 'Dann werden jetzt alle abgemeldet, die in Ihrem Konto angemeldet sind, auch Sie selbst, und Sie bekommen per E-Mail einen Link, um ein neues Passwort zu wählen.',
  button: 'Alle abmelden',
  token: 'Token der Benachrichtigung',
  tokenHint: 'Das Ende des Links aus der E-Mail, hinter „token=“.',
  doneHeading: 'Alle sind abgemeldet',
  done: 'Ein Link für ein neues Passwort ist unterwegs zu Ihnen. Bis Sie eines gewählt haben, kann sich wieder anmelden, wer das alte kennt.',
  wrong: [
    'Er ist falsch geschrieben, wurde schon benutzt oder ist älter als sieben Tage. Es wurde nichts geändert.',
    'Wählen Sie zur Sicherheit ein neues Passwort.',
  ],
}

const es: typeof en = {
  title: 'No fui yo',
  heading: '¿No fue usted?',
  lead: 'Entonces se cerrarán ahora todas las sesiones de su cuenta, también la suya, y recibirá por correo un enlace para elegir otra contraseña.',
  button: 'Cerrar todas las sesiones',
  token: 'Token del aviso',
  tokenHint: 'El final del enlace del correo, después de «token=».',
  doneHeading: 'Se han cerrado todas las sesiones',
  done: 'Le llegará un enlace para elegir otra contraseña. Hasta que lo haga, quien conozca la anterior puede volver a entrar.',
  wrong: [
    'Está mal escrito, ya se usó o tiene más de siete días. No se ha cambiado nada.',
    'Por seguridad, elija otra contraseña.',
  ],
}

const fr: typeof en = {
  title: 'Ce n’était pas moi',
  heading: 'Ce n’était pas vous ?',
  lead: 'Alors toutes les sessions de votre compte sont fermées maintenant, la vôtre aussi, et vous recevez par e-mail un lien pour choisir un nouveau mot de passe.',
  button: 'Déconnecter tout le monde',
  token: 'Jeton de l’avis',
  tokenHint: 'La fin du lien de l’e-mail, après « token= ».',
  doneHeading: 'Tout le monde est déconnecté',
  done: 'Un lien pour choisir un nouveau mot de passe est en route. D’ici là, qui connaît l’ancien peut se reconnecter.',
  wrong: [
    'Il est mal recopié, a déjà servi ou date de plus de sept jours. Rien n’a été modifié.',
    'Par précaution, choisissez un nouveau mot de passe.',
  ],
}

const ja: typeof en = {
  title: '身に覚えがありません',
  heading: 'あなたではありませんか？',
  lead: 'それなら、あなたのアカウントにサインインしている全員を（あなたも含めて）サインアウトし、新しいパスワードを選ぶためのリンクをメールで送ります。',
  button: '全員をサインアウト',
  token: '通知のトークン',
  tokenHint: 'メールのリンクの末尾、「token=」の後の部分。',
  doneHeading: '全員をサインアウトしました',
  done: '新しいパスワードを選ぶためのリンクを送りました。選び終わるまでは、以前のパスワードを知る人が再びサインインできます。',
  wrong: [
    '入力の誤り、使用済み、または7日以上が経過しています。何も変更されていません。',
    '念のため、新しいパスワードを選んでください。',
  ],
}

const ar: typeof en = {
  title: 'لم أكن أنا',
  heading: 'ألم تكن أنت؟',
  lead: 'إذن يُسجَّل الآن خروج كل من دخل إلى حسابك، وأنت أيضًا، ويُرسل إليك بالبريد رابط لاختيار كلمة مرور جديدة.',
  button: 'تسجيل خروج الجميع',
  token: 'رمز الإشعار',
  tokenHint: 'نهاية الرابط في الرسالة، بعد «token=».',
  doneHeading: 'سُجّل خروج الجميع',
  done: 'في الطريق إليك رابط لاختيار كلمة مرور جديدة. وحتى تختارها يمكن لمن يعرف القديمة أن يدخل من جديد.',
  wrong: [
    'كُتب خطأً، أو استُخدم، أو مضى عليه أكثر من سبعة أيام. لم يتغيّر شيء.',
    'احتياطًا، اختر كلمة مرور جديدة.',
  ],
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
