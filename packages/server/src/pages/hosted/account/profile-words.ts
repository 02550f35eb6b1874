import type { Language } from '#kernel/language'

const en = {
  title: 'Profile',
  name: 'Name',
  usernameStays: 'Your username cannot be changed.',
  changeName: 'Save name',
  proved: 'Confirmed',
  notProved: (email: string) => `${email} is not confirmed yet. Open the link in the email we sent to it.`,
  signsInMeanwhile: (email: string) => `Until then, you sign in with ${email} and get your emails there.`,
  resend: 'Send the email again',
  newEmail: 'New email address',
  newEmailHint:
    'We will email it a link to confirm. For three days, the change can be undone from your current address.',
  changeEmail: 'Change address',
  done: {
    name: 'Your name was changed.',
    email: 'We have sent an email to the new address. Open the link in it.',
    resend: 'The email is on its way. If you asked for it a moment ago, that one counts.',
    same: 'That is your address already.',
  },
}

export const words: Readonly<Record<Language, typeof en>> = {
  en,
  de: {
    title: 'Profil',
    name: 'Name',
    usernameStays: 'Der Benutzername lässt sich nicht ändern.',
    changeName: 'Namen speichern',
    proved: 'Bestätigt am',
    notProved: (email) =>
      `${email} ist noch nicht bestätigt. Öffnen Sie den Link in der E-Mail, die wir dorthin geschickt haben.`,
    signsInMeanwhile: (email) => `Bis dahin melden Sie sich mit ${email} an und bekommen dort Ihre E-Mails.`,
    resend: 'E-Mail noch einmal senden',
    newEmail: 'Neue E-Mail-Adresse',
    newEmailHint:
      'Wir schicken einen Link zur Bestätigung dorthin. Drei Tage lang lässt sich die Änderung von der bisherigen Adresse aus rückgängig machen.',
    changeEmail: 'Adresse ändern',
    done: {
      name: 'Ihr Name wurde geändert.',
      email: 'Wir haben eine E-Mail an die neue Adresse geschickt. Öffnen Sie den Link darin.',
      resend: 'Die E-Mail ist unterwegs. Wenn Sie sie gerade erst angefordert haben, gilt diese.',
      same: 'Das ist schon Ihre Adresse.',
    },
  },
  es: {
    title: 'Perfil',
    name: 'Nombre',
    usernameStays: 'El nombre de usuario no se puede cambiar.',
    changeName: 'Guardar el nombre',
    proved: 'Confirmada el',
    notProved: (email) =>
      `${email} todavía no está confirmada. Abra el enlace del correo que le hemos enviado.`,
    signsInMeanwhile: (email) => `Hasta entonces, inicia sesión con ${email} y recibe ahí los correos.`,
    resend: 'Enviar el correo otra vez',
    newEmail: 'Nueva dirección de correo',
    newEmailHint:
      'Le enviaremos un enlace de confirmación. Durante tres días, el cambio puede deshacerse desde la dirección actual.',
    changeEmail: 'Cambiar la dirección',
    done: {
      name: 'Su nombre se ha cambiado.',
      email: 'Hemos enviado un correo a la nueva dirección. Abra el enlace que contiene.',
      resend: 'El correo está en camino. Si lo pidió hace un momento, vale ese.',
      same: 'Esa ya es su dirección.',
    },
  },
  fr: {
    title: 'Profil',
    name: 'Nom',
    usernameStays: 'Le nom d’utilisateur ne peut pas être modifié.',
    changeName: 'Enregistrer le nom',
    proved: 'Confirmée le',
    notProved: (email) =>
      `${email} n’est pas encore confirmée. Ouvrez le lien de l’e-mail que nous y avons envoyé.`,
    signsInMeanwhile: (email) => `D’ici là, vous vous connectez avec ${email} et y recevez vos e-mails.`,
    resend: 'Renvoyer l’e-mail',
    newEmail: 'Nouvelle adresse e-mail',
    newEmailHint:
      'Nous y enverrons un lien de confirmation. Pendant trois jours, le changement peut être annulé depuis l’adresse actuelle.',
    changeEmail: 'Changer l’adresse',
    done: {
      name: 'Votre nom a été modifié.',
      email: 'Nous avons envoyé un e-mail à la nouvelle adresse. Ouvrez le lien qu’il contient.',
      resend: 'L’e-mail est en route. Si vous l’avez demandé à l’instant, c’est celui-là qui compte.',
      same: 'C’est déjà votre adresse.',
    },
  },
  ja: {
    title: 'プロフィール',
    name: '名前',
    usernameStays: 'ユーザー名は変更できません。',
    changeName: '名前を保存',
    proved: '確認日時:',
    notProved: (email) => `${email} はまだ確認されていません。届いたメールのリンクを開いてください。`,
    signsInMeanwhile: (email) => `それまでは、${email} でサインインし、メールもそこに届きます。`,
    resend: 'メールを再送信',
    newEmail: '新しいメールアドレス',
    newEmailHint: '確認用のリンクを送ります。3日間は、現在のアドレスから変更を取り消せます。',
    changeEmail: 'アドレスを変更',
    done: {
      name: '名前を変更しました。',
      email: '新しいアドレスにメールを送りました。メールのリンクを開いてください。',
      resend: 'メールをお送りします。少し前に依頼された場合は、そのメールをご利用ください。',
      same: 'すでにそのアドレスが登録されています。',
    },
  },
  ar: {
    title: 'الملف الشخصي',
    name: 'الاسم',
    usernameStays: 'لا يمكن تغيير اسم المستخدم.',
    changeName: 'حفظ الاسم',
    proved: 'تأكّد في',
    notProved: (email) => `لم يتأكّد ${email} بعد. افتح الرابط في الرسالة التي أرسلناها إليه.`,
    signsInMeanwhile: (email) => `حتى ذلك الحين تسجّل الدخول بالعنوان ${email} وتصلك الرسائل عليه.`,
    resend: 'إعادة إرسال الرسالة',
    newEmail: 'عنوان البريد الإلكتروني الجديد',
    newEmailHint: 'سنرسل إليه رابط تأكيد. ويمكن التراجع عن التغيير من عنوانك الحالي لمدة ثلاثة أيام.',
    changeEmail: 'تغيير العنوان',
    done: {
      name: 'تم تغيير اسمك.',
      email: 'أرسلنا رسالة إلى العنوان الجديد. افتح الرابط الذي فيها.',
      resend: 'الرسالة في طريقها إليك. إذا طلبتها قبل لحظات فتلك هي الصالحة.',
      same: 'هذا عنوانك بالفعل.',
    },
  },
}
