import type { Language } from '#kernel/language'

const en = {
  title: 'Sign-in services',
  about: 'By these you sign in without your password.',
  none: 'None is linked yet.',
  noneOffered: 'This server offers none.',
  since: 'Linked',
  used: 'Used last',
  remove: 'Remove',
  removeNamed: (name: string, email: string) => `Remove ${name} ${email}`,
  add: 'Link a service',
  link: (name: string) => `Link ${name}`,
  done: {
    linked: 'The service is linked. You can sign in by it from now on.',
    removed: 'The service was removed. Nobody signs in by it any more.',
  },
}

const de: typeof en = {
  title: 'Anmeldedienste',
  about: 'Mit diesen melden Sie sich ohne Ihr Passwort an.',
  none: 'Es ist noch keiner verknüpft.',
  noneOffered: 'Dieser Server bietet keinen an.',
  since: 'Verknüpft',
  used: 'Zuletzt benutzt',
  remove: 'Entfernen',
  removeNamed: (name, email) => `${name} ${email} entfernen`,
  add: 'Einen Dienst verknüpfen',
  link: (name) => `${name} verknüpfen`,
  done: {
    linked: 'Der Dienst ist verknüpft. Ab jetzt können Sie sich damit anmelden.',
    removed: 'Der Dienst wurde entfernt. Damit meldet sich niemand mehr an.',
  },
}

const es: typeof en = {
  title: 'Servicios de inicio de sesión',
  about: 'Con estos inicia sesión sin su contraseña.',
  none: 'Todavía no hay ninguno vinculado.',
  noneOffered: 'Este servidor no ofrece ninguno.',
  since: 'Vinculado',
  used: 'Último uso',
  remove: 'Quitar',
  removeNamed: (name, email) => `Quitar ${name} ${email}`,
  add: 'Vincular un servicio',
  link: (name) => `Vincular ${name}`,
  done: {
    linked: 'El servicio está vinculado. Desde ahora puede iniciar sesión con él.',
    removed: 'El servicio se quitó. Ya nadie inicia sesión con él.',
  },
}

const fr: typeof en = {
  title: 'Services de connexion',
  about: 'Avec ceux-ci, vous vous connectez sans votre mot de passe.',
  none: 'Aucun n’est encore lié.',
  noneOffered: 'Ce serveur n’en propose aucun.',
  since: 'Lié',
  used: 'Dernière utilisation',
  remove: 'Retirer',
  removeNamed: (name, email) => `Retirer ${name} ${email}`,
  add: 'Lier un service',
  link: (name) => `Lier ${name}`,
  done: {
    linked: 'Le service est lié. Vous pouvez désormais vous connecter avec lui.',
    removed: 'Le service a été retiré. Plus personne ne se connecte avec lui.',
  },
}

const ja: typeof en = {
  title: 'サインインサービス',
  about: 'これらを使うと、パスワードなしでサインインできます。',
  none: 'まだ連携されていません。',
  noneOffered: 'このサーバーで使えるものはありません。',
  since: '連携日時',
  used: '最終使用',
  remove: '削除',
  removeNamed: (name, email) => `${name} ${email} を削除`,
  add: 'サービスを連携',
  link: (name) => `${name} を連携`,
  done: {
    linked: 'サービスを連携しました。これからはこのサービスでサインインできます。',
    removed: 'サービスを削除しました。このサービスではもうサインインできません。',
  },
}

const ar: typeof en = {
  title: 'خدمات تسجيل الدخول',
  about: 'بهذه تسجّل الدخول دون كلمة مرورك.',
  none: 'لم تُربط أي خدمة بعد.',
  noneOffered: 'لا يقدّم هذا الخادم أي خدمة.',
  since: 'تاريخ الربط',
  used: 'آخر استخدام',
  remove: 'إزالة',
  removeNamed: (name, email) => `إزالة ${name} ${email}`,
  add: 'ربط خدمة',
  link: (name) => `ربط ${name}`,
  done: {
    linked: 'رُبطت الخدمة. يمكنك تسجيل الدخول بها من الآن.',
    removed: 'أُزيلت الخدمة. لن يسجّل أحد الدخول بها بعد الآن.',
  },
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
