import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'

const en = {
  heading: 'Create your account',
  lead: (email: string | undefined): Html =>
    html`<p>You have been invited.${email !== undefined && html` Your account will use the address <strong>${email}</strong>. You can sign in with it or with your username.`}</p>`,
  token: 'Invitation',
  tokenHint: 'The end of the link you were given, after "token=".',
  doneHeading: 'Your account is ready',
  done: (email: string): Html =>
    html`<p>Sign in with <strong>${email}</strong> and the password you just chose. The invitation has been used and does not work again.</p>`,
  wrongTitle: 'This invitation does not work',
  wrong: 'An invitation works once, for 7 days, and a newer one replaces it. No account was created.',
  hasAccount: 'You already have an account',
  hasAccountLead:
    'There is already an account with the invited address. Sign in with it. If you forgot the password, you can choose a new one there.',
  closed: 'Sign-up is closed',
}

const de: typeof en = {
  heading: 'Konto erstellen',
  lead: (email) =>
    html`<p>Sie wurden eingeladen.${email !== undefined && html` Ihr Konto bekommt die Adresse <strong>${email}</strong>. Sie können sich mit ihr oder mit Ihrem Benutzernamen anmelden.`}</p>`,
  token: 'Einladung',
  tokenHint: 'Das Ende des Links, den Sie bekommen haben, nach „token=“.',
  doneHeading: 'Ihr Konto ist fertig',
  done: (email) =>
    html`<p>Melden Sie sich mit <strong>${email}</strong> und dem eben gewählten Passwort an. Die Einladung wurde benutzt und funktioniert kein zweites Mal.</p>`,
  wrongTitle: 'Diese Einladung funktioniert nicht',
  wrong:
    'Eine Einladung gilt 7 Tage lang für ein einziges Mal, und eine neuere ersetzt sie. Es wurde kein Konto erstellt.',
  hasAccount: 'Sie haben bereits ein Konto',
  hasAccountLead:
    'Zur eingeladenen Adresse gibt es schon ein Konto. Melden Sie sich damit an. Wenn Sie das Passwort vergessen haben, können Sie dort ein neues wählen.',
  closed: 'Registrierung geschlossen',
}

const es: typeof en = {
  heading: 'Cree su cuenta',
  lead: (email) =>
    html`<p>Ha recibido una invitación.${email !== undefined && html` Su cuenta tendrá la dirección <strong>${email}</strong>. Podrá iniciar sesión con ella o con su nombre de usuario.`}</p>`,
  token: 'Invitación',
  tokenHint: 'El final del enlace que recibió, después de «token=».',
  doneHeading: 'Su cuenta está lista',
  done: (email) =>
    html`<p>Inicie sesión con <strong>${email}</strong> y la contraseña que acaba de elegir. La invitación ya se ha usado y no funciona otra vez.</p>`,
  wrongTitle: 'Esta invitación no funciona',
  wrong:
    'Una invitación vale una sola vez durante 7 días, y otra más reciente la sustituye. No se ha creado ninguna cuenta.',
  hasAccount: 'Ya tiene una cuenta',
  hasAccountLead:
    'Ya existe una cuenta con la dirección invitada. Inicie sesión con ella. Si olvidó la contraseña, allí puede elegir otra.',
  closed: 'El registro está cerrado',
}

const fr: typeof en = {
  heading: 'Créez votre compte',
  lead: (email) =>
    html`<p>Vous avez reçu une invitation.${email !== undefined && html` Votre compte aura l’adresse <strong>${email}</strong>. Vous pourrez vous connecter avec elle ou avec votre nom d’utilisateur.`}</p>`,
  token: 'Invitation',
  tokenHint: 'La fin du lien que vous avez reçu, après « token= ».',
  doneHeading: 'Votre compte est prêt',
  done: (email) =>
    html`<p>Connectez-vous avec <strong>${email}</strong> et le mot de passe que vous venez de choisir. L’invitation a été utilisée et ne fonctionne plus.</p>`,
  wrongTitle: 'Cette invitation ne fonctionne pas',
  wrong:
    'Une invitation est valable une seule fois pendant 7 jours, et une plus récente la remplace. Aucun compte n’a été créé.',
  hasAccount: 'Vous avez déjà un compte',
  hasAccountLead:
    'Il existe déjà un compte avec l’adresse invitée. Connectez-vous avec elle. Si vous avez oublié le mot de passe, vous pourrez en choisir un autre.',
  closed: 'Les inscriptions sont fermées',
}

const ja: typeof en = {
  heading: 'アカウントを作成',
  lead: (email) =>
    html`<p>招待が届いています。${email !== undefined && html`アカウントのアドレスは <strong>${email}</strong> になります。このアドレスまたはユーザー名でサインインできます。`}</p>`,
  token: '招待',
  tokenHint: '受け取ったリンクの「token=」より後の部分。',
  doneHeading: 'アカウントの準備ができました',
  done: (email) =>
    html`<p><strong>${email}</strong> と、いま決めたパスワードでサインインしてください。この招待は使用済みで、もう使えません。</p>`,
  wrongTitle: 'この招待は使えません',
  wrong:
    '招待は7日間、1回だけ有効で、新しい招待が届くと古いものは使えなくなります。アカウントは作成されていません。',
  hasAccount: 'すでにアカウントをお持ちです',
  hasAccountLead:
    '招待されたアドレスのアカウントがすでにあります。そのアカウントでサインインしてください。パスワードを忘れた場合は、そこで新しく設定できます。',
  closed: '現在、新規登録は受け付けていません',
}

const ar: typeof en = {
  heading: 'أنشئ حسابك',
  lead: (email) =>
    html`<p>لقد تلقّيت دعوة.${email !== undefined && html` سيكون عنوان حسابك <strong><bdi>${email}</bdi></strong>، ويمكنك تسجيل الدخول به أو باسم المستخدم.`}</p>`,
  token: 'الدعوة',
  tokenHint: 'نهاية الرابط الذي تلقّيته، بعد «token=».',
  doneHeading: 'حسابك جاهز',
  done: (email) =>
    html`<p>سجّل الدخول باستخدام <strong><bdi>${email}</bdi></strong> وكلمة المرور التي اخترتها الآن. استُخدمت الدعوة ولن تعمل مرة أخرى.</p>`,
  wrongTitle: 'هذه الدعوة لا تعمل',
  wrong: 'الدعوة صالحة لمرة واحدة خلال 7 أيام، وتحلّ محلّها دعوة أحدث. لم يُنشأ أي حساب.',
  hasAccount: 'لديك حساب بالفعل',
  hasAccountLead:
    'يوجد حساب بالعنوان المدعو. سجّل الدخول به، وإن نسيت كلمة المرور فيمكنك اختيار كلمة جديدة هناك.',
  closed: 'التسجيل مغلق',
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
