import type { Language } from '#kernel/language'

const en = {
  title: 'New password',
  heading: 'Choose a new password',
  lead: 'It takes the place of the old one, and signs you out wherever you are signed in now.',
  button: 'Set the new password',
  token: 'Reset token',
  tokenHint: 'The end of the link that you were given, behind "token=".',
  doneHeading: 'You have a new password',
  done: [
    'Go back to the app and sign in with it. Wherever you were signed in before, you are signed out.',
    'The link is used up; nobody can use it again. You may close this page.',
  ],
  wrongHeading: 'This reset link does not work',
  wrong: [
    'It is mistyped, was used already, was replaced by a newer one, was withdrawn, or is more than 60 minutes old. Nothing was changed.',
    'Ask the people who run this server for a new link.',
  ],
}

const de: typeof en = {
  title: 'Neues Passwort',
  heading: 'Wählen Sie ein neues Passwort',
  lead: 'Es ersetzt das alte, und Sie werden überall abgemeldet, wo Sie jetzt angemeldet sind.',
  button: 'Neues Passwort setzen',
  token: 'Reset-Token',
  tokenHint: 'Das Ende des Links, den Sie bekommen haben, hinter „token=“.',
  doneHeading: 'Sie haben ein neues Passwort',
  done: [
    'Gehen Sie zurück zur App und melden Sie sich damit an. Wo Sie vorher angemeldet waren, sind Sie abgemeldet.',
    'Der Link ist verbraucht; niemand kann ihn noch einmal benutzen. Sie können diese Seite schließen.',
  ],
  wrongHeading: 'Dieser Link funktioniert nicht',
  wrong: [
    'Er ist falsch geschrieben, wurde schon benutzt, durch einen neueren ersetzt oder zurückgezogen, oder er ist älter als 60 Minuten. Es wurde nichts geändert.',
    'Bitten Sie die Administration dieses Servers um einen neuen Link.',
  ],
}

const es: typeof en = {
  title: 'Contraseña nueva',
  heading: 'Elija una contraseña nueva',
  lead: 'Sustituye a la anterior y cierra su sesión en todos los sitios donde esté abierta.',
  button: 'Guardar la contraseña nueva',
  token: 'Token de restablecimiento',
  tokenHint: 'El final del enlace que recibió, después de «token=».',
  doneHeading: 'Tiene una contraseña nueva',
  done: [
    'Vuelva a la aplicación e inicie sesión con ella. Donde tenía la sesión abierta, se ha cerrado.',
    'El enlace ya se usó; nadie puede volver a usarlo. Puede cerrar esta página.',
  ],
  wrongHeading: 'Este enlace no funciona',
  wrong: [
    'Está mal escrito, ya se usó, fue sustituido por otro más nuevo, se retiró o tiene más de 60 minutos. No se ha cambiado nada.',
    'Pida otro enlace a la administración de este servidor.',
  ],
}

const fr: typeof en = {
  title: 'Nouveau mot de passe',
  heading: 'Choisissez un nouveau mot de passe',
  lead: 'Il remplace l’ancien et vous déconnecte partout où vous êtes connecté.',
  button: 'Enregistrer le mot de passe',
  token: 'Jeton de réinitialisation',
  tokenHint: 'La fin du lien que vous avez reçu, après « token= ».',
  doneHeading: 'Vous avez un nouveau mot de passe',
  done: [
    'Retournez dans l’application et connectez-vous avec lui. Partout où vous étiez connecté, vous ne l’êtes plus.',
    'Le lien a servi ; personne ne peut le réutiliser. Vous pouvez fermer cette page.',
  ],
  wrongHeading: 'Ce lien ne fonctionne pas',
  wrong: [
    'Il est mal recopié, a déjà servi, a été remplacé par un plus récent ou retiré, ou date de plus de 60 minutes. Rien n’a été modifié.',
    'Demandez un nouveau lien à l’administration de ce serveur.',
  ],
}

const ja: typeof en = {
  title: '新しいパスワード',
  heading: '新しいパスワードを選んでください',
  lead: '以前のパスワードに代わり、現在サインインしているすべての場所からサインアウトします。',
  button: '新しいパスワードを設定',
  token: 'リセット用トークン',
  tokenHint: '受け取ったリンクの末尾、「token=」の後の部分。',
  doneHeading: '新しいパスワードを設定しました',
  done: [
    'アプリに戻り、新しいパスワードでサインインしてください。以前のサインインはすべて終了しました。',
    'このリンクは使用済みで、もう誰も使えません。このページを閉じてかまいません。',
  ],
  wrongHeading: 'このリンクは使えません',
  wrong: [
    '入力の誤り、使用済み、新しいものへの置き換え、取り消し、または発行から60分が経過しています。何も変更されていません。',
    'サーバーの管理者に新しいリンクを依頼してください。',
  ],
}

const ar: typeof en = {
  title: 'كلمة مرور جديدة',
  heading: 'اختر كلمة مرور جديدة',
  lead: 'تحلّ محلّ القديمة، وتُسجّل خروجك من كل مكان سجّلت الدخول فيه.',
  button: 'حفظ كلمة المرور الجديدة',
  token: 'رمز إعادة التعيين',
  tokenHint: 'نهاية الرابط الذي تلقّيته، بعد «token=».',
  doneHeading: 'لديك كلمة مرور جديدة',
  done: [
    'عد إلى التطبيق وسجّل الدخول بها. وقد سُجّل خروجك من كل مكان كنت فيه.',
    'استُخدم الرابط، ولا يمكن لأحد استخدامه ثانية. يمكنك إغلاق هذه الصفحة.',
  ],
  wrongHeading: 'هذا الرابط لا يعمل',
  wrong: [
    'كُتب خطأً، أو استُخدم، أو حلّ محلّه رابط أحدث، أو سُحب، أو مضى عليه أكثر من 60 دقيقة. لم يتغيّر شيء.',
    'اطلب رابطًا جديدًا من مدير هذا الخادم.',
  ],
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
