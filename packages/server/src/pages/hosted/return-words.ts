import type { Language } from '#kernel/language'

const en = {
  title: 'Continue to the app',
  introduction: (app: string) => `You are already signed in. ${app} wants to know who you are.`,
  goOn: (name: string) => `Continue as ${name}`,
  another: 'Use another account',
  refusedTitle: 'Something is wrong with this link',
  refused:
    'The app that sent you here asked for something this server does not allow. You were not signed in, and nothing was sent to the app. Go back to the app and try again. If you see this page again, tell the people who run the app.',
  faults: {
    return_to:
      'For them: this return_to is not one of the addresses of LATCHKEY_RETURN_TO. It has to be written there exactly so.',
    state: 'For them: state is missing, is longer than 512 characters, or holds others than visible ASCII.',
    code_challenge:
      'For them: code_challenge has to be the SHA-256 of a verifier in base64url, with code_challenge_method=S256.',
  },
}

const de: typeof en = {
  title: 'Weiter zur App',
  introduction: (app) => `Sie sind schon angemeldet. ${app} möchte wissen, wer Sie sind.`,
  goOn: (name) => `Weiter als ${name}`,
  another: 'Anderes Konto verwenden',
  refusedTitle: 'Mit diesem Link stimmt etwas nicht',
  refused:
    'Die App, von der Sie kommen, hat um etwas gebeten, das dieser Server nicht erlaubt. Sie wurden nicht angemeldet, und die App hat nichts erhalten. Gehen Sie zur App zurück und versuchen Sie es noch einmal. Wenn diese Seite wieder erscheint, sagen Sie es den Betreibern der App.',
  faults: {
    return_to:
      'Für die Betreiber: Dieses return_to ist keine der Adressen von LATCHKEY_RETURN_TO. Dort muss es genau so stehen.',
    state:
      'Für die Betreiber: state fehlt, ist länger als 512 Zeichen oder enthält andere Zeichen als sichtbares ASCII.',
    code_challenge:
      'Für die Betreiber: code_challenge muss der SHA-256 eines Verifiers in base64url sein, mit code_challenge_method=S256.',
  },
}

const es: typeof en = {
  title: 'Continuar en la aplicación',
  introduction: (app) => `Ya ha iniciado sesión. ${app} quiere saber quién es usted.`,
  goOn: (name) => `Continuar como ${name}`,
  another: 'Usar otra cuenta',
  refusedTitle: 'Hay un problema con este enlace',
  refused:
    'La aplicación que le envió aquí pidió algo que este servidor no permite. No se inició ninguna sesión y la aplicación no recibió nada. Vuelva a la aplicación e inténtelo de nuevo. Si esta página vuelve a aparecer, avise a los responsables de la aplicación.',
  faults: {
    return_to:
      'Para ellos: este return_to no es una de las direcciones de LATCHKEY_RETURN_TO. Debe figurar allí exactamente así.',
    state:
      'Para ellos: falta state, tiene más de 512 caracteres o contiene caracteres que no son ASCII visible.',
    code_challenge:
      'Para ellos: code_challenge debe ser el SHA-256 de un verificador en base64url, con code_challenge_method=S256.',
  },
}

const fr: typeof en = {
  title: 'Continuer vers l’application',
  introduction: (app) => `Vous êtes déjà connecté. ${app} souhaite savoir qui vous êtes.`,
  goOn: (name) => `Continuer en tant que ${name}`,
  another: 'Utiliser un autre compte',
  refusedTitle: 'Ce lien pose problème',
  refused:
    'L’application qui vous a envoyé ici a demandé quelque chose que ce serveur n’autorise pas. Vous n’avez pas été connecté et l’application n’a rien reçu. Retournez à l’application et réessayez. Si cette page réapparaît, prévenez les responsables de l’application.',
  faults: {
    return_to:
      'Pour eux : ce return_to n’est pas une des adresses de LATCHKEY_RETURN_TO. Il doit y figurer exactement ainsi.',
    state: 'Pour eux : state manque, dépasse 512 caractères ou contient autre chose que de l’ASCII visible.',
    code_challenge:
      'Pour eux : code_challenge doit être le SHA-256 d’un vérificateur en base64url, avec code_challenge_method=S256.',
  },
}

const ja: typeof en = {
  title: 'アプリに進む',
  introduction: (app) => `すでにサインインしています。${app} があなたの確認を求めています。`,
  goOn: (name) => `${name} として続ける`,
  another: '別のアカウントを使う',
  refusedTitle: 'このリンクには問題があります',
  refused:
    'アプリからの要求は、このサーバーでは許可されていません。サインインは行われず、アプリには何も送られていません。アプリに戻ってもう一度お試しください。このページがまた表示される場合は、アプリの運営者にお知らせください。',
  faults: {
    return_to:
      '運営者の方へ：この return_to は LATCHKEY_RETURN_TO のアドレスにありません。まったく同じ文字列で登録されている必要があります。',
    state:
      '運営者の方へ：state がないか、512 文字を超えているか、表示可能な ASCII 以外の文字を含んでいます。',
    code_challenge:
      '運営者の方へ：code_challenge は検証子の SHA-256 を base64url で表したもので、code_challenge_method=S256 を付ける必要があります。',
  },
}

const ar: typeof en = {
  title: 'المتابعة إلى التطبيق',
  introduction: (app) => `لقد سجّلت الدخول بالفعل. يريد ⁨${app}⁩ أن يعرف من أنت.`,
  goOn: (name) => `المتابعة باسم ⁨${name}⁩`,
  another: 'استخدام حساب آخر',
  refusedTitle: 'هناك خطأ في هذا الرابط',
  refused:
    'طلب التطبيق الذي أرسلك إلى هنا شيئًا لا يسمح به هذا الخادم. لم يتم تسجيل دخولك ولم يتلقَّ التطبيق شيئًا. ارجع إلى التطبيق وحاول مرة أخرى. وإذا ظهرت هذه الصفحة ثانيةً فأخبر القائمين على التطبيق.',
  faults: {
    return_to:
      'للقائمين عليه: قيمة return_to هذه ليست من عناوين LATCHKEY_RETURN_TO. يجب أن تكون مكتوبة هناك بهذا الشكل تمامًا.',
    state: 'للقائمين عليه: state غير موجود، أو أطول من 512 حرفًا، أو فيه غير محارف ASCII المرئية.',
    code_challenge:
      'للقائمين عليه: يجب أن يكون code_challenge قيمة SHA-256 للمتحقق بترميز base64url، مع code_challenge_method=S256.',
  },
}

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }
