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
    title: 'Confirm your address',
    heading: 'Confirm your address',
    lead: 'From then on this address signs in to your account, and a new password is asked for by it.',
    button: 'This address is mine',
    doneHeading: 'Your address is confirmed',
    done: 'The link is used up. You may close this page.',
  },
  '/revert': {
    title: 'Take your address back',
    heading: 'Take your address back',
    lead: 'Your account gets this address again, and everybody who is signed in to it is signed out. A link to choose a new password is mailed to you.',
    button: 'Take it back',
    doneHeading: 'The address is yours again',
    done: 'Everybody was signed out. Look into your mail: choose a new password by the link in it.',
  },
  '/release': {
    title: 'Free your address',
    heading: 'Free your address',
    lead: 'An account on this server shows your address and has never proved that it is its own. The button takes the address from that account, whose owner is told. Then you can register with it. If that account is yours, close this page.',
    button: 'Free my address',
    doneHeading: 'Your address is free',
    done: 'No account has it any more. Go back to the app and register with it; where an account takes an invitation, ask for one. The link is used up; you may close this page.',
  },
  wrong: [
    'It is mistyped, was used already, was replaced by a newer one, or is too old. Nothing was changed.',
    'Ask for a new mail where you asked for this one.',
  ],
}

const de: Words = {
  '/verify': {
    title: 'Adresse bestätigen',
    heading: 'Bestätigen Sie Ihre Adresse',
    lead: 'Von da an meldet diese Adresse Sie in Ihrem Konto an, und über sie fordern Sie ein neues Passwort an.',
    button: 'Diese Adresse gehört mir',
    doneHeading: 'Ihre Adresse ist bestätigt',
    done: 'Der Link ist verbraucht. Sie können diese Seite schließen.',
  },
  '/revert': {
    title: 'Adresse zurückholen',
    heading: 'Holen Sie Ihre Adresse zurück',
    lead: 'Ihr Konto bekommt diese Adresse wieder, und alle, die darin angemeldet sind, werden abgemeldet. Sie bekommen per E-Mail einen Link, um ein neues Passwort zu wählen.',
    button: 'Zurückholen',
    doneHeading: 'Die Adresse gehört wieder Ihnen',
    done: 'Alle wurden abgemeldet. Sehen Sie in Ihr Postfach und wählen Sie mit dem Link darin ein neues Passwort.',
  },
  '/release': {
    title: 'Ihre Adresse freigeben',
    heading: 'Ihre Adresse freigeben',
    lead: 'Ein Konto auf diesem Server zeigt Ihre Adresse an und hat nie bestätigt, dass sie ihm gehört. Der Knopf nimmt sie diesem Konto, dessen Inhaber davon erfährt. Dann können Sie sich mit ihr registrieren. Wenn das Konto Ihnen gehört, schließen Sie diese Seite.',
    button: 'Adresse freigeben',
    doneHeading: 'Ihre Adresse ist frei',
    done: 'Kein Konto hat sie mehr. Gehen Sie zurück zur App und registrieren Sie sich mit ihr; wo ein Konto eine Einladung braucht, bitten Sie um eine. Der Link ist verbraucht; Sie können diese Seite schließen.',
  },
  wrong: [
    'Er ist falsch geschrieben, wurde schon benutzt, durch einen neueren ersetzt oder ist zu alt. Es wurde nichts geändert.',
    'Fordern Sie dort eine neue E-Mail an, wo Sie diese angefordert haben.',
  ],
}

const es: Words = {
  '/verify': {
    title: 'Confirme su dirección',
    heading: 'Confirme su dirección',
    lead: 'Desde entonces esta dirección sirve para iniciar sesión en su cuenta y para pedir otra contraseña.',
    button: 'Esta dirección es mía',
    doneHeading: 'Su dirección está confirmada',
    done: 'El enlace ya se usó. Puede cerrar esta página.',
  },
  '/revert': {
    title: 'Recupere su dirección',
    heading: 'Recupere su dirección',
    lead: 'Su cuenta vuelve a tener esta dirección y se cierran todas sus sesiones. Recibirá por correo un enlace para elegir otra contraseña.',
    button: 'Recuperarla',
    doneHeading: 'La dirección vuelve a ser suya',
    done: 'Se han cerrado todas las sesiones. Mire su correo y elija otra contraseña con el enlace que contiene.',
  },
  '/release': {
    title: 'Liberar su dirección',
    heading: 'Liberar su dirección',
    lead: 'Una cuenta de este servidor muestra su dirección y nunca confirmó que le perteneciera. El botón se la quita a esa cuenta, y se avisa a su titular. Después podrá registrarse con ella. Si esa cuenta es de usted, cierre esta página.',
    button: 'Liberar mi dirección',
    doneHeading: 'Su dirección está libre',
    done: 'Ya no la tiene ninguna cuenta. Vuelva a la aplicación y regístrese con ella; donde haga falta una invitación, pídala. El enlace ya no sirve; puede cerrar esta página.',
  },
  wrong: [
    'Está mal escrito, ya se usó, fue sustituido por otro más nuevo o es demasiado antiguo. No se ha cambiado nada.',
    'Pida otro correo donde pidió este.',
  ],
}

