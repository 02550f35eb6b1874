import type { Language } from '#kernel/language'

interface Texts {
  readonly title: string
  readonly heading: string
  readonly lead: string
  readonly button: string
  readonly doneHeading: string
  readonly done?: string
}

interface Words {
  /** What each mailed link does, once somebody presses the button. */
  readonly '/verify': Texts
  readonly '/revert': Texts
  readonly '/release': Texts
  readonly wrong: readonly string[]
}

export type MailedPath = '/verify' | '/revert' | '/release'

const en: Words = {
  '/verify': {
    title: 'Confirm your email address',
    heading: 'Confirm your email address',
    lead: 'Then you can sign in with this address, and use it to get a new password if you forget yours.',
    button: 'Confirm address',
    doneHeading: 'Your email address is confirmed',
  },
  '/revert': {
    title: 'Keep your email address',
    heading: 'Keep your email address',
    lead: 'Your account goes back to this address, and everyone is signed out of it. We will email you a link to choose a new password.',
    button: 'Keep this address',
    doneHeading: 'Your address is back',
    done: 'Everyone was signed out. Check your email and choose a new password with the link in it.',
  },
  '/release': {
    title: 'Free up your email address',
    heading: 'Free up your email address',
    lead: 'An account on this server shows your address but has never confirmed it. This button removes the address from that account and tells its owner. Then you can sign up with it. If that account is yours, close this page.',
    button: 'Free up my address',
    doneHeading: 'Your address is free',
    done: 'No account uses it any more. You can sign up with it now; if this server needs an invitation, ask for one.',
  },
  wrong: [
    'It may be incomplete, already used, replaced by a newer one or too old. Nothing was changed.',
    'Ask for a new email where you asked for this one.',
  ],
}

const de: Words = {
  '/verify': {
    title: 'E-Mail-Adresse bestätigen',
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    lead: 'Dann können Sie sich mit dieser Adresse anmelden und über sie ein neues Passwort bekommen, wenn Sie Ihres vergessen.',
    button: 'Adresse bestätigen',
    doneHeading: 'Ihre E-Mail-Adresse ist bestätigt',
  },
  '/revert': {
    title: 'E-Mail-Adresse behalten',
    heading: 'Behalten Sie Ihre E-Mail-Adresse',
    lead: 'Ihr Konto bekommt diese Adresse zurück, und alle werden davon abgemeldet. Sie bekommen per E-Mail einen Link, um ein neues Passwort zu wählen.',
    button: 'Diese Adresse behalten',
    doneHeading: 'Ihre Adresse ist zurück',
    done: 'Alle wurden abgemeldet. Sehen Sie in Ihre E-Mails und wählen Sie mit dem Link darin ein neues Passwort.',
  },
  '/release': {
    title: 'E-Mail-Adresse freigeben',
    heading: 'Geben Sie Ihre E-Mail-Adresse frei',
    lead: 'Ein Konto auf diesem Server zeigt Ihre Adresse, hat sie aber nie bestätigt. Dieser Knopf entfernt die Adresse von dem Konto und benachrichtigt dessen Inhaber. Danach können Sie sich mit ihr registrieren. Wenn das Konto Ihnen gehört, schließen Sie diese Seite.',
    button: 'Adresse freigeben',
    doneHeading: 'Ihre Adresse ist frei',
    done: 'Kein Konto benutzt sie mehr. Sie können sich jetzt mit ihr registrieren; wenn dieser Server eine Einladung verlangt, bitten Sie um eine.',
  },
  wrong: [
    'Er ist vielleicht unvollständig, schon benutzt, durch einen neueren ersetzt oder zu alt. Es wurde nichts geändert.',
    'Fordern Sie dort eine neue E-Mail an, wo Sie diese angefordert haben.',
  ],
}

const es: Words = {
  '/verify': {
    title: 'Confirme su dirección de correo',
    heading: 'Confirme su dirección de correo',
    lead: 'Después podrá iniciar sesión con esta dirección y recibir en ella otra contraseña si olvida la suya.',
    button: 'Confirmar la dirección',
    doneHeading: 'Su dirección de correo está confirmada',
  },
  '/revert': {
    title: 'Conserve su dirección de correo',
    heading: 'Conserve su dirección de correo',
    lead: 'Su cuenta vuelve a esta dirección y se cierran todas sus sesiones. Recibirá por correo un enlace para elegir otra contraseña.',
    button: 'Conservar esta dirección',
    doneHeading: 'Ha recuperado su dirección',
    done: 'Se han cerrado todas las sesiones. Revise su correo y elija otra contraseña con el enlace que contiene.',
  },
  '/release': {
    title: 'Libere su dirección de correo',
    heading: 'Libere su dirección de correo',
    lead: 'Una cuenta de este servidor muestra su dirección, pero nunca la ha confirmado. Este botón se la quita a esa cuenta y avisa a su titular. Después podrá registrarse con ella. Si esa cuenta es suya, cierre esta página.',
    button: 'Liberar mi dirección',
    doneHeading: 'Su dirección está libre',
    done: 'Ya no la usa ninguna cuenta. Ahora puede registrarse con ella; si este servidor exige invitación, pida una.',
  },
  wrong: [
    'Puede que esté incompleto, ya se haya usado, lo haya sustituido otro más reciente o sea demasiado antiguo. No se ha cambiado nada.',
    'Pida otro correo donde pidió este.',
  ],
}

