import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'

const en = {
  title: 'Your account',
  heading: 'Make your account',
  lead: (email: string | undefined): Html =>
    html`<p>You were invited.${email !== undefined && html` The account will have the address <strong>${email}</strong>, which you sign in with, or with the username.`}</p>`,
  button: 'Make the account',
  nothing: 'Nothing was made yet.',
  token: 'Invitation',
  tokenHint: 'The end of the link that you were given, behind "token=".',
  doneHeading: 'You have an account',
  done: (
    email: string,
  ): Html => html`<p>Go to the app and sign in with <strong>${email}</strong> and the password that you have just chosen.</p>
<p>The invitation is used up; nobody can use it again. You may close this page.</p>`,
  wrongTitle: 'This invitation does not work',
  wrongHeading: 'This invitation link does not work',
  wrong: 'An invitation is good for 7 days and for once, and a newer one takes its place. Nothing was made.',
  why: 'They find out why by this reference:',
  hasAccount: 'You have an account already',
  hasAccountLead:
    'An account has the address that was invited. Sign in with it; if the password is lost, ask for a new one there.',
  closedTitle: 'Nobody can register',
  closed: 'Nobody can register here now',
}

const de: typeof en = {
  title: 'Ihr Konto',
  heading: 'Legen Sie Ihr Konto an',
  lead: (email) =>
    html`<p>Sie wurden eingeladen.${email !== undefined && html` Das Konto bekommt die Adresse <strong>${email}</strong>; damit oder mit dem Benutzernamen melden Sie sich an.`}</p>`,
  button: 'Konto anlegen',
  nothing: 'Es wurde noch nichts angelegt.',
  token: 'Einladung',
  tokenHint: 'Das Ende des Links, den Sie bekommen haben, hinter „token=“.',
  doneHeading: 'Sie haben ein Konto',
  done: (
    email,
  ) => html`<p>Gehen Sie zur App und melden Sie sich mit <strong>${email}</strong> und dem eben gewählten Passwort an.</p>
<p>Die Einladung ist verbraucht; niemand kann sie noch einmal benutzen. Sie können diese Seite schließen.</p>`,
  wrongTitle: 'Diese Einladung funktioniert nicht',
  wrongHeading: 'Dieser Einladungslink funktioniert nicht',
  wrong:
    'Eine Einladung gilt 7 Tage und einmal, und eine neuere tritt an ihre Stelle. Es wurde nichts angelegt.',
  why: 'Den Grund findet man mit dieser Referenz:',
  hasAccount: 'Sie haben bereits ein Konto',
  hasAccountLead:
    'Zu der eingeladenen Adresse gibt es ein Konto. Melden Sie sich damit an; ist das Passwort verloren, fordern Sie dort ein neues an.',
  closedTitle: 'Keine Registrierung',
  closed: 'Zurzeit kann sich hier niemand registrieren',
}

const es: typeof en = {
  title: 'Su cuenta',
  heading: 'Cree su cuenta',
  lead: (email) =>
    html`<p>Ha recibido una invitación.${email !== undefined && html` La cuenta tendrá la dirección <strong>${email}</strong>; con ella o con el nombre de usuario iniciará sesión.`}</p>`,
  button: 'Crear la cuenta',
  nothing: 'Todavía no se ha creado nada.',
  token: 'Invitación',
  tokenHint: 'El final del enlace que recibió, después de «token=».',
  doneHeading: 'Ya tiene una cuenta',
  done: (
    email,
  ) => html`<p>Vaya a la aplicación e inicie sesión con <strong>${email}</strong> y la contraseña que acaba de elegir.</p>
<p>La invitación ya se usó; nadie puede volver a usarla. Puede cerrar esta página.</p>`,
  wrongTitle: 'Esta invitación no funciona',
  wrongHeading: 'Este enlace de invitación no funciona',
  wrong: 'Una invitación vale 7 días y una sola vez, y otra más nueva la sustituye. No se ha creado nada.',
  why: 'La causa se averigua con esta referencia:',
  hasAccount: 'Ya tiene una cuenta',
  hasAccountLead:
    'La dirección invitada ya tiene una cuenta. Inicie sesión con ella; si perdió la contraseña, pida allí otra.',
  closedTitle: 'Registro cerrado',
  closed: 'Ahora nadie puede registrarse aquí',
}

