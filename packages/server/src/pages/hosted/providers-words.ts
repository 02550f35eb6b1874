import type { Language } from '#kernel/language'

const en = {
  with: (name: string) => `Continue with ${name}`,
  or: 'or',
  going: (name: string) => `On to ${name}`,
  goOn: (name: string) => `If nothing happens, go on to ${name} yourself.`,
  notSignedIn: 'You are not signed in',
  back: 'Back to the sign-in',
  provider_refused:
    'The sign-in elsewhere was not accepted: you did not agree there, it was begun in another browser, or it took too long. Begin it again.',
  provider_unavailable:
    'That provider does not answer just now. Try again in a moment, or sign in another way.',
  provider_not_found: 'This server does not know that provider any more. Sign in another way.',
  address_not_proved:
    'The provider does not prove that your e-mail address is yours. If you have an account here, sign in to it another way, and link the provider in your account. If you have none, register with your address.',
  email_taken:
    'This e-mail address was given up lately, and may still be taken back. Sign in another way, and link the provider in your account.',
  registration_closed:
    'There is no account of yours here yet, and you cannot make one yourself. If you have one, sign in to it another way, and link the provider in your account. Else ask an administrator of this server.',
  account_disabled: 'This account is disabled. Ask an administrator of this server.',
  identity_taken:
    'Nothing was linked: that account signs in to another account here already, or yours has as many as it may have.',
  reauth_required:
    'Nothing was changed: it is too long ago that you proved who you are. Sign out, sign in again, and do it then.',
  last_way_in:
    'Nothing was changed: this is the only way into your account. Choose a password or add a passkey first.',
  other: 'Nothing was changed. Begin again.',
  reference: (reference: string) => `Whoever runs this server finds out why by this reference: ${reference}`,
  title: 'Accounts elsewhere',
  about: 'By these you sign in without your password.',
  none: 'There is none yet.',
  since: 'Linked',
  used: 'Used last',
  unlink: 'Remove',
  unlinkThis: (name: string, email: string) => `Remove ${name} ${email}`,
  add: 'Link another one',
  link: (name: string) => `Link ${name}`,
  notDone: 'Nothing was done',
  toAccount: 'Back to your account',
}

const de: typeof en = {
  with: (name) => `Weiter mit ${name}`,
  or: 'oder',
  going: (name) => `Weiter zu ${name}`,
  goOn: (name) => `Wenn nichts geschieht, geh selbst weiter zu ${name}.`,
  notSignedIn: 'Du bist nicht angemeldet',
  back: 'Zurück zur Anmeldung',
  provider_refused:
    'Die Anmeldung beim anderen Anbieter wurde nicht angenommen: Du hast dort nicht zugestimmt, sie wurde in einem anderen Browser begonnen, oder sie hat zu lange gedauert. Beginne neu.',
  provider_unavailable:
    'Dieser Anbieter antwortet gerade nicht. Versuche es gleich noch einmal, oder melde dich anders an.',
  provider_not_found: 'Diesen Anbieter kennt der Server nicht mehr. Melde dich anders an.',
  address_not_proved:
    'Der Anbieter belegt nicht, dass die E-Mail-Adresse dir gehört. Wenn du hier ein Konto hast, melde dich anders an und verknüpfe den Anbieter in deinem Konto. Wenn nicht, registriere dich mit deiner Adresse.',
  email_taken:
    'Diese E-Mail-Adresse wurde kürzlich aufgegeben und kann noch zurückgeholt werden. Melde dich anders an und verknüpfe den Anbieter in deinem Konto.',
  registration_closed:
    'Du hast hier noch kein Konto und kannst selbst keines anlegen. Wenn du doch eines hast, melde dich anders an und verknüpfe den Anbieter in deinem Konto. Sonst frage jemanden, der diesen Server verwaltet.',
  account_disabled: 'Dieses Konto ist gesperrt. Frage jemanden, der diesen Server verwaltet.',
  identity_taken:
    'Nichts wurde verknüpft: Jenes Konto meldet schon bei einem anderen Konto hier an, oder deines hat so viele, wie es haben darf.',
  reauth_required:
    'Nichts wurde geändert: Es ist zu lange her, dass du bewiesen hast, wer du bist. Melde dich ab, melde dich neu an, und tu es dann.',
  last_way_in:
    'Nichts wurde geändert: Das ist der einzige Weg in dein Konto. Wähle erst ein Passwort, oder füge einen Passkey hinzu.',
  other: 'Nichts wurde geändert. Beginne neu.',
  reference: (reference) => `Wer diesen Server betreibt, findet den Grund unter diesem Zeichen: ${reference}`,
  title: 'Konten anderswo',
  about: 'Mit diesen meldest du dich ohne dein Passwort an.',
  none: 'Es gibt noch keines.',
  since: 'Verknüpft',
  used: 'Zuletzt benutzt',
  unlink: 'Entfernen',
  unlinkThis: (name, email) => `${name} ${email} entfernen`,
  add: 'Ein weiteres verknüpfen',
  link: (name) => `${name} verknüpfen`,
  notDone: 'Nichts wurde getan',
  toAccount: 'Zurück zu deinem Konto',
}

