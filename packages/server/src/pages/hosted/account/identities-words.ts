import type { Language } from '#kernel/language'

const en = {
  title: 'Linked accounts',
  about: 'Sign in with these instead of your password.',
  none: 'You have not linked an account yet.',
  noneOffered: 'This server does not offer any.',
  since: 'linked',
  used: 'last used',
  remove: 'Remove',
  removeNamed: (name: string, email: string) => `Remove ${name} ${email}`,
  add: 'Link an account',
  link: (name: string) => `Link ${name}`,
  done: {
    linked: 'The account is linked. You can now sign in with it.',
    removed: 'The account was removed. It no longer signs in here.',
  },
}

const de: typeof en = {
  title: 'Verknüpfte Konten',
  about: 'Damit melden Sie sich statt mit Ihrem Passwort an.',
  none: 'Sie haben noch kein Konto verknüpft.',
  noneOffered: 'Dieser Server bietet keine an.',
  since: 'verknüpft:',
  used: 'zuletzt verwendet:',
  remove: 'Entfernen',
  removeNamed: (name, email) => `${name} ${email} entfernen`,
  add: 'Konto verknüpfen',
  link: (name) => `${name} verknüpfen`,
  done: {
    linked: 'Das Konto ist verknüpft. Sie können sich jetzt damit anmelden.',
    removed: 'Das Konto wurde entfernt. Damit kann sich hier niemand mehr anmelden.',
  },
}

const es: typeof en = {
  title: 'Cuentas vinculadas',
  about: 'Con ellas inicia sesión en lugar de con su contraseña.',
  none: 'Todavía no ha vinculado ninguna cuenta.',
  noneOffered: 'Este servidor no ofrece ninguna.',
  since: 'vinculada el',
  used: 'último uso:',
  remove: 'Quitar',
  removeNamed: (name, email) => `Quitar ${name} ${email}`,
  add: 'Vincular una cuenta',
  link: (name) => `Vincular ${name}`,
  done: {
    linked: 'La cuenta está vinculada. Ya puede iniciar sesión con ella.',
    removed: 'La cuenta se ha quitado. Ya no sirve para iniciar sesión aquí.',
  },
}

const fr: typeof en = {
  title: 'Comptes associés',
  about: 'Connectez-vous avec eux au lieu de votre mot de passe.',
  none: 'Vous n’avez encore associé aucun compte.',
  noneOffered: 'Ce serveur n’en propose aucun.',
  since: 'associé le',
  used: 'dernière utilisation :',
  remove: 'Retirer',
  removeNamed: (name, email) => `Retirer ${name} ${email}`,
  add: 'Associer un compte',
  link: (name) => `Associer ${name}`,
  done: {
    linked: 'Le compte est associé. Vous pouvez maintenant vous connecter avec lui.',
    removed: 'Le compte a été retiré. Il ne permet plus de se connecter ici.',
  },
}

const ja: typeof en = {
  title: '連携アカウント',
  about: 'パスワードの代わりに、これらでサインインできます。',
  none: '連携しているアカウントはまだありません。',
  noneOffered: 'このサーバーでは利用できるものがありません。',
  since: '連携:',
  used: '最後の使用:',
  remove: '連携を解除',
  removeNamed: (name, email) => `${name} ${email} の連携を解除`,
  add: 'アカウントを連携',
  link: (name) => `${name} を連携`,
  done: {
    linked: 'アカウントを連携しました。このアカウントでサインインできます。',
    removed: 'アカウントの連携を解除しました。このアカウントではもうサインインできません。',
  },
}

const ar: typeof en = {
  title: 'الحسابات المرتبطة',
  about: 'سجّل الدخول بها بدلًا من كلمة مرورك.',
  none: 'لم تربط أي حساب بعد.',
  noneOffered: 'لا يقدّم هذا الخادم أيًّا منها.',
  since: 'رُبط في',
  used: 'آخر استخدام:',
  remove: 'إزالة',
  removeNamed: (name, email) => `إزالة ${name} ${email}`,
  add: 'ربط حساب',
  link: (name) => `ربط ${name}`,
  done: {
    linked: 'تم ربط الحساب. يمكنك الآن تسجيل الدخول به.',
    removed: 'أُزيل الحساب. لم يعد بالإمكان تسجيل الدخول به هنا.',
  },
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
