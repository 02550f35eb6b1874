import type { Language } from '#kernel/language'

const en = {
  title: 'Finish creating your account',
  lead: 'Enter the password you chose when you signed up. If you did not sign up, close this page: without that password nobody can create an account with your address.',
  passwordHint: 'The one you chose when you signed up.',
  doneHeading: 'Your account is ready',
  done: ['Your email address is confirmed too. The link has been used and does not work again.'],
  wrong: [
    'It may be incomplete, already used or more than 24 hours old, or the password was wrong five times. No account was created.',
    'If you do not have an account yet, sign up again.',
  ],
}

const de: typeof en = {
  title: 'Konto fertig einrichten',
  lead: 'Geben Sie das Passwort ein, das Sie bei der Registrierung gewählt haben. Wenn Sie sich nicht registriert haben, schließen Sie diese Seite: Ohne dieses Passwort kann niemand ein Konto mit Ihrer Adresse erstellen.',
  passwordHint: 'Das Passwort, das Sie bei der Registrierung gewählt haben.',
  doneHeading: 'Ihr Konto ist fertig',
  done: [
    'Auch Ihre E-Mail-Adresse ist damit bestätigt. Der Link wurde benutzt und funktioniert kein zweites Mal.',
  ],
  wrong: [
    'Er ist vielleicht unvollständig, schon benutzt oder älter als 24 Stunden, oder das Passwort war fünfmal falsch. Es wurde kein Konto erstellt.',
    'Wenn Sie noch kein Konto haben, registrieren Sie sich noch einmal.',
  ],
}

const es: typeof en = {
  title: 'Termine de crear su cuenta',
  lead: 'Escriba la contraseña que eligió al registrarse. Si no se registró usted, cierre esta página: sin esa contraseña nadie puede crear una cuenta con su dirección.',
  passwordHint: 'La que eligió al registrarse.',
  doneHeading: 'Su cuenta está lista',
  done: ['Su dirección de correo también queda confirmada. El enlace ya se ha usado y no funciona otra vez.'],
  wrong: [
    'Puede que esté incompleto, ya se haya usado o tenga más de 24 horas, o que la contraseña fuera incorrecta cinco veces. No se ha creado ninguna cuenta.',
    'Si todavía no tiene cuenta, regístrese de nuevo.',
  ],
}

const fr: typeof en = {
  title: 'Terminez la création de votre compte',
  lead: 'Saisissez le mot de passe que vous avez choisi à l’inscription. Si vous ne vous êtes pas inscrit, fermez cette page : sans ce mot de passe, personne ne peut créer de compte avec votre adresse.',
  passwordHint: 'Celui que vous avez choisi à l’inscription.',
  doneHeading: 'Votre compte est prêt',
  done: ['Votre adresse e-mail est également confirmée. Le lien a été utilisé et ne fonctionne plus.'],
  wrong: [
    'Il est peut-être incomplet, déjà utilisé ou vieux de plus de 24 heures, ou le mot de passe a été erroné cinq fois. Aucun compte n’a été créé.',
    'Si vous n’avez pas encore de compte, inscrivez-vous à nouveau.',
  ],
}

const ja: typeof en = {
  title: 'アカウントの作成を完了する',
  lead: '登録時に決めたパスワードを入力してください。登録した覚えがなければ、このページを閉じてください。そのパスワードがなければ、あなたのアドレスでアカウントが作られることはありません。',
  passwordHint: '登録時に決めたパスワードです。',
  doneHeading: 'アカウントの準備ができました',
  done: ['メールアドレスの確認も済みました。このリンクは使用済みで、もう使えません。'],
  wrong: [
    'リンクが途中で切れている、使用済み、発行から24時間以上経過、またはパスワードを5回間違えた可能性があります。アカウントは作成されていません。',
    'まだアカウントがない場合は、もう一度登録してください。',
  ],
}

const ar: typeof en = {
  title: 'أكمل إنشاء حسابك',
  lead: 'أدخل كلمة المرور التي اخترتها عند التسجيل. وإن لم تكن قد سجّلت فأغلق هذه الصفحة: من دون كلمة المرور تلك لا يمكن لأحد إنشاء حساب بعنوانك.',
  passwordHint: 'التي اخترتها عند التسجيل.',
  doneHeading: 'حسابك جاهز',
  done: ['تأكّد عنوان بريدك الإلكتروني أيضًا. استُخدم الرابط ولن يعمل مرة أخرى.'],
  wrong: [
    'ربما كان ناقصًا أو مستخدَمًا أو مضى عليه أكثر من 24 ساعة، أو أُدخلت كلمة مرور خاطئة خمس مرات. لم يُنشأ أي حساب.',
    'إن لم يكن لديك حساب بعد فسجّل من جديد.',
  ],
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