const fr: Words = {
  '/verify': {
    title: 'Confirmez votre adresse',
    heading: 'Confirmez votre adresse',
    lead: 'Dès lors, cette adresse vous connecte à votre compte et sert à demander un nouveau mot de passe.',
    button: 'Cette adresse est à moi',
    doneHeading: 'Votre adresse est confirmée',
    done: 'Le lien a servi. Vous pouvez fermer cette page.',
  },
  '/revert': {
    title: 'Reprenez votre adresse',
    heading: 'Reprenez votre adresse',
    lead: 'Votre compte retrouve cette adresse, et toutes ses sessions sont fermées. Vous recevez par e-mail un lien pour choisir un nouveau mot de passe.',
    button: 'La reprendre',
    doneHeading: 'L’adresse est de nouveau à vous',
    done: 'Toutes les sessions ont été fermées. Regardez vos e-mails et choisissez un nouveau mot de passe avec le lien reçu.',
  },
  '/release': {
    title: 'Libérer votre adresse',
    heading: 'Libérer votre adresse',
    lead: 'Un compte de ce serveur affiche votre adresse et n’a jamais confirmé qu’elle est la sienne. Le bouton la retire à ce compte, dont le titulaire est prévenu. Vous pourrez ensuite vous inscrire avec elle. Si ce compte est le vôtre, fermez cette page.',
    button: 'Libérer mon adresse',
    doneHeading: 'Votre adresse est libre',
    done: 'Plus aucun compte ne l’a. Retournez dans l’application et inscrivez-vous avec elle ; là où il faut une invitation, demandez-en une. Le lien ne sert plus ; vous pouvez fermer cette page.',
  },
  wrong: [
    'Il est mal recopié, a déjà servi, a été remplacé par un plus récent, ou est trop ancien. Rien n’a été modifié.',
    'Demandez un nouvel e-mail là où vous avez demandé celui-ci.',
  ],
}

const ja: Words = {
  '/verify': {
    title: 'アドレスの確認',
    heading: 'アドレスを確認してください',
    lead: '確認すると、このアドレスでサインインでき、新しいパスワードの依頼にも使われます。',
    button: 'これは自分のアドレスです',
    doneHeading: 'アドレスを確認しました',
    done: 'このリンクは使用済みです。このページを閉じてかまいません。',
  },
  '/revert': {
    title: 'アドレスを取り戻す',
    heading: 'アドレスを取り戻す',
    lead: 'アカウントは再びこのアドレスになり、サインイン中の全員がサインアウトされます。新しいパスワードを選ぶためのリンクをメールで送ります。',
    button: '取り戻す',
    doneHeading: 'アドレスを取り戻しました',
    done: '全員をサインアウトしました。メールを確認し、その中のリンクで新しいパスワードを選んでください。',
  },
  '/release': {
    title: 'アドレスを解放する',
    heading: 'アドレスを解放する',
    lead: 'このサーバーのあるアカウントがあなたのアドレスを表示していますが、自分のものだと確認したことはありません。ボタンを押すと、アドレスはそのアカウントから外され、持ち主に知らされます。その後、このアドレスで登録できます。そのアカウントがあなたのものなら、このページを閉じてください。',
    button: 'アドレスを解放する',
    doneHeading: 'アドレスは解放されました',
    done: 'このアドレスを持つアカウントはもうありません。アプリに戻って登録してください。招待が必要な場合は、招待を頼んでください。リンクは使用済みです。このページは閉じてかまいません。',
  },
  wrong: [
    '入力の誤り、使用済み、新しいものへの置き換え、または期限切れです。何も変更されていません。',
    'このメールを依頼した場所で、新しいメールを依頼してください。',
  ],
}

const ar: Words = {
  '/verify': {
    title: 'أكّد عنوانك',
    heading: 'أكّد عنوانك',
    lead: 'ابتداءً من ذلك يُسجَّل الدخول إلى حسابك بهذا العنوان، وتُطلب به كلمة مرور جديدة.',
    button: 'هذا العنوان لي',
    doneHeading: 'تأكّد عنوانك',
    done: 'استُخدم الرابط. يمكنك إغلاق هذه الصفحة.',
  },
  '/revert': {
    title: 'استعد عنوانك',
    heading: 'استعد عنوانك',
    lead: 'يعود هذا العنوان إلى حسابك، ويُسجَّل خروج كل من دخل إليه. ويُرسل إليك بالبريد رابط لاختيار كلمة مرور جديدة.',
    button: 'استعادته',
    doneHeading: 'عاد العنوان إليك',
    done: 'سُجّل خروج الجميع. راجع بريدك واختر كلمة مرور جديدة بالرابط الذي فيه.',
  },
  '/release': {
    title: 'تحرير عنوانك',
    heading: 'تحرير عنوانك',
    lead: 'يعرض حساب على هذا الخادم عنوانك ولم يثبت قط أنه له. يأخذ الزر العنوان من ذلك الحساب ويُبلَّغ صاحبه، ثم يمكنك التسجيل به. إذا كان ذلك الحساب لك فأغلق هذه الصفحة.',
    button: 'تحرير عنواني',
    doneHeading: 'عنوانك حر الآن',
    done: 'لم يعد أي حساب يملكه. عد إلى التطبيق وسجّل به؛ وحيث يحتاج الحساب إلى دعوة فاطلب واحدة. استُهلك الرابط، ويمكنك إغلاق هذه الصفحة.',
  },
  wrong: [
    'كُتب خطأً، أو استُخدم، أو حلّ محلّه رابط أحدث، أو قديم جدًّا. لم يتغيّر شيء.',
    'اطلب رسالة جديدة من حيث طلبت هذه.',
  ],
}

export const words: Readonly<Record<Language, Words>> = { en, de, es, fr, ja, ar }