const es: typeof en = {
  with: (name) => `Continuar con ${name}`,
  or: 'o',
  going: (name) => `Hacia ${name}`,
  goOn: (name) => `Si no ocurre nada, sigue tú hacia ${name}.`,
  notSignedIn: 'No has iniciado sesión',
  back: 'Volver al inicio de sesión',
  provider_refused:
    'No se aceptó el inicio de sesión en el otro proveedor: no diste tu acuerdo allí, se empezó en otro navegador o tardó demasiado. Empieza de nuevo.',
  provider_unavailable:
    'Ese proveedor no responde ahora. Inténtalo de nuevo en un momento, o inicia sesión de otra manera.',
  provider_not_found: 'Este servidor ya no conoce a ese proveedor. Inicia sesión de otra manera.',
  address_not_proved:
    'El proveedor no demuestra que la dirección de correo sea tuya. Si tienes una cuenta aquí, inicia sesión de otra manera y vincula el proveedor en tu cuenta. Si no, regístrate con tu dirección.',
  email_taken:
    'Esta dirección de correo se abandonó hace poco y todavía puede recuperarse. Inicia sesión de otra manera y vincula el proveedor en tu cuenta.',
  registration_closed:
    'Todavía no tienes una cuenta aquí, y no puedes crearla tú. Si tienes una, inicia sesión de otra manera y vincula el proveedor en tu cuenta. Si no, pregunta a quien administra este servidor.',
  account_disabled: 'Esta cuenta está desactivada. Pregunta a quien administra este servidor.',
  identity_taken:
    'No se vinculó nada: esa cuenta ya inicia sesión en otra cuenta de aquí, o la tuya tiene tantas como puede tener.',
  reauth_required:
    'No se cambió nada: hace demasiado que demostraste quién eres. Cierra la sesión, iníciala de nuevo y hazlo entonces.',
  last_way_in:
    'No se cambió nada: es la única entrada a tu cuenta. Elige antes una contraseña o añade una llave de acceso.',
  other: 'No se cambió nada. Empieza de nuevo.',
  reference: (reference) =>
    `Quien administra este servidor averigua el motivo con esta referencia: ${reference}`,
  title: 'Cuentas en otros sitios',
  about: 'Con estas inicias sesión sin tu contraseña.',
  none: 'Todavía no hay ninguna.',
  since: 'Vinculada',
  used: 'Último uso',
  unlink: 'Quitar',
  unlinkThis: (name, email) => `Quitar ${name} ${email}`,
  add: 'Vincular otra',
  link: (name) => `Vincular ${name}`,
  notDone: 'No se hizo nada',
  toAccount: 'Volver a tu cuenta',
}

