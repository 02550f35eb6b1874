import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'

const en = {
  title: 'First administrator',
  heading: 'Create the first administrator',
  lead: 'This account may do everything on this server. Others can register, or be added by you, afterwards.',
  button: 'Create administrator',
  nothing: 'Nothing was created yet.',
  token: 'Setup token',
  tokenHint: 'The end of the setup link, which the server prints when it starts on a terminal.',
  doneHeading: 'You are set up',
  done: (
    username: string,
    email: string,
  ): Html => html`<p><strong>${username}</strong> (${email}) is the administrator of this server. The setup link is used up; nobody can use it again.</p>
<p>Sign in on the API page: press <b lang="en">Authorize</b>, and give this username and its password.</p>`,
  api: 'Open the API page',
  completed: 'Setup is complete',
  completedLead: [
    'This server has had its first administrator, so this page has nothing left to do.',
    'Whoever that is can make others administrators.',
  ],
  wrongHeading: 'This setup link does not work',
  wrong: [
    'It is mistyped, was replaced by a newer one, or is more than 24 hours old. Nothing was created.',
    'A new one comes from the machine the server runs on:',
  ],
}

const de: typeof en = {
  title: 'Erste Administration',
  heading: 'Legen Sie das erste Administrationskonto an',
  lead: 'Dieses Konto darf auf diesem Server alles. Andere können sich danach registrieren oder von Ihnen hinzugefügt werden.',
  button: 'Konto anlegen',
  nothing: 'Es wurde noch nichts angelegt.',
  token: 'Einrichtungstoken',
  tokenHint: 'Das Ende des Einrichtungslinks, den der Server beim Start im Terminal zeigt.',
  doneHeading: 'Alles ist eingerichtet',
  done: (
    username,
    email,
  ) => html`<p><strong>${username}</strong> (${email}) verwaltet diesen Server. Der Einrichtungslink ist verbraucht; niemand kann ihn noch einmal benutzen.</p>
<p>Melden Sie sich auf der API-Seite an: Drücken Sie <b lang="en">Authorize</b> und geben Sie Benutzername und Passwort ein.</p>`,
  api: 'API-Seite öffnen',
  completed: 'Die Einrichtung ist abgeschlossen',
  completedLead: [
    'Dieser Server hat sein erstes Administrationskonto; auf dieser Seite ist nichts mehr zu tun.',
    'Wer es hat, kann andere zu Administratoren machen.',
  ],
  wrongHeading: 'Dieser Einrichtungslink funktioniert nicht',
  wrong: [
    'Er ist falsch geschrieben, durch einen neueren ersetzt oder älter als 24 Stunden. Es wurde nichts angelegt.',
    'Einen neuen gibt es auf dem Rechner, auf dem der Server läuft:',
  ],
}

const es: typeof en = {
  title: 'Primera administración',
  heading: 'Cree la primera cuenta de administración',
  lead: 'Esta cuenta puede hacerlo todo en este servidor. Después, otras personas podrán registrarse o usted podrá añadirlas.',
  button: 'Crear la cuenta',
  nothing: 'Todavía no se ha creado nada.',
  token: 'Token de configuración',
  tokenHint: 'El final del enlace de configuración que el servidor muestra al iniciarse en una terminal.',
  doneHeading: 'Todo está configurado',
  done: (
    username,
    email,
  ) => html`<p><strong>${username}</strong> (${email}) administra este servidor. El enlace de configuración ya se usó; nadie puede volver a usarlo.</p>
<p>Inicie sesión en la página de la API: pulse <b lang="en">Authorize</b> e indique este nombre de usuario y su contraseña.</p>`,
  api: 'Abrir la página de la API',
  completed: 'La configuración está completa',
  completedLead: [
    'Este servidor ya tiene su primera cuenta de administración; en esta página no queda nada por hacer.',
    'Quien la tiene puede dar la administración a otras personas.',
  ],
  wrongHeading: 'Este enlace de configuración no funciona',
  wrong: [
    'Está mal escrito, fue sustituido por otro más nuevo o tiene más de 24 horas. No se ha creado nada.',
    'Se obtiene otro en la máquina donde funciona el servidor:',
  ],
}

