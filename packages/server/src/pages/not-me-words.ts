import type { Language } from '#kernel/language'

const en = {
  title: 'This was not me',
  heading: 'Was this not you?',
  lead: 'Then sign everyone out of your account now, yourself included. We will email you a link to choose a new password.',
  button: 'Sign everyone out',
  token: 'Token of the notice',
  tokenHint: 'The end of the link in the email, after "token=".',
  doneHeading: 'Everyone is signed out',
  done: 'A link to choose a new password is on its way to you. Use it soon: until then, anyone who knows the old password can sign in again.',
  stays:
    'Passkeys and authenticator apps stay. Check them, your linked accounts and your API keys in your account afterwards.',
  wrong: [
    'It may be incomplete, already used or more than seven days old. Nothing was changed.',
    'To be safe, choose a new password.',
  ],
  choose: 'Choose a new password',
}

const de: typeof en = {
  title: 'Das war ich nicht',
  heading: 'Das waren nicht Sie?',
  lead: 'Dann melden Sie jetzt alle von Ihrem Konto ab, auch sich selbst. Sie bekommen per E-Mail einen Link, um ein neues Passwort zu wählen.',
  button: 'Alle abmelden',
  token: 'Token der Benachrichtigung',
  tokenHint: 'Das Ende des Links in der E-Mail, nach „token=“.',
  doneHeading: 'Alle sind abgemeldet',
  done: 'Ein Link für ein neues Passwort ist unterwegs zu Ihnen. Benutzen Sie ihn bald: Bis dahin kann sich jeder wieder anmelden, der das alte Passwort kennt.',
  stays:
    'Passkeys und Authenticator-Apps bleiben. Prüfen Sie sie danach in Ihrem Konto, ebenso die verknüpften Konten und die API-Schlüssel.',
  wrong: [
    'Er ist vielleicht unvollständig, schon benutzt oder älter als sieben Tage. Es wurde nichts geändert.',
    'Wählen Sie zur Sicherheit ein neues Passwort.',
  ],
  choose: 'Neues Passwort wählen',
}

const es: typeof en = {
  title: 'No fui yo',
  heading: '¿No fue usted?',
  lead: 'Entonces cierre ahora todas las sesiones de su cuenta, también la suya. Recibirá por correo un enlace para elegir otra contraseña.',
  button: 'Cerrar todas las sesiones',
  token: 'Token del aviso',
  tokenHint: 'El final del enlace del correo, después de «token=».',
  doneHeading: 'Se han cerrado todas las sesiones',
  done: 'Le hemos enviado un enlace para elegir otra contraseña. Úselo pronto: hasta entonces, quien conozca la anterior puede volver a entrar.',
  stays:
    'Las llaves de acceso y las aplicaciones de autenticación se conservan. Revíselas después en su cuenta, y también las cuentas vinculadas y las claves de API.',
  wrong: [
    'Puede que esté incompleto, ya se haya usado o tenga más de siete días. No se ha cambiado nada.',
    'Por seguridad, elija otra contraseña.',
  ],
  choose: 'Elegir otra contraseña',
}

const fr: typeof en = {
  title: 'Ce n’était pas moi',
  heading: 'Ce n’était pas vous ?',
  lead: 'Déconnectez alors tout le monde de votre compte, vous compris. Vous recevrez par e-mail un lien pour choisir un nouveau mot de passe.',
  button: 'Déconnecter tout le monde',
  token: 'Jeton de l’avis',
  tokenHint: 'La fin du lien de l’e-mail, après « token= ».',
  doneHeading: 'Tout le monde est déconnecté',
  done: 'Un lien pour choisir un nouveau mot de passe vous a été envoyé. Utilisez-le sans tarder : d’ici là, quiconque connaît l’ancien peut se reconnecter.',
  stays:
    'Les clés d’accès et les applications d’authentification restent en place. Vérifiez-les ensuite dans votre compte, ainsi que les comptes associés et les clés d’API.',
  wrong: [
    'Il est peut-être incomplet, déjà utilisé ou vieux de plus de sept jours. Rien n’a été modifié.',
    'Par précaution, choisissez un nouveau mot de passe.',
  ],
  choose: 'Choisir un nouveau mot de passe',
}

const ja: typeof en = {
  title: '心当たりがありません',
  heading: '心当たりがありませんか？',
  lead: 'その場合は、あなた自身を含む全員をアカウントからサインアウトさせてください。新しいパスワードを設定するリンクをメールで送ります。',
  button: '全員をサインアウト',
  token: '通知のトークン',
  tokenHint: 'メールのリンクの「token=」より後の部分。',
  doneHeading: '全員をサインアウトしました',
  done: '新しいパスワードを設定するリンクを送りました。早めにお使いください。それまでは、以前のパスワードを知っている人が再びサインインできます。',
  stays:
    'パスキーと認証アプリは残っています。その後、アカウントでこれらと、連携アカウント、APIキーを確認してください。',
  wrong: [
    'リンクが途中で切れている、使用済み、または発行から7日以上経過した可能性があります。何も変更されていません。',
    '念のため、新しいパスワードを設定してください。',
  ],
  choose: '新しいパスワードを設定',
}

const ar: typeof en = {
  title: 'لم أكن أنا',
  heading: 'ألم تكن أنت؟',
  lead: 'إذن سجّل الآن خروج الجميع من حسابك، بمن فيهم أنت. وسيصلك بالبريد رابط لاختيار كلمة مرور جديدة.',
  button: 'تسجيل خروج الجميع',
  token: 'رمز الإشعار',
  tokenHint: 'نهاية الرابط في الرسالة، بعد «token=».',
  doneHeading: 'سُجّل خروج الجميع',
  done: 'أُرسل إليك رابط لاختيار كلمة مرور جديدة. استخدمه قريبًا: فحتى ذلك الحين يمكن لمن يعرف كلمة المرور القديمة أن يدخل من جديد.',
  stays:
    'تبقى مفاتيح المرور وتطبيقات المصادقة كما هي. راجعها بعد ذلك في حسابك، وراجع أيضًا الحسابات المرتبطة ومفاتيح API.',
  wrong: [
    'ربما كان ناقصًا أو مستخدَمًا أو مضى عليه أكثر من سبعة أيام. لم يتغيّر شيء.',
    'احتياطًا، اختر كلمة مرور جديدة.',
  ],
  choose: 'اختيار كلمة مرور جديدة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
