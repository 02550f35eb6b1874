import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'

const en = {
  title: 'Set up this server',
  heading: 'Create the first administrator',
  lead: 'This account can do everything on this server. Others can sign up later, or you can add them.',
  button: 'Create administrator',
  nothing: 'Nothing has been created yet.',
  token: 'Setup token',
  tokenHint: 'The end of the setup link, which the server prints when it starts in a terminal.',
  doneHeading: 'Your server is set up',
  done: (username: string, email: string): Html =>
    html`<p><strong>${username}</strong> (${email}) is the administrator of this server. The setup link has been used and does not work again.</p>`,
  api: 'Open the API documentation',
  completed: 'This server is already set up',
  completedLead: [
    'It has its first administrator, so there is nothing left to do here.',
    'An administrator can make other people administrators.',
  ],
  wrongHeading: 'This setup link does not work',
  wrong: [
    'It may be incomplete, replaced by a newer one or more than 24 hours old. Nothing was created.',
    'Create a new one on the machine where the server runs:',
  ],
}

const de: typeof en = {
  title: 'Diesen Server einrichten',
  heading: 'Erstes Administratorkonto erstellen',
  lead: 'Dieses Konto darf auf diesem Server alles. Andere können sich später registrieren, oder Sie fügen sie hinzu.',
  button: 'Administratorkonto erstellen',
  nothing: 'Es wurde noch nichts erstellt.',
  token: 'Einrichtungstoken',
  tokenHint: 'Das Ende des Einrichtungslinks, den der Server beim Start im Terminal zeigt.',
  doneHeading: 'Ihr Server ist eingerichtet',
  done: (username, email) =>
    html`<p><strong>${username}</strong> (${email}) verwaltet jetzt diesen Server. Der Einrichtungslink wurde benutzt und funktioniert kein zweites Mal.</p>`,
  api: 'API-Dokumentation öffnen',
  completed: 'Dieser Server ist bereits eingerichtet',
  completedLead: [
    'Er hat sein erstes Administratorkonto; hier ist nichts mehr zu tun.',
    'Wer Administrator ist, kann andere dazu machen.',
  ],
  wrongHeading: 'Dieser Einrichtungslink funktioniert nicht',
  wrong: [
    'Er ist vielleicht unvollständig, durch einen neueren ersetzt oder älter als 24 Stunden. Es wurde nichts erstellt.',
    'Einen neuen erstellen Sie auf dem Rechner, auf dem der Server läuft:',
  ],
}

const es: typeof en = {
  title: 'Configurar este servidor',
  heading: 'Cree la primera cuenta de administrador',
  lead: 'Esta cuenta puede hacerlo todo en este servidor. Las demás personas pueden registrarse después, o puede añadirlas usted.',
  button: 'Crear administrador',
  nothing: 'Todavía no se ha creado nada.',
  token: 'Token de configuración',
  tokenHint: 'El final del enlace de configuración que el servidor muestra al iniciarse en una terminal.',
  doneHeading: 'Su servidor está configurado',
  done: (username, email) =>
    html`<p><strong>${username}</strong> (${email}) administra este servidor. El enlace de configuración ya se ha usado y no funciona otra vez.</p>`,
  api: 'Abrir la documentación de la API',
  completed: 'Este servidor ya está configurado',
  completedLead: [
    'Ya tiene su primera cuenta de administrador, así que aquí no queda nada por hacer.',
    'Quien administra el servidor puede nombrar a otros administradores.',
  ],
  wrongHeading: 'Este enlace de configuración no funciona',
  wrong: [
    'Puede que esté incompleto, lo haya sustituido otro más reciente o tenga más de 24 horas. No se ha creado nada.',
    'Cree otro en el equipo donde funciona el servidor:',
  ],
}