const fr: typeof en = {
  with: (name) => `Continuer avec ${name}`,
  or: 'ou',
  going: (name) => `Vers ${name}`,
  goOn: (name) => `Si rien ne se passe, continuez vous-même vers ${name}.`,
  notSignedIn: 'Vous n’êtes pas connecté',
  back: 'Retour à la connexion',
  provider_refused:
    'La connexion chez l’autre fournisseur n’a pas été acceptée : vous n’y avez pas consenti, elle a commencé dans un autre navigateur ou elle a duré trop longtemps. Recommencez.',
  provider_unavailable:
    'Ce fournisseur ne répond pas pour l’instant. Réessayez dans un moment, ou connectez-vous autrement.',
  provider_not_found: 'Ce serveur ne connaît plus ce fournisseur. Connectez-vous autrement.',
  address_not_proved:
    'Le fournisseur ne prouve pas que l’adresse e-mail est la vôtre. Si vous avez un compte ici, connectez-vous autrement et liez le fournisseur dans votre compte. Sinon, inscrivez-vous avec votre adresse.',
  email_taken:
    'Cette adresse e-mail a été abandonnée récemment et peut encore être reprise. Connectez-vous autrement et liez le fournisseur dans votre compte.',
  registration_closed:
    'Vous n’avez pas encore de compte ici et ne pouvez pas en créer un. Si vous en avez un, connectez-vous autrement et liez le fournisseur dans votre compte. Sinon, demandez à un administrateur de ce serveur.',
  account_disabled: 'Ce compte est désactivé. Demandez à un administrateur de ce serveur.',
  identity_taken:
    'Rien n’a été lié : ce compte connecte déjà à un autre compte ici, ou le vôtre en a autant qu’il peut.',
  reauth_required:
    'Rien n’a été changé : vous avez prouvé votre identité il y a trop longtemps. Déconnectez-vous, reconnectez-vous, puis recommencez.',
  last_way_in:
    'Rien n’a été changé : c’est le seul accès à votre compte. Choisissez d’abord un mot de passe ou ajoutez une clé d’accès.',
  other: 'Rien n’a été changé. Recommencez.',
  reference: (reference) =>
    `L’administrateur de ce serveur trouve la raison avec cette référence : ${reference}`,
  title: 'Comptes externes',
  about: 'Avec ceux-ci, vous vous connectez sans votre mot de passe.',
  none: 'Il n’y en a pas encore.',
  since: 'Lié',
  used: 'Dernière utilisation',
  unlink: 'Retirer',
  unlinkThis: (name, email) => `Retirer ${name} ${email}`,
  add: 'En lier un autre',
  link: (name) => `Lier ${name}`,
  notDone: 'Rien n’a été fait',
  toAccount: 'Retour à votre compte',
}

const ja: typeof en = {
  with: (name) => `${name} で続ける`,
  or: 'または',
  going: (name) => `${name} へ移動します`,
  goOn: (name) => `何も起こらない場合は、ここから ${name} へ進んでください。`,
  notSignedIn: 'サインインしていません',
  back: 'サインインに戻る',
  provider_refused:
    '外部でのサインインは受け付けられませんでした。そこで同意しなかったか、別のブラウザーで始めたか、時間がかかりすぎました。もう一度始めてください。',
  provider_unavailable:
    'そのプロバイダーは現在応答していません。しばらくしてからやり直すか、別の方法でサインインしてください。',
  provider_not_found:
    'このサーバーではそのプロバイダーを使えなくなりました。別の方法でサインインしてください。',
  address_not_proved:
    'このメールアドレスがあなたのものであることを、プロバイダーは証明していません。ここにアカウントがある場合は、別の方法でサインインし、アカウントでプロバイダーを連携してください。ない場合は、メールアドレスで登録してください。',
  email_taken:
    'このメールアドレスは最近手放されたもので、まだ元に戻される可能性があります。別の方法でサインインし、アカウントでプロバイダーを連携してください。',
  registration_closed:
    'ここにはまだあなたのアカウントがなく、自分で作ることもできません。アカウントがある場合は、別の方法でサインインし、アカウントでプロバイダーを連携してください。ない場合は、このサーバーの管理者に尋ねてください。',
  account_disabled: 'このアカウントは無効になっています。このサーバーの管理者に尋ねてください。',
  identity_taken:
    '連携されませんでした。その外部アカウントはすでに別のアカウントに連携されているか、あなたのアカウントの連携数が上限に達しています。',
  reauth_required:
    '何も変更されていません。本人確認から時間がたちすぎています。サインアウトし、もう一度サインインしてから行ってください。',
  last_way_in:
    '何も変更されていません。これはあなたのアカウントに入る唯一の方法です。先にパスワードを決めるか、パスキーを追加してください。',
  other: '何も変更されていません。もう一度始めてください。',
  reference: (reference) => `このサーバーの管理者は、この参照番号で理由を調べられます：${reference}`,
  title: '外部のアカウント',
  about: 'これらを使うと、パスワードなしでサインインできます。',
  none: 'まだありません。',
  since: '連携日時',
  used: '最終使用',
  unlink: '削除',
  unlinkThis: (name, email) => `${name} ${email} を削除`,
  add: '別のアカウントを連携',
  link: (name) => `${name} を連携`,
  notDone: '何も行われませんでした',
  toAccount: 'アカウントに戻る',
}

