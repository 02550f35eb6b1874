import type { Language } from '#kernel/language'

const en = {
  title: 'Confirm it is you',
  why: 'This protects your account if someone else uses your device.',
  /** Behind `why`, with what stands between two sentences. */
  counts: ' You will not be asked again for ten minutes.',
  button: 'Continue',
  passkey: 'Use a passkey instead',
  passkeyNeedsScript:
    'Passkeys need JavaScript, which is turned off in this browser. A recovery code works too.',
  provider: (name: string) => `Confirm with ${name}`,
  half: 'One more step: your account uses two-step verification.',
  proved: 'It is confirmed that it is you',
  again: 'Try again, or another way',
  nothing: 'Your account has no password, and no linked account elsewhere to confirm that it is you.',
  byMail: 'Choose a password by email',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Bestätigen Sie, dass Sie es sind',
    why: 'Das schützt Ihr Konto, falls jemand anderes Ihr Gerät benutzt.',
    counts: ' Danach fragen wir zehn Minuten lang nicht wieder.',
    button: 'Weiter',
    passkey: 'Stattdessen einen Passkey verwenden',
    passkeyNeedsScript:
      'Passkeys benötigen JavaScript, das in diesem Browser ausgeschaltet ist. Ein Wiederherstellungscode geht auch.',
    provider: (name) => `Mit ${name} bestätigen`,
    half: 'Noch ein Schritt: Ihr Konto nutzt die Bestätigung in zwei Schritten.',
    proved: 'Es ist bestätigt, dass Sie es sind',
    again: 'Noch einmal oder auf anderem Weg',
    nothing: 'Ihr Konto hat kein Passwort und kein verknüpftes Konto, das Sie bestätigen kann.',
    byMail: 'Passwort per E-Mail festlegen',
  },
  es: {
    title: 'Confirme que es usted',
    why: 'Así protegemos su cuenta si otra persona usa su dispositivo.',
    counts: ' No se le volverá a pedir durante diez minutos.',
    button: 'Continuar',
    passkey: 'Usar una llave de acceso',
    passkeyNeedsScript:
      'Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador. También sirve un código de recuperación.',
    provider: (name) => `Confirmar con ${name}`,
    half: 'Un paso más: su cuenta usa la verificación en dos pasos.',
    proved: 'Confirmado: es usted',
    again: 'Intentarlo de nuevo o de otra manera',
    nothing: 'Su cuenta no tiene contraseña ni otra cuenta vinculada que pueda confirmar que es usted.',
    byMail: 'Elegir una contraseña por correo',
  },
  fr: {
    title: 'Confirmez que c’est bien vous',
    why: 'Cela protège votre compte si quelqu’un d’autre utilise votre appareil.',
    counts: ' Cela ne vous sera plus demandé pendant dix minutes.',
    button: 'Continuer',
    passkey: 'Utiliser plutôt une clé d’accès',
    passkeyNeedsScript:
      'Les clés d’accès nécessitent JavaScript, qui est désactivé dans ce navigateur. Un code de récupération convient aussi.',
    provider: (name) => `Confirmer avec ${name}`,
    half: 'Encore une étape : votre compte utilise la validation en deux étapes.',
    proved: 'C’est confirmé : c’est bien vous',
    again: 'Réessayer, ou autrement',
    nothing: 'Votre compte n’a ni mot de passe ni compte lié qui puisse confirmer que c’est vous.',
    byMail: 'Choisir un mot de passe par e-mail',
  },
  ja: {
    title: '本人確認',
    why: 'ほかの人があなたのデバイスを使った場合に、アカウントを守るための確認です。',
    counts: '確認すると、10分間は再び求められません。',
    button: '続ける',
    passkey: '代わりにパスキーを使う',
    passkeyNeedsScript:
      'パスキーには JavaScript が必要ですが、このブラウザーでは無効になっています。リカバリーコードも使えます。',
    provider: (name) => `${name} で確認する`,
    half: 'もう 1 段階あります。このアカウントは 2 段階認証を使っています。',
    proved: 'ご本人であることが確認されました',
    again: 'もう一度試すか、別の方法を使う',
    nothing: 'このアカウントには、パスワードも、ご本人を確認できる連携アカウントもありません。',
    byMail: 'メールでパスワードを設定する',
  },
  ar: {
    title: 'أكّد أنك صاحب الحساب',
    why: 'يحمي ذلك حسابك إن استخدم شخص آخر جهازك.',
    counts: ' ولن يُطلب منك ثانية لمدة عشر دقائق.',
    button: 'متابعة',
    passkey: 'استخدام مفتاح مرور بدلًا من ذلك',
    passkeyNeedsScript:
      'تحتاج مفاتيح المرور إلى JavaScript، وهي معطَّلة في هذا المتصفح. يمكنك استخدام رمز استرداد أيضًا.',
    provider: (name) => `التأكيد باستخدام ${name}`,
    half: 'خطوة أخرى: يستخدم حسابك التحقق بخطوتين.',
    proved: 'تأكّد أنك صاحب الحساب',
    again: 'حاول مرة أخرى أو بطريقة أخرى',
    nothing: 'ليس لحسابك كلمة مرور ولا حساب مرتبط يؤكد أنك صاحبه.',
    byMail: 'اختيار كلمة مرور بالبريد',
  },
}