const fr: typeof en = {
  title: 'Première administration',
  heading: 'Créez le premier compte d’administration',
  lead: 'Ce compte peut tout faire sur ce serveur. D’autres pourront s’inscrire ensuite, ou être ajoutés par vous.',
  button: 'Créer le compte',
  nothing: 'Rien n’a encore été créé.',
  token: 'Jeton d’installation',
  tokenHint: 'La fin du lien d’installation, que le serveur affiche à son démarrage dans un terminal.',
  doneHeading: 'Tout est prêt',
  done: (
    username,
    email,
  ) => html`<p><strong>${username}</strong> (${email}) administre ce serveur. Le lien d’installation a servi ; personne ne peut le réutiliser.</p>
<p>Connectez-vous sur la page de l’API : appuyez sur <b lang="en">Authorize</b>, puis donnez ce nom d’utilisateur et son mot de passe.</p>`,
  api: 'Ouvrir la page de l’API',
  completed: 'L’installation est terminée',
  completedLead: [
    'Ce serveur a son premier compte d’administration ; cette page n’a plus rien à faire.',
    'La personne qui le détient peut donner l’administration à d’autres.',
  ],
  wrongHeading: 'Ce lien d’installation ne fonctionne pas',
  wrong: [
    'Il est mal recopié, a été remplacé par un plus récent, ou date de plus de 24 heures. Rien n’a été créé.',
    'On en obtient un autre sur la machine où tourne le serveur :',
  ],
}

const ja: typeof en = {
  title: '最初の管理者',
  heading: '最初の管理者を作成',
  lead: 'このアカウントは、このサーバーのすべてを操作できます。ほかの人は、後から登録するか、あなたが追加します。',
  button: '管理者を作成',
  nothing: 'まだ何も作成されていません。',
  token: 'セットアップ用トークン',
  tokenHint: 'サーバーを端末で起動したときに表示されるセットアップ用リンクの末尾。',
  doneHeading: 'セットアップが済みました',
  done: (
    username,
    email,
  ) => html`<p><strong>${username}</strong>（${email}）がこのサーバーの管理者です。セットアップ用リンクは使用済みで、もう誰も使えません。</p>
<p>APIのページでサインインするには、<b lang="en">Authorize</b> を押し、このユーザー名とパスワードを入力してください。</p>`,
  api: 'APIのページを開く',
  completed: 'セットアップは完了しています',
  completedLead: [
    'このサーバーには最初の管理者がいるので、このページですることはありません。',
    'その管理者は、ほかの人を管理者にできます。',
  ],
  wrongHeading: 'このセットアップ用リンクは使えません',
  wrong: [
    '入力の誤り、新しいものへの置き換え、または発行から24時間が経過しています。何も作成されていません。',
    '新しいリンクは、サーバーが動いているマシンで作れます：',
  ],
}

const ar: typeof en = {
  title: 'المدير الأول',
  heading: 'أنشئ حساب المدير الأول',
  lead: 'يحقّ لهذا الحساب كل شيء على هذا الخادم. ويمكن للآخرين التسجيل بعد ذلك، أو أن تضيفهم أنت.',
  button: 'إنشاء حساب المدير',
  nothing: 'لم يُنشأ شيء بعد.',
  token: 'رمز الإعداد',
  tokenHint: 'نهاية رابط الإعداد الذي يعرضه الخادم عند تشغيله في الطرفية.',
  doneHeading: 'تمّ الإعداد',
  done: (
    username,
    email,
  ) => html`<p><strong>${username}</strong> (<bdi>${email}</bdi>) هو مدير هذا الخادم. استُخدم رابط الإعداد، ولا يمكن لأحد استخدامه ثانية.</p>
<p>سجّل الدخول في صفحة API: اضغط <b lang="en">Authorize</b> وأدخل اسم المستخدم هذا وكلمة مروره.</p>`,
  api: 'افتح صفحة API',
  completed: 'اكتمل الإعداد',
  completedLead: [
    'لهذا الخادم مديره الأول، فلم يبقَ لهذه الصفحة عمل.',
    'ويمكن لذلك المدير أن يجعل غيره مديرين.',
  ],
  wrongHeading: 'رابط الإعداد هذا لا يعمل',
  wrong: [
    'كُتب خطأً، أو حلّ محلّه رابط أحدث، أو مضى عليه أكثر من 24 ساعة. لم يُنشأ شيء.',
    'يُنشأ رابط جديد من الجهاز الذي يعمل عليه الخادم:',
  ],
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