const fr: Words = {
  '/verify': {
    title: 'Confirmez votre adresse e-mail',
    heading: 'Confirmez votre adresse e-mail',
    lead: 'Vous pourrez alors vous connecter avec cette adresse, et l’utiliser pour changer un mot de passe oublié.',
    button: 'Confirmer l’adresse',
    doneHeading: 'Votre adresse e-mail est confirmée',
  },
  '/revert': {
    title: 'Gardez votre adresse e-mail',
    heading: 'Gardez votre adresse e-mail',
    lead: 'Votre compte retrouve cette adresse, et tout le monde en est déconnecté. Vous recevrez par e-mail un lien pour choisir un nouveau mot de passe.',
    button: 'Garder cette adresse',
    doneHeading: 'Votre adresse est rétablie',
    done: 'Tout le monde a été déconnecté. Consultez vos e-mails et choisissez un nouveau mot de passe avec le lien reçu.',
  },
  '/release': {
    title: 'Libérez votre adresse e-mail',
    heading: 'Libérez votre adresse e-mail',
    lead: 'Un compte de ce serveur affiche votre adresse sans l’avoir jamais confirmée. Ce bouton la retire de ce compte et prévient son titulaire. Vous pourrez ensuite vous inscrire avec elle. Si ce compte est le vôtre, fermez cette page.',
    button: 'Libérer mon adresse',
    doneHeading: 'Votre adresse est libre',
    done: 'Plus aucun compte ne l’utilise. Vous pouvez maintenant vous inscrire avec elle ; si ce serveur exige une invitation, demandez-en une.',
  },
  wrong: [
    'Il est peut-être incomplet, déjà utilisé, remplacé par un plus récent ou trop ancien. Rien n’a été modifié.',
    'Demandez un nouvel e-mail là où vous avez demandé celui-ci.',
  ],
}

const ja: Words = {
  '/verify': {
    title: 'メールアドレスの確認',
    heading: 'メールアドレスを確認してください',
    lead: '確認すると、このアドレスでサインインでき、パスワードを忘れたときの再設定にも使えます。',
    button: 'アドレスを確認する',
    doneHeading: 'メールアドレスを確認しました',
  },
  '/revert': {
    title: 'メールアドレスを元に戻す',
    heading: 'メールアドレスを元に戻す',
    lead: 'アカウントのアドレスがこのアドレスに戻り、全員がサインアウトされます。新しいパスワードを設定するリンクをメールで送ります。',
    button: 'このアドレスに戻す',
    doneHeading: 'アドレスを元に戻しました',
    done: '全員をサインアウトしました。メールを確認し、その中のリンクで新しいパスワードを設定してください。',
  },
  '/release': {
    title: 'メールアドレスを取り戻す',
    heading: 'メールアドレスを取り戻す',
    lead: 'このサーバーのあるアカウントがあなたのアドレスを表示していますが、一度も確認されていません。ボタンを押すと、アドレスがそのアカウントから外され、持ち主に通知されます。その後、このアドレスで登録できます。そのアカウントがあなたのものなら、このページを閉じてください。',
    button: 'アドレスを取り戻す',
    doneHeading: 'アドレスを取り戻しました',
    done: 'このアドレスを使っているアカウントはもうありません。このアドレスで登録できます。招待が必要なサーバーでは、招待を依頼してください。',
  },
  wrong: [
    'リンクが途中で切れている、使用済み、新しいリンクに置き換えられた、または期限切れの可能性があります。何も変更されていません。',
    'このメールを依頼した場所で、もう一度メールを依頼してください。',
  ],
}

const ar: Words = {
  '/verify': {
    title: 'أكّد عنوان بريدك الإلكتروني',
    heading: 'أكّد عنوان بريدك الإلكتروني',
    lead: 'بعدها يمكنك تسجيل الدخول بهذا العنوان، والحصول به على كلمة مرور جديدة إن نسيت كلمتك.',
    button: 'تأكيد العنوان',
    doneHeading: 'تأكّد عنوان بريدك الإلكتروني',
  },
  '/revert': {
    title: 'استعد عنوان بريدك الإلكتروني',
    heading: 'استعد عنوان بريدك الإلكتروني',
    lead: 'يعود حسابك إلى هذا العنوان، ويُسجَّل خروج الجميع منه. وسيصلك بالبريد رابط لاختيار كلمة مرور جديدة.',
    button: 'استعادة هذا العنوان',
    doneHeading: 'استعدت عنوانك',
    done: 'سُجّل خروج الجميع. راجع بريدك واختر كلمة مرور جديدة بالرابط الذي فيه.',
  },
  '/release': {
    title: 'حرّر عنوان بريدك الإلكتروني',
    heading: 'حرّر عنوان بريدك الإلكتروني',
    lead: 'يعرض حساب على هذا الخادم عنوانك ولم يؤكّده قط. يزيل هذا الزر العنوان من ذلك الحساب ويُبلّغ صاحبه، ثم يمكنك التسجيل به. إن كان ذلك الحساب لك فأغلق هذه الصفحة.',
    button: 'تحرير عنواني',
    doneHeading: 'أصبح عنوانك متاحًا',
    done: 'لم يعد أي حساب يستخدمه. يمكنك التسجيل به الآن؛ وإن كان هذا الخادم يتطلب دعوة فاطلب واحدة.',
  },
  wrong: [
    'ربما كان ناقصًا أو مستخدَمًا أو حلّ محلّه رابط أحدث أو انتهت مدته. لم يتغيّر شيء.',
    'اطلب رسالة جديدة من حيث طلبت هذه.',
  ],
}

export const words: Readonly<Record<Language, Words>> = { en, de, es, fr, ja, ar }
