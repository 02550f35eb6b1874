import type { Language } from '#kernel/language'

const en = {
  title: 'Two-step verification',
  introduction: 'One more step: show that it is really you.',
  byApp: 'Six digits from your authenticator app.',
  byRecoveryCode: 'One of your recovery codes.',
  trust: 'Trust this device for 30 days',
  button: 'Continue',
  onlyPasskey: 'This account uses a passkey for the second step.',
  newTitle: 'Choose a new password',
  newIntroduction:
    'Someone else may know your current password. Choose one that only you know, then sign in with it.',
  newButton: 'Save new password',
}
const de: typeof en = {
  title: 'Bestätigung in zwei Schritten',
  introduction: 'Noch ein Schritt: Zeigen Sie, dass Sie es wirklich sind.',
  byApp: 'Sechs Ziffern aus Ihrer Authenticator-App.',
  byRecoveryCode: 'Einer Ihrer Wiederherstellungscodes.',
  trust: 'Diesem Gerät 30 Tage lang vertrauen',
  button: 'Weiter',
  onlyPasskey: 'Dieses Konto verwendet für den zweiten Schritt einen Passkey.',
  newTitle: 'Neues Passwort wählen',
  newIntroduction:
    'Ihr bisheriges Passwort kennt vielleicht noch jemand. Wählen Sie eines, das nur Sie kennen, und melden Sie sich dann damit an.',
  newButton: 'Neues Passwort speichern',
}
const es: typeof en = {
  title: 'Verificación en dos pasos',
  introduction: 'Un paso más: demuestre que es usted.',
  byApp: 'Seis cifras de su aplicación de autenticación.',
  byRecoveryCode: 'Uno de sus códigos de recuperación.',
  trust: 'Confiar en este dispositivo durante 30 días',
  button: 'Continuar',
  onlyPasskey: 'Esta cuenta usa una llave de acceso para el segundo paso.',
  newTitle: 'Elija una contraseña nueva',
  newIntroduction:
    'Puede que otra persona conozca su contraseña actual. Elija una que solo usted conozca e inicie sesión con ella.',
  newButton: 'Guardar la contraseña nueva',
}
const fr: typeof en = {
  title: 'Validation en deux étapes',
  introduction: 'Encore une étape : montrez que c’est bien vous.',
  byApp: 'Six chiffres de votre application d’authentification.',
  byRecoveryCode: 'Un de vos codes de récupération.',
  trust: 'Faire confiance à cet appareil pendant 30 jours',
  button: 'Continuer',
  onlyPasskey: 'Ce compte utilise une clé d’accès pour la deuxième étape.',
  newTitle: 'Choisissez un nouveau mot de passe',
  newIntroduction:
    'Quelqu’un d’autre connaît peut-être votre mot de passe actuel. Choisissez-en un que vous seul connaissez, puis connectez-vous avec lui.',
  newButton: 'Enregistrer le nouveau mot de passe',
}
const ja: typeof en = {
  title: '2段階認証',
  introduction: 'あと1つ、ご本人であることを確認してください。',
  byApp: '認証アプリの6桁の数字。',
  byRecoveryCode: 'リカバリーコードの1つ。',
  trust: 'このデバイスを30日間信頼する',
  button: '続ける',
  onlyPasskey: 'このアカウントでは、2段階目の確認にパスキーを使います。',
  newTitle: '新しいパスワードを設定する',
  newIntroduction:
    '現在のパスワードは、ほかの人に知られている可能性があります。自分だけが知っているパスワードを設定し、それでサインインしてください。',
  newButton: '新しいパスワードを保存',
}
const ar: typeof en = {
  title: 'التحقّق بخطوتين',
  introduction: 'خطوة أخيرة: أثبت أنك صاحب الحساب.',
  byApp: 'ستة أرقام من تطبيق المصادقة.',
  byRecoveryCode: 'أحد رموز الاسترداد.',
  trust: 'الوثوق بهذا الجهاز لمدة 30 يومًا',
  button: 'متابعة',
  onlyPasskey: 'يستخدم هذا الحساب مفتاح مرور في الخطوة الثانية.',
  newTitle: 'اختر كلمة مرور جديدة',
  newIntroduction: 'ربما يعرف شخص آخر كلمة مرورك الحالية. اختر كلمة لا يعرفها غيرك، ثم سجّل الدخول بها.',
  newButton: 'حفظ كلمة المرور الجديدة',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
