import type { Language } from '#kernel/language'

const en = {
  title: 'Sign in faster next time?',
  introduction:
    'With a passkey you sign in with your fingerprint, your face or your screen lock. There is nothing to remember, and nobody can steal it with a fake page.',
  button: 'Add a passkey',
  later: 'Not now',
  never: 'Do not ask again',
  thisDevice: 'This device',
  codesTitle: 'Save your recovery codes',
  codes:
    'Your passkey is added, and from now on your password alone does not sign you in. If you lose this device, each of these codes signs you in once instead. They are shown only now.',
  codesLabel: 'Recovery codes',
  goOn: 'Continue',
}
const de: typeof en = {
  title: 'Beim nächsten Mal schneller anmelden?',
  introduction:
    'Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Displaysperre an. Sie müssen sich nichts merken, und keine gefälschte Seite kann ihn stehlen.',
  button: 'Passkey hinzufügen',
  later: 'Jetzt nicht',
  never: 'Nicht mehr fragen',
  thisDevice: 'Dieses Gerät',
  codesTitle: 'Bewahren Sie Ihre Wiederherstellungscodes auf',
  codes:
    'Ihr Passkey ist hinzugefügt; ab jetzt genügt Ihr Passwort allein nicht mehr. Wenn Sie dieses Gerät verlieren, ersetzt jeder dieser Codes den Passkey einmal. Sie werden nur jetzt angezeigt.',
  codesLabel: 'Wiederherstellungscodes',
  goOn: 'Weiter',
}
const es: typeof en = {
  title: '¿Quiere iniciar sesión más rápido la próxima vez?',
  introduction:
    'Con una llave de acceso inicia sesión con su huella, su rostro o el bloqueo de pantalla. No hay nada que recordar y ninguna página falsa puede robársela.',
  button: 'Añadir una llave de acceso',
  later: 'Ahora no',
  never: 'No volver a preguntar',
  thisDevice: 'Este dispositivo',
  codesTitle: 'Guarde sus códigos de recuperación',
  codes:
    'Su llave de acceso se ha añadido y, desde ahora, la contraseña sola no basta. Si pierde este dispositivo, cada uno de estos códigos la sustituye una vez. Solo se muestran ahora.',
  codesLabel: 'Códigos de recuperación',
  goOn: 'Continuar',
}
const fr: typeof en = {
  title: 'Se connecter plus vite la prochaine fois ?',
  introduction:
    'Avec une clé d’accès, vous vous connectez avec votre empreinte, votre visage ou le verrouillage de l’écran. Il n’y a rien à retenir, et aucune page falsifiée ne peut la voler.',
  button: 'Ajouter une clé d’accès',
  later: 'Pas maintenant',
  never: 'Ne plus demander',
  thisDevice: 'Cet appareil',
  codesTitle: 'Conservez vos codes de récupération',
  codes:
    'Votre clé d’accès est ajoutée, et votre mot de passe seul ne suffit plus. Si vous perdez cet appareil, chacun de ces codes la remplace une fois. Ils ne sont affichés que maintenant.',
  codesLabel: 'Codes de récupération',
  goOn: 'Continuer',
}
const ja: typeof en = {
  title: '次回からもっと早くサインインしますか？',
  introduction:
    'パスキーを使うと、指紋、顔、または画面ロックでサインインできます。覚えるものがなく、偽のページに盗まれることもありません。',
  button: 'パスキーを追加',
  later: '今はしない',
  never: '今後は聞かない',
  thisDevice: 'このデバイス',
  codesTitle: 'リカバリーコードを保存してください',
  codes:
    'パスキーを追加しました。今後はパスワードだけではサインインできません。このデバイスをなくした場合は、次のコードをそれぞれ1回、パスキーの代わりに使えます。表示されるのは今回だけです。',
  codesLabel: 'リカバリーコード',
  goOn: '続ける',
}
const ar: typeof en = {
  title: 'هل تريد دخولًا أسرع في المرة القادمة؟',
  introduction:
    'باستخدام مفتاح المرور تسجّل الدخول ببصمتك أو وجهك أو قفل الشاشة. لا شيء تحتاج إلى تذكّره، ولا يمكن لصفحة مزيفة أن تسرقه.',
  button: 'إضافة مفتاح مرور',
  later: 'ليس الآن',
  never: 'لا تسأل مرة أخرى',
  thisDevice: 'هذا الجهاز',
  codesTitle: 'احفظ رموز الاسترداد',
  codes:
    'أُضيف مفتاح مرورك، ومن الآن لا تكفي كلمة مرورك وحدها. إن فقدت هذا الجهاز فكل رمز من هذه الرموز يحلّ محلّه مرة واحدة. لا تُعرض إلا الآن.',
  codesLabel: 'رموز الاسترداد',
  goOn: 'متابعة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