const fr: typeof en = {
  title: 'Votre compte',
  heading: 'Créez votre compte',
  lead: (email) =>
    html`<p>Vous avez été invité.${email !== undefined && html` Le compte aura l’adresse <strong>${email}</strong> ; vous vous connecterez avec elle ou avec le nom d’utilisateur.`}</p>`,
  button: 'Créer le compte',
  nothing: 'Rien n’a encore été créé.',
  token: 'Invitation',
  tokenHint: 'La fin du lien que vous avez reçu, après « token= ».',
  doneHeading: 'Vous avez un compte',
  done: (
    email,
  ) => html`<p>Allez dans l’application et connectez-vous avec <strong>${email}</strong> et le mot de passe que vous venez de choisir.</p>
<p>L’invitation a servi ; personne ne peut la réutiliser. Vous pouvez fermer cette page.</p>`,
  wrongTitle: 'Cette invitation ne fonctionne pas',
  wrongHeading: 'Ce lien d’invitation ne fonctionne pas',
  wrong: 'Une invitation vaut 7 jours et une seule fois, et une plus récente la remplace. Rien n’a été créé.',
  why: 'On en trouve la raison avec cette référence :',
  hasAccount: 'Vous avez déjà un compte',
  hasAccountLead:
    'L’adresse invitée a déjà un compte. Connectez-vous avec elle ; si le mot de passe est perdu, demandez-en un autre là-bas.',
  closedTitle: 'Inscription fermée',
  closed: 'Personne ne peut s’inscrire ici pour le moment',
}

const ja: typeof en = {
  title: 'アカウント',
  heading: 'アカウントを作成',
  lead: (email) =>
    html`<p>あなたは招待されました。${email !== undefined && html`アカウントのアドレスは <strong>${email}</strong> になります。このアドレスかユーザー名でサインインします。`}</p>`,
  button: 'アカウントを作成',
  nothing: 'まだ何も作成されていません。',
  token: '招待',
  tokenHint: '受け取ったリンクの末尾、「token=」の後の部分。',
  doneHeading: 'アカウントができました',
  done: (
    email,
  ) => html`<p>アプリを開き、<strong>${email}</strong> といま選んだパスワードでサインインしてください。</p>
<p>この招待は使用済みで、もう誰も使えません。このページを閉じてかまいません。</p>`,
  wrongTitle: 'この招待は使えません',
  wrongHeading: 'この招待リンクは使えません',
  wrong: '招待は7日間、1回だけ有効で、新しいものが出ると置き換わります。何も作成されていません。',
  why: '原因は次の参照番号で調べられます：',
  hasAccount: 'すでにアカウントがあります',
  hasAccountLead:
    '招待されたアドレスにはすでにアカウントがあります。それでサインインしてください。パスワードを忘れた場合は、そこで再設定できます。',
  closedTitle: '登録できません',
  closed: '現在、ここでは登録できません',
}

const ar: typeof en = {
  title: 'حسابك',
  heading: 'أنشئ حسابك',
  lead: (email) =>
    html`<p>لقد دُعيت.${email !== undefined && html` سيكون عنوان الحساب <strong><bdi>${email}</bdi></strong>، وبه أو باسم المستخدم تسجّل الدخول.`}</p>`,
  button: 'إنشاء الحساب',
  nothing: 'لم يُنشأ شيء بعد.',
  token: 'الدعوة',
  tokenHint: 'نهاية الرابط الذي تلقّيته، بعد «token=».',
  doneHeading: 'لديك حساب',
  done: (
    email,
  ) => html`<p>افتح التطبيق وسجّل الدخول بـ <strong><bdi>${email}</bdi></strong> وكلمة المرور التي اخترتها الآن.</p>
<p>استُخدمت الدعوة، ولا يمكن لأحد استخدامها ثانية. يمكنك إغلاق هذه الصفحة.</p>`,
  wrongTitle: 'هذه الدعوة لا تعمل',
  wrongHeading: 'رابط الدعوة هذا لا يعمل',
  wrong: 'الدعوة صالحة 7 أيام ولمرة واحدة، وتحلّ الأحدث محلّها. لم يُنشأ شيء.',
  why: 'يُعرف السبب من هذا المرجع:',
  hasAccount: 'لديك حساب من قبل',
  hasAccountLead: 'للعنوان المدعوّ حساب. سجّل الدخول به، وإن فقدت كلمة المرور فاطلب هناك كلمة جديدة.',
  closedTitle: 'التسجيل مغلق',
  closed: 'لا يمكن لأحد التسجيل هنا الآن',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