const ar: typeof en = {
  with: (name) => `المتابعة باستخدام ${name}`,
  or: 'أو',
  going: (name) => `الانتقال إلى ${name}`,
  goOn: (name) => `إذا لم يحدث شيء، فانتقل بنفسك إلى ${name}.`,
  notSignedIn: 'لم تسجّل الدخول',
  back: 'العودة إلى تسجيل الدخول',
  provider_refused:
    'لم يُقبل تسجيل الدخول لدى المزوّد الآخر: لم توافق هناك، أو بدأ في متصفّح آخر، أو استغرق وقتًا طويلًا. ابدأ من جديد.',
  provider_unavailable: 'هذا المزوّد لا يستجيب الآن. حاول مرة أخرى بعد قليل، أو سجّل الدخول بطريقة أخرى.',
  provider_not_found: 'لم يعد هذا الخادم يعرف ذلك المزوّد. سجّل الدخول بطريقة أخرى.',
  address_not_proved:
    'لا يُثبت المزوّد أن عنوان البريد الإلكتروني لك. إذا كان لديك حساب هنا، فسجّل الدخول بطريقة أخرى واربط المزوّد في حسابك. وإن لم يكن لديك حساب، فسجّل بعنوانك.',
  email_taken:
    'تُرك عنوان البريد الإلكتروني هذا مؤخرًا ولا يزال من الممكن استعادته. سجّل الدخول بطريقة أخرى واربط المزوّد في حسابك.',
  registration_closed:
    'ليس لديك حساب هنا بعد، ولا يمكنك إنشاء حساب بنفسك. إذا كان لديك حساب، فسجّل الدخول بطريقة أخرى واربط المزوّد في حسابك. وإلا فاسأل مسؤول هذا الخادم.',
  account_disabled: 'هذا الحساب معطّل. اسأل مسؤول هذا الخادم.',
  identity_taken: 'لم يُربط شيء: ذلك الحساب يسجّل الدخول إلى حساب آخر هنا، أو بلغ حسابك الحد الأقصى.',
  reauth_required:
    'لم يتغيّر شيء: مضى وقت طويل منذ أن أثبتّ هويتك. سجّل الخروج، ثم سجّل الدخول من جديد، وأعد المحاولة.',
  last_way_in:
    'لم يتغيّر شيء: هذه هي الطريقة الوحيدة للدخول إلى حسابك. اختر كلمة مرور أو أضف مفتاح مرور أولًا.',
  other: 'لم يتغيّر شيء. ابدأ من جديد.',
  reference: (reference) => `يعرف مسؤول هذا الخادم السبب من خلال هذا المرجع: ${reference}`,
  title: 'الحسابات الخارجية',
  about: 'بهذه تسجّل الدخول دون كلمة مرورك.',
  none: 'لا يوجد أيّ منها بعد.',
  since: 'تاريخ الربط',
  used: 'آخر استخدام',
  unlink: 'إزالة',
  unlinkThis: (name, email) => `إزالة ${name} ${email}`,
  add: 'ربط حساب آخر',
  link: (name) => `ربط ${name}`,
  notDone: 'لم يُنفَّذ شيء',
  toAccount: 'العودة إلى حسابك',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
export type ProviderWords = typeof en
