import type { Language } from '#kernel/language'

const en = {
  title: 'Password',
  othersEnd: 'Changing your password signs you out on all other devices. You stay signed in here.',
  current: 'Current password',
  change: 'Change password',
  forgotten: (username: string) => `Forgot your password, or none yet for ${username}? Get a link by email`,
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
    done: { changed: 'パスワードを変更しました。' },
  },
  ar: {
    title: 'كلمة المرور',
    othersEnd: 'تغيير كلمة المرور يسجّل خروجك من كل الأجهزة الأخرى، وتبقى مسجَّل الدخول هنا.',
    current: 'كلمة المرور الحالية',
    change: 'تغيير كلمة المرور',
    forgotten: (username) =>
      `نسيت كلمة المرور، أو لا توجد كلمة بعد للحساب ${username}؟ احصل على رابط بالبريد`,
    done: { changed: 'تم تغيير كلمة مرورك.' },
  },
}
