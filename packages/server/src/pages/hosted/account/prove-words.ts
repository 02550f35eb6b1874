import type { Language } from '#kernel/language'

const en = {
  title: 'Confirm it is you',
  why: 'This protects your account if someone else uses your device. You will not be asked again for ten minutes.',
  button: 'Continue',
  passkey: 'Use a passkey instead',
  passkeyNeedsScript:
    'Passkeys need JavaScript, which is turned off in this browser. A recovery code works too.',
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Bestätigen Sie, dass Sie es sind',
    why: 'Das schützt Ihr Konto, falls jemand anderes Ihr Gerät benutzt. Danach fragen wir zehn Minuten lang nicht wieder.',
    button: 'Weiter',
    passkey: 'Stattdessen einen Passkey verwenden',
    passkeyNeedsScript:
      'Passkeys benötigen JavaScript, das in diesem Browser ausgeschaltet ist. Ein Wiederherstellungscode geht auch.',
  },
  es: {
    title: 'Confirme que es usted',
    why: 'Así protegemos su cuenta si otra persona usa su dispositivo. No se le volverá a pedir durante diez minutos.',
    button: 'Continuar',
    passkey: 'Usar una llave de acceso',
    passkeyNeedsScript:
      'Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador. También sirve un código de recuperación.',
  },
  fr: {
    title: 'Confirmez que c’est bien vous',
    why: 'Cela protège votre compte si quelqu’un d’autre utilise votre appareil. Cela ne vous sera plus demandé pendant dix minutes.',
    button: 'Continuer',
    passkey: 'Utiliser plutôt une clé d’accès',
    passkeyNeedsScript:
      'Les clés d’accès nécessitent JavaScript, qui est désactivé dans ce navigateur. Un code de récupération convient aussi.',
  },
  ja: {
    title: '本人確認',
    why: 'ほかの人があなたのデバイスを使った場合に、アカウントを守るための確認です。確認すると、10分間は再び求められません。',
    button: '続ける',
    passkey: '代わりにパスキーを使う',
    passkeyNeedsScript:
      'パスキーには JavaScript が必要ですが、このブラウザーでは無効になっています。リカバリーコードも使えます。',
  },
  ar: {
    title: 'أكّد أنك صاحب الحساب',
    why: 'يحمي ذلك حسابك إن استخدم شخص آخر جهازك. ولن يُطلب منك ثانية لمدة عشر دقائق.',
    button: 'متابعة',
    passkey: 'استخدام مفتاح مرور بدلًا من ذلك',
    passkeyNeedsScript:
      'تحتاج مفاتيح المرور إلى JavaScript، وهي معطَّلة في هذا المتصفح. يمكنك استخدام رمز استرداد أيضًا.',
  },
}
