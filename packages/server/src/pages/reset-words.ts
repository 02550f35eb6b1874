import type { Language } from '#kernel/language'

const en = {
  heading: 'Choose a new password',
  lead: 'It replaces your current password and signs you out everywhere.',
  button: 'Save new password',
  token: 'Reset token',
  tokenHint: 'The end of the link you were given, after "token=".',
  doneHeading: 'Your password was changed',
  done: [
    'You are signed out everywhere. Sign in with the new password. The link has been used and does not work again.',
  ],
  wrong: [
    'It may be incomplete, already used, replaced, withdrawn or more than 60 minutes old. Nothing was changed.',
    'Get a new link by email, or ask the people who run this server for one.',
  ],
  again: 'Get a new link',
}

const de: typeof en = {
  heading: 'Wählen Sie ein neues Passwort',
  lead: 'Es ersetzt Ihr bisheriges Passwort, und Sie werden überall abgemeldet.',
  button: 'Neues Passwort speichern',
  token: 'Reset-Token',
  tokenHint: 'Das Ende des Links, den Sie bekommen haben, nach „token=“.',
  doneHeading: 'Ihr Passwort wurde geändert',
  done: [
    'Sie sind überall abgemeldet. Melden Sie sich mit dem neuen Passwort an. Der Link wurde benutzt und funktioniert kein zweites Mal.',
  ],
  wrong: [
    'Er ist vielleicht unvollständig, schon benutzt, ersetzt, zurückgezogen oder älter als 60 Minuten. Es wurde nichts geändert.',
    'Fordern Sie per E-Mail einen neuen an, oder bitten Sie die Administration dieses Servers darum.',
  ],
  again: 'Neuen Link anfordern',
}

const es: typeof en = {
  heading: 'Elija una contraseña nueva',
  lead: 'Sustituye a la contraseña actual y cierra su sesión en todas partes.',
  button: 'Guardar la contraseña nueva',
  token: 'Token de restablecimiento',
  tokenHint: 'El final del enlace que recibió, después de «token=».',
  doneHeading: 'Su contraseña ha cambiado',
  done: [
    'Su sesión se ha cerrado en todas partes. Inicie sesión con la contraseña nueva. El enlace ya se ha usado y no funciona otra vez.',
  ],
  wrong: [
    'Puede que esté incompleto, ya se haya usado, sustituido o retirado, o que tenga más de 60 minutos. No se ha cambiado nada.',
    'Pida otro por correo o a la administración de este servidor.',
  ],
  again: 'Pedir otro enlace',
}

const fr: typeof en = {
  heading: 'Choisissez un nouveau mot de passe',
  lead: 'Il remplace votre mot de passe actuel et vous déconnecte partout.',
  button: 'Enregistrer le nouveau mot de passe',
  token: 'Jeton de réinitialisation',
  tokenHint: 'La fin du lien que vous avez reçu, après « token= ».',
  doneHeading: 'Votre mot de passe a été modifié',
  done: [
    'Vous êtes déconnecté partout. Connectez-vous avec le nouveau mot de passe. Le lien a été utilisé et ne fonctionne plus.',
  ],
  wrong: [
    'Il est peut-être incomplet, déjà utilisé, remplacé, retiré ou vieux de plus de 60 minutes. Rien n’a été modifié.',
    'Demandez-en un autre par e-mail ou à l’administration de ce serveur.',
  ],
  again: 'Demander un nouveau lien',
}

const ja: typeof en = {
  heading: '新しいパスワードを選んでください',
  lead: '現在のパスワードと置き換わり、すべての場所からサインアウトします。',
  button: '新しいパスワードを保存',
  token: 'リセット用トークン',
  tokenHint: '受け取ったリンクの「token=」より後の部分。',
  doneHeading: 'パスワードを変更しました',
  done: [
    'すべての場所からサインアウトしました。新しいパスワードでサインインしてください。このリンクは使用済みで、もう使えません。',
  ],
  wrong: [
    'リンクが途中で切れている、使用済み、置き換え済み、取り消し済み、または発行から60分以上経過した可能性があります。何も変更されていません。',
    '新しいリンクをメールで受け取るか、サーバーの管理者に依頼してください。',
  ],
  again: '新しいリンクを受け取る',
}

const ar: typeof en = {
  heading: 'اختر كلمة مرور جديدة',
  lead: 'تحلّ محلّ كلمة المرور الحالية، ويُسجَّل خروجك من كل مكان.',
  button: 'حفظ كلمة المرور الجديدة',
  token: 'رمز إعادة التعيين',
  tokenHint: 'نهاية الرابط الذي تلقّيته، بعد «token=».',
  doneHeading: 'تم تغيير كلمة مرورك',
  done: ['سُجّل خروجك من كل مكان. سجّل الدخول بكلمة المرور الجديدة. استُخدم الرابط ولن يعمل مرة أخرى.'],
  wrong: [
    'ربما كان ناقصًا أو مستخدَمًا أو مستبدَلًا أو مسحوبًا أو مضى عليه أكثر من 60 دقيقة. لم يتغيّر شيء.',
    'اطلب رابطًا جديدًا بالبريد أو من مدير هذا الخادم.',
  ],
  again: 'طلب رابط جديد',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