const fr: typeof en = {
  title: 'Installer ce serveur',
  heading: 'Créez le premier compte administrateur',
  lead: 'Ce compte peut tout faire sur ce serveur. Les autres personnes pourront s’inscrire plus tard, ou vous pourrez les ajouter.',
  button: 'Créer l’administrateur',
  nothing: 'Rien n’a encore été créé.',
  token: 'Jeton d’installation',
  tokenHint: 'La fin du lien d’installation, que le serveur affiche à son démarrage dans un terminal.',
  doneHeading: 'Votre serveur est installé',
  done: (username, email) =>
    html`<p><strong>${username}</strong> (${email}) administre ce serveur. Le lien d’installation a été utilisé et ne fonctionne plus.</p>`,
  api: 'Ouvrir la documentation de l’API',
  completed: 'Ce serveur est déjà installé',
  completedLead: [
    'Il a son premier compte administrateur : il n’y a plus rien à faire ici.',
    'Un administrateur peut en nommer d’autres.',
  ],
  wrongHeading: 'Ce lien d’installation ne fonctionne pas',
  wrong: [
    'Il est peut-être incomplet, remplacé par un plus récent ou vieux de plus de 24 heures. Rien n’a été créé.',
    'Créez-en un autre sur la machine où tourne le serveur :',
  ],
}

const ja: typeof en = {
  title: 'サーバーのセットアップ',
  heading: '最初の管理者を作成',
  lead: 'このアカウントは、このサーバーのすべてを操作できます。ほかの人は後から登録するか、あなたが追加できます。',
  button: '管理者を作成',
  nothing: 'まだ何も作成されていません。',
  token: 'セットアップ用トークン',
  tokenHint: 'サーバーを端末で起動したときに表示されるセットアップ用リンクの末尾。',
  doneHeading: 'セットアップが完了しました',
  done: (username, email) =>
    html`<p><strong>${username}</strong>（${email}）がこのサーバーの管理者です。セットアップ用リンクは使用済みで、もう使えません。</p>`,
  api: 'API ドキュメントを開く',
  completed: 'このサーバーはセットアップ済みです',
  completedLead: [
    '最初の管理者がすでにいるため、ここですることはありません。',
    '管理者は、ほかの人を管理者にできます。',
  ],
  wrongHeading: 'このセットアップ用リンクは使えません',
  wrong: [
    'リンクが途中で切れている、新しいリンクに置き換えられた、または発行から24時間以上経過した可能性があります。何も作成されていません。',
    'サーバーが動いているマシンで、新しいリンクを作成してください。',
  ],
}

const ar: typeof en = {
  title: 'إعداد هذا الخادم',
  heading: 'أنشئ حساب المدير الأول',
  lead: 'يستطيع هذا الحساب فعل كل شيء على هذا الخادم. ويمكن للآخرين التسجيل لاحقًا، أو يمكنك إضافتهم.',
  button: 'إنشاء حساب المدير',
  nothing: 'لم يُنشأ شيء بعد.',
  token: 'رمز الإعداد',
  tokenHint: 'نهاية رابط الإعداد الذي يعرضه الخادم عند تشغيله في الطرفية.',
  doneHeading: 'اكتمل إعداد خادمك',
  done: (username, email) =>
    html`<p><strong>${username}</strong> (<bdi>${email}</bdi>) هو مدير هذا الخادم. استُخدم رابط الإعداد ولن يعمل مرة أخرى.</p>`,
  api: 'فتح وثائق API',
  completed: 'تمّ إعداد هذا الخادم من قبل',
  completedLead: ['لديه مديره الأول، فلم يبقَ ما يُفعل هنا.', 'ويمكن للمدير أن يجعل غيره مديرين.'],
  wrongHeading: 'رابط الإعداد هذا لا يعمل',
  wrong: [
    'ربما كان ناقصًا أو حلّ محلّه رابط أحدث أو مضى عليه أكثر من 24 ساعة. لم يُنشأ شيء.',
    'أنشئ رابطًا جديدًا على الجهاز الذي يعمل عليه الخادم:',
  ],
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
