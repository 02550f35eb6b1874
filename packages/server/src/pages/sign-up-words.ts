import type { Language } from '#kernel/language'

const en = {
  title: 'Finish your registration',
  lead: 'Enter the password that you chose when you registered. If you did not register, close this page: without that password nobody gets an account with your address.',
  button: 'Make my account',
  passwordHint: 'The one that was chosen at registering.',
  nothing: 'No account was made yet.',
  doneHeading: 'Your account is made',
  done: [
    'Go back to the app and sign in. Your address is confirmed as well.',
    'The link is used up; nobody can use it again. You may close this page.',
  ],
  wrong: [
    'It is mistyped, was used already, is more than 24 hours old, or the password was wrong five times. No account was made by it now.',
    'If you have no account yet, register again.',
  ],
}

const de: typeof en = {
  title: 'Registrierung abschließen',
  lead: 'Geben Sie das Passwort ein, das Sie bei der Registrierung gewählt haben. Wenn Sie sich nicht registriert haben, schließen Sie diese Seite: Ohne dieses Passwort bekommt niemand ein Konto mit Ihrer Adresse.',
  button: 'Mein Konto anlegen',
  passwordHint: 'Das bei der Registrierung gewählte.',
  nothing: 'Es wurde noch kein Konto angelegt.',
  doneHeading: 'Ihr Konto ist angelegt',
  done: [
    'Gehen Sie zurück zur App und melden Sie sich an. Ihre Adresse ist damit auch bestätigt.',
    'Der Link ist verbraucht; niemand kann ihn noch einmal benutzen. Sie können diese Seite schließen.',
  ],
  wrong: [
    'Er ist falsch geschrieben, wurde schon benutzt, ist älter als 24 Stunden, oder das Passwort war fünfmal falsch. Jetzt wurde kein Konto angelegt.',
    'Wenn Sie noch kein Konto haben, registrieren Sie sich erneut.',
  ],
}

const es: typeof en = {
  title: 'Termine su registro',
  lead: 'Escriba la contraseña que eligió al registrarse. Si no se registró, cierre esta página: sin esa contraseña nadie obtiene una cuenta con su dirección.',
  button: 'Crear mi cuenta',
  passwordHint: 'La que se eligió al registrarse.',
  nothing: 'Todavía no se ha creado ninguna cuenta.',
  doneHeading: 'Su cuenta está creada',
  done: [
    'Vuelva a la aplicación e inicie sesión. Su dirección también queda confirmada.',
    'El enlace ya se usó; nadie puede volver a usarlo. Puede cerrar esta página.',
  ],
  wrong: [
    'Está mal escrito, ya se usó, tiene más de 24 horas o la contraseña fue incorrecta cinco veces. No se ha creado ninguna cuenta ahora.',
    'Si aún no tiene cuenta, regístrese de nuevo.',
  ],
}

const fr: typeof en = {
  title: 'Terminez votre inscription',
  lead: 'Saisissez le mot de passe choisi à l’inscription. Si vous ne vous êtes pas inscrit, fermez cette page : sans ce mot de passe, personne n’obtient de compte avec votre adresse.',
  button: 'Créer mon compte',
  passwordHint: 'Celui qui a été choisi à l’inscription.',
  nothing: 'Aucun compte n’a encore été créé.',
  doneHeading: 'Votre compte est créé',
  done: [
    'Retournez dans l’application et connectez-vous. Votre adresse est confirmée aussi.',
    'Le lien a servi ; personne ne peut le réutiliser. Vous pouvez fermer cette page.',
  ],
  wrong: [
    'Il est mal recopié, a déjà servi, date de plus de 24 heures, ou le mot de passe a été faux cinq fois. Aucun compte n’a été créé maintenant.',
    'Si vous n’avez pas encore de compte, inscrivez-vous à nouveau.',
  ],
}

const ja: typeof en = {
  title: '登録を完了する',
  lead: '登録時に選んだパスワードを入力してください。登録した覚えがなければ、このページを閉じてください。そのパスワードなしに、あなたのアドレスでアカウントが作られることはありません。',
  button: 'アカウントを作成',
  passwordHint: '登録時に選んだもの。',
  nothing: 'まだアカウントは作成されていません。',
  doneHeading: 'アカウントができました',
  done: [
    'アプリに戻ってサインインしてください。アドレスの確認も済みました。',
    'このリンクは使用済みで、もう誰も使えません。このページを閉じてかまいません。',
  ],
  wrong: [
    '入力の誤り、使用済み、24時間の経過、または5回のパスワード間違いです。いまアカウントは作成されていません。',
    'まだアカウントがなければ、もう一度登録してください。',
  ],
}

const ar: typeof en = {
  title: 'أكمل تسجيلك',
  lead: 'اكتب كلمة المرور التي اخترتها عند التسجيل. وإن لم تسجّل فأغلق هذه الصفحة: من دون تلك الكلمة لا يحصل أحد على حساب بعنوانك.',
  button: 'إنشاء حسابي',
  passwordHint: 'التي اختيرت عند التسجيل.',
  nothing: 'لم يُنشأ حساب بعد.',
  doneHeading: 'أُنشئ حسابك',
  done: [
    'عد إلى التطبيق وسجّل الدخول. وقد تأكّد عنوانك أيضًا.',
    'استُخدم الرابط، ولا يمكن لأحد استخدامه ثانية. يمكنك إغلاق هذه الصفحة.',
  ],
  wrong: [
    'كُتب خطأً، أو استُخدم، أو مضى عليه أكثر من 24 ساعة، أو أخطأت كلمة المرور خمس مرات. لم يُنشأ به حساب الآن.',
    'إن لم يكن لك حساب بعد فسجّل من جديد.',
  ],
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
