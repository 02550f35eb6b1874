import type { Language } from '#kernel/language'

const en = {
  title: 'Prove that it is you',
  why: 'What you are about to do could shut you out if somebody else did it. That counts for ten minutes.',
  password: 'Password',
  code: 'Code',
  codeHint: 'Six digits of your authenticator app, or one of your recovery codes.',
  button: 'Go on',
  passkey: 'Use a passkey instead',
  passkeyNeedsScript: 'A passkey needs JavaScript, which is switched off. A recovery code does as well.',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Bestätigen Sie, dass Sie es sind',
    why: 'Was Sie vorhaben, könnte Sie aussperren, wenn jemand anderes es täte. Die Bestätigung gilt zehn Minuten.',
    password: 'Passwort',
    code: 'Code',
    codeHint: 'Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
    button: 'Weiter',
    passkey: 'Stattdessen einen Passkey verwenden',
    passkeyNeedsScript:
      'Ein Passkey braucht JavaScript, das hier ausgeschaltet ist. Ein Wiederherstellungscode genügt auch.',
  },
  es: {
    title: 'Demuestre que es usted',
    why: 'Lo que va a hacer podría dejarle fuera si lo hiciera otra persona. La comprobación vale diez minutos.',
    password: 'Contraseña',
    code: 'Código',
    codeHint: 'Seis cifras de su aplicación de autenticación o uno de sus códigos de recuperación.',
    button: 'Continuar',
    passkey: 'Usar una llave de acceso',
    passkeyNeedsScript:
      'Una llave de acceso necesita JavaScript, que está desactivado. También sirve un código de recuperación.',
  },
  fr: {
    title: 'Prouvez que c’est bien vous',
    why: 'Ce que vous allez faire pourrait vous exclure si quelqu’un d’autre le faisait. La preuve vaut dix minutes.',
    password: 'Mot de passe',
    code: 'Code',
    codeHint: 'Six chiffres de votre application d’authentification, ou l’un de vos codes de récupération.',
    button: 'Continuer',
    passkey: 'Utiliser plutôt une clé d’accès',
    passkeyNeedsScript:
      'Une clé d’accès demande JavaScript, qui est désactivé. Un code de récupération convient aussi.',
  },
  ja: {
    title: 'ご本人であることの確認',
    why: 'これから行う操作は、他人が行うとあなたが締め出されるおそれがあります。確認は 10 分間有効です。',
    password: 'パスワード',
    code: 'コード',
    codeHint: '認証アプリの 6 桁の数字、または回復用コードのいずれか。',
    button: '続ける',
    passkey: '代わりにパスキーを使う',
    passkeyNeedsScript: 'パスキーには JavaScript が必要ですが、無効になっています。回復用コードも使えます。',
  },
  ar: {
    title: 'أثبت أنك صاحب الحساب',
    why: 'ما توشك أن تفعله قد يحرمك من حسابك لو فعله غيرك. يسري الإثبات عشر دقائق.',
    password: 'كلمة المرور',
    code: 'الرمز',
    codeHint: 'ستة أرقام من تطبيق المصادقة، أو أحد رموز الاسترداد.',
    button: 'متابعة',
    passkey: 'استخدام مفتاح مرور بدلًا من ذلك',
    passkeyNeedsScript: 'يحتاج مفتاح المرور إلى JavaScript وهو معطَّل هنا. يكفي رمز استرداد أيضًا.',
  },
}
