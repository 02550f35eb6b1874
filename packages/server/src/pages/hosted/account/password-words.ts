import type { Language } from '#kernel/language'

const en = {
  title: 'Password',
  othersEnd: 'Changing your password signs you out on all other devices. You stay signed in here.',
  current: 'Current password',
  change: 'Change password',
  forgotten: (username: string) =>
    `Forgot the password of ${username}, or never had one? Get a link by email`,
  none: 'You have no password yet. With one, you can also sign in with your username or email. Choosing it signs you out on all other devices.',
  choose: 'Choose password',
  done: { changed: 'Your password was changed.' },
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Passwort',
    othersEnd:
      'Wenn Sie Ihr Passwort ändern, werden Sie auf allen anderen Geräten abgemeldet. Hier bleiben Sie angemeldet.',
    current: 'Aktuelles Passwort',
    change: 'Passwort ändern',
    forgotten: (username) => `Passwort vergessen oder noch keines für ${username}? Link per E-Mail erhalten`,
    none: 'Sie haben noch kein Passwort. Mit einem können Sie sich auch mit Benutzernamen oder E-Mail-Adresse anmelden. Wenn Sie es festlegen, werden Sie auf allen anderen Geräten abgemeldet.',
    choose: 'Passwort festlegen',
    done: { changed: 'Ihr Passwort wurde geändert.' },
  },
  es: {
    title: 'Contraseña',
    othersEnd:
      'Al cambiar la contraseña se cierra su sesión en todos los demás dispositivos. Aquí seguirá abierta.',
    current: 'Contraseña actual',
    change: 'Cambiar la contraseña',
    forgotten: (username) =>
      `¿Olvidó la contraseña o ${username} todavía no tiene ninguna? Reciba un enlace por correo`,
    none: 'Todavía no tiene contraseña. Con una también podrá iniciar sesión con su nombre de usuario o su correo. Al elegirla se cierra su sesión en todos los demás dispositivos.',
    choose: 'Elegir la contraseña',
    done: { changed: 'Su contraseña se ha cambiado.' },
  },
  fr: {
    title: 'Mot de passe',
    othersEnd:
      'Changer de mot de passe vous déconnecte de tous vos autres appareils. Vous restez connecté ici.',
    current: 'Mot de passe actuel',
    change: 'Changer le mot de passe',
    forgotten: (username) =>
      `Mot de passe oublié, ou pas encore défini pour ${username} ? Recevoir un lien par e-mail`,
    none: 'Vous n’avez pas encore de mot de passe. Avec un mot de passe, vous pourrez aussi vous connecter par votre nom d’utilisateur ou votre e-mail. Le choisir vous déconnecte de tous vos autres appareils.',
    choose: 'Choisir le mot de passe',
    done: { changed: 'Votre mot de passe a été modifié.' },
  },
  ja: {
    title: 'パスワード',
    othersEnd:
      'パスワードを変更すると、ほかのすべてのデバイスからサインアウトします。ここではサインインしたままです。',
    current: '現在のパスワード',
    change: 'パスワードを変更',
    forgotten: (username) =>
      `${username} のパスワードを忘れた場合や、まだ設定していない場合は、メールでリンクを受け取れます`,
    none: 'パスワードはまだ設定されていません。設定すると、ユーザー名やメールアドレスでもサインインできます。ほかのすべてのデバイスからはサインアウトします。',
    choose: 'パスワードを設定',
    done: { changed: 'パスワードを変更しました。' },
  },
  ar: {
    title: 'كلمة المرور',
    othersEnd: 'تغيير كلمة المرور يسجّل خروجك من كل الأجهزة الأخرى، وتبقى مسجَّل الدخول هنا.',
    current: 'كلمة المرور الحالية',
    change: 'تغيير كلمة المرور',
    forgotten: (username) =>
      `نسيت كلمة المرور، أو لا توجد كلمة بعد للحساب ${username}؟ احصل على رابط بالبريد`,
    none: 'ليست لديك كلمة مرور بعد. بها يمكنك أيضًا تسجيل الدخول باسم المستخدم أو البريد. اختيارها يسجّل خروجك من كل الأجهزة الأخرى.',
    choose: 'اختيار كلمة المرور',
    done: { changed: 'تم تغيير كلمة مرورك.' },
  },
}
