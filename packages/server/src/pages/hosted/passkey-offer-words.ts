import type { Language } from '#kernel/language'

const en = {
  title: 'Sign in without a password?',
  introduction:
    'A passkey signs you in by your fingerprint, your face or the PIN of this device. Nobody can guess it, and it works on no false page.',
  button: 'Add a passkey',
  later: 'Not now',
  never: 'Do not ask again',
  needsScript: 'Adding a passkey needs JavaScript, which is switched off in this browser.',
  thisDevice: 'This device',
  codesTitle: 'Your passkey is added',
  codes:
    'From now on a sign-in by password asks for it as well. Keep these codes where you find them when the device is lost: each signs you in once in its place. They are shown this once.',
  codesLabel: 'Recovery codes',
  goOn: 'Go on',
}
const de: typeof en = {
  title: 'Ohne Passwort anmelden?',
  introduction:
    'Ein Passkey meldet Sie mit Fingerabdruck, Gesicht oder der PIN dieses Geräts an. Niemand kann ihn erraten, und auf einer falschen Seite tut er nichts.',
  button: 'Einen Passkey hinzufügen',
  later: 'Jetzt nicht',
  never: 'Nicht mehr fragen',
  needsScript: 'Ein Passkey braucht JavaScript, das in diesem Browser ausgeschaltet ist.',
  thisDevice: 'Dieses Gerät',
  codesTitle: 'Ihr Passkey ist hinzugefügt',
  codes:
    'Ab jetzt fragt die Anmeldung mit Passwort auch nach ihm. Bewahren Sie diese Codes dort auf, wo Sie sie finden, wenn das Gerät weg ist: Jeder meldet Sie einmal an seiner Stelle an. Sie werden nur dieses eine Mal gezeigt.',
  codesLabel: 'Wiederherstellungscodes',
  goOn: 'Weiter',
}
const es: typeof en = {
  title: '¿Iniciar sesión sin contraseña?',
  introduction:
    'Una llave de acceso inicia su sesión con la huella, la cara o el PIN de este dispositivo. Nadie puede adivinarla y no funciona en páginas falsas.',
  button: 'Añadir una llave de acceso',
  later: 'Ahora no',
  never: 'No volver a preguntar',
  needsScript: 'Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador.',
  thisDevice: 'Este dispositivo',
  codesTitle: 'Su llave de acceso está añadida',
  codes:
    'Desde ahora, al iniciar sesión con contraseña también se le pedirá. Guarde estos códigos donde los encuentre si pierde el dispositivo: cada uno sirve una vez en su lugar. Solo se muestran ahora.',
  codesLabel: 'Códigos de recuperación',
  goOn: 'Continuar',
}
const fr: typeof en = {
  title: 'Se connecter sans mot de passe ?',
  introduction:
    'Une clé d’accès vous connecte par l’empreinte, le visage ou le code de cet appareil. Personne ne peut la deviner, et elle ne marche sur aucune fausse page.',
  button: 'Ajouter une clé d’accès',
  later: 'Pas maintenant',
  never: 'Ne plus demander',
  needsScript: 'Les clés d’accès ont besoin de JavaScript, qui est désactivé dans ce navigateur.',
  thisDevice: 'Cet appareil',
  codesTitle: 'Votre clé d’accès est ajoutée',
  codes:
    'Désormais, une connexion par mot de passe la demande aussi. Gardez ces codes là où vous les retrouverez si l’appareil est perdu : chacun vous connecte une fois à sa place. Ils ne sont montrés que cette fois.',
  codesLabel: 'Codes de récupération',
  goOn: 'Continuer',
}
const ja: typeof en = {
  title: 'パスワードなしでサインインしますか',
  introduction:
    'パスキーがあれば、この端末の指紋、顔、または PIN でサインインできます。推測されることがなく、偽のページでは使えません。',
  button: 'パスキーを追加',
  later: '今はしない',
  never: '今後は聞かない',
  needsScript: 'パスキーには JavaScript が必要ですが、このブラウザーでは無効になっています。',
  thisDevice: 'この端末',
  codesTitle: 'パスキーを追加しました',
  codes:
    '今後、パスワードでのサインインではパスキーも求められます。端末をなくしたときに見つかる場所に、次のコードを保管してください。それぞれ 1 回、パスキーの代わりに使えます。表示されるのは今回だけです。',
  codesLabel: '回復コード',
  goOn: '続ける',
}
const ar: typeof en = {
  title: 'هل تريد الدخول بلا كلمة مرور؟',
  introduction:
    'يسجّل مفتاح المرور دخولك ببصمتك أو وجهك أو رقم التعريف الخاص بهذا الجهاز. لا يمكن لأحد تخمينه، ولا يعمل في أي صفحة مزيفة.',
  button: 'إضافة مفتاح مرور',
  later: 'ليس الآن',
  never: 'لا تسأل مرة أخرى',
  needsScript: 'تحتاج مفاتيح المرور إلى JavaScript، وهو متوقف في هذا المتصفح.',
  thisDevice: 'هذا الجهاز',
  codesTitle: 'أُضيف مفتاح مرورك',
  codes:
    'من الآن يطلبه الدخول بكلمة المرور أيضًا. احتفظ بهذه الرموز حيث تجدها إن ضاع الجهاز: كل رمز يسجّل دخولك مرة واحدة بدلًا منه. لا تظهر إلا هذه المرة.',
  codesLabel: 'رموز الاسترداد',
  goOn: 'متابعة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
