import { counted } from '#kernel/plurals'
import type { RefusalWords } from './known.ts'

export const es: RefusalWords = {
  messages: {
    required: 'campo obligatorio.',
    atLeast: (least) => `al menos ${least} caracteres.`,
    atMost: (most) => `como máximo ${most} caracteres.`,
    noneChosen: 'Elija al menos una opción.',
    between: (least, most) => `de ${least} a ${most} caracteres.`,
    usernameLetters: 'de 3 a 64 caracteres: letras de la a a la z, cifras, «.», «_» y «-».',
    usernameDigits: 'debe tener alguna letra.',
    usernameReserved: 'está reservado. Elija otro.',
    notAnAddress: 'una sola dirección de correo, como name@example.com.',
    nothingVisible: 'al menos un carácter visible.',
    controlCharacters: 'sin caracteres de control.',
    allowedCharacters: 'contiene caracteres que aquí no se permiten.',
    eightDigits: 'ocho cifras.',
    notAllowed: 'no se permite aquí.',
    otherAddress: 'no es la dirección invitada.',
    usernameTaken: 'Ya existe una cuenta con este nombre de usuario.',
    emailTaken: 'Ya existe una cuenta con este correo electrónico.',
    passwordIllFormed: 'La contraseña contiene medio carácter. Escríbala sin ese carácter.',
    passwordNul: 'La contraseña contiene un carácter NUL. Escríbala sin él.',
    passwordTooLong: (most) => `La contraseña es demasiado larga. Use como máximo ${most} caracteres.`,
    passwordTooShort: (least) => `La contraseña es demasiado corta. Use al menos ${least} caracteres.`,
    passwordPersonal:
      'La contraseña es poco más que su nombre, su dirección o el nombre de este servidor. Elija otra.',
    passwordRepetitive:
      'La contraseña sigue un patrón sencillo. Elija varias palabras sin relación entre sí.',
    passwordCommon: 'Mucha gente usa esta contraseña. Elija varias palabras sin relación entre sí.',
    codeIsDue:
      'Esta cuenta exige la verificación en dos pasos: escriba un código de su aplicación de autenticación o un código de recuperación.',
    wrongAppCode: 'Este código no es correcto. Compruebe que el reloj de su dispositivo está en hora.',
    wrongPassword: 'La contraseña no es correcta.',
    otherUsername: 'No es el nombre de usuario de esta cuenta.',
    codeIsWrong: 'Este código es incorrecto o ya se usó. Escriba el siguiente u otro código de recuperación.',
  },
  reasons: {
    wrongRegistrationPassword:
      'No es la contraseña que eligió al registrarse. Tras cinco errores tendrá que registrarse de nuevo.',
    changedMeanwhile: 'La cuenta cambió mientras tanto. Inicie sesión de nuevo.',
    accountChanged: 'La cuenta cambió mientras tanto. Inicie sesión de nuevo.',
    signedOutMeanwhile:
      'Entretanto se cerró su sesión y no se hizo nada. Lo que escribió sigue aquí: envíelo de nuevo.',
    byInvitation:
      'Aquí las cuentas se crean solo por invitación. Pida una a la administración de este servidor.',
    inviterMayNot:
      'Quien le invitó ya no puede crear una cuenta así. Pida otra invitación a la administración de este servidor.',
    mailboxAlone:
      'El acceso al correo no basta: escriba la contraseña anterior o pida a un contacto de confianza o a la administración que confirme que es usted.',
    notBefore: 'La recuperación puede completarse a partir del {instant}.',
    notAgreed: 'No dio su consentimiento allí, así que aquí no se ha hecho nada.',
    notAccepted:
      'No se aceptó la respuesta del servicio de inicio de sesión. Inténtelo de nuevo; si sigue igual, avise a quien administra este servidor.',
    tooManyIdentities: 'No puede vincular más cuentas. Quite antes una.',
    notAnew:
      'El servicio no confirmó que usted acabe de iniciar sesión allí, así que esto no demuestra nada. Inténtelo de nuevo e inicie sesión allí, o demuéstrelo de otra manera.',
    notTheLinked:
      'Esta cuenta del servicio no es la que está vinculada a la suya. Inicie sesión allí con esa.',
    invitedAnother:
      'El correo de esta cuenta del servicio no es el que fue invitado. Elija otra cuenta o una contraseña; la invitación sigue valiendo.',
    invitedNotProved:
      'El servicio no demuestra que el correo invitado sea suyo. Elija una contraseña; la invitación sigue valiendo.',
    invitedHasAccount:
      'Con esta cuenta del servicio ya se inicia sesión aquí. Inicie sesión con ella; la invitación sigue valiendo.',
    addressGivenUp:
      'Esta dirección de correo se abandonó hace poco y todavía puede recuperarse. Inicie sesión de otra manera y vincule esta cuenta allí.',
    removedBefore:
      'Esta cuenta se quitó de la que tiene aquí este correo electrónico. Inicie sesión de otra manera y vincúlela allí de nuevo.',
    noAccountYet:
      'Todavía no tiene una cuenta aquí y no puede crearla usted. Si tiene una, inicie sesión de otra manera y vincule esta cuenta allí. Si no, pida una a la administración de este servidor.',
    wrongAppCode: 'Este código no es correcto. Compruebe que el reloj de su dispositivo está en hora.',
    ownContact: 'No puede ser su propio contacto de confianza.',
    anothersForm:
      'Cuando se abrió esta página había iniciado sesión otra persona, y no se ha hecho nada. Compruebe de quién es esta cuenta.',
    foreignForm:
      'Este formulario se envió desde una página de otra dirección. Abra la página de nuevo y envíelo desde allí.',
    invalid_request: 'No se pudo leer el formulario. Abra la página de nuevo.',
    validation_failed: 'Los datos están incompletos o no son válidos. Abra la página de nuevo.',
    invalid_credentials: 'El nombre de usuario o la contraseña no son correctos.',
    invalid_code: 'Este código es incorrecto o ya se usó. No ha iniciado sesión.',
    invalid_mfa_token: 'Este inicio de sesión ha caducado. Inicie sesión de nuevo.',
    mfa_required: 'Esta cuenta exige la verificación en dos pasos.',
    account_disabled: 'Esta cuenta está desactivada. Diríjase a la administración de este servidor.',
    password_change_required:
      'Esta cuenta necesita antes una contraseña nueva. Inicie sesión, elija una y vuelva después.',
    wrong_password: 'La contraseña es incorrecta. No se ha cambiado nada.',
    username_taken: 'Ya existe una cuenta con este nombre de usuario.',
    email_taken: 'Ya existe una cuenta con este correo electrónico.',
    registration_closed: 'Aquí nadie puede registrarse. Pida una cuenta a la administración.',
    invalid_invitation:
      'La invitación es incorrecta, ya se usó, se retiró o es demasiado antigua. Pida otra.',
    invalid_mailed_token:
      'El enlace es incorrecto, ya se usó, fue sustituido por otro o es demasiado antiguo. Pida otro correo.',
    invalid_reset_token: 'El enlace es incorrecto, ya se usó o es demasiado antiguo. Pida otro.',
    invalid_notice_token:
      'El enlace es incorrecto, ya se usó o es demasiado antiguo. Por seguridad, elija otra contraseña.',
    invalid_recovery_token: 'El enlace es incorrecto, ya se usó o es demasiado antiguo. Pida otro.',
    invalid_setup_token: 'El enlace de configuración es incorrecto, ya se usó o es demasiado antiguo.',
    invalid_token: 'Su sesión ha terminado. Inicie sesión de nuevo.',
    setup_completed: 'Este servidor ya está configurado. Inicie sesión.',
    recovery_not_found: 'No hay ninguna recuperación de esta cuenta en curso.',
    recovery_not_ready: 'La recuperación todavía no puede completarse.',
    recovery_frozen:
      'Esta recuperación ya se detuvo una vez, y no puede detenerse de nuevo. Para cancelarla, confirme su identidad.',
    reauth_required: 'Para esto tiene que confirmar de nuevo su identidad.',
    user_not_found: 'No existe esa cuenta.',
    forbidden: 'No tiene permiso para hacer esto.',
    idempotency_key_reused: 'Esto ya se envió. Abra la página de nuevo.',
    invalid_passkey: 'No se aceptó la llave de acceso. Inténtelo de nuevo o inicie sesión de otra manera.',
    provider_refused:
      'Este inicio de sesión se empezó en otro navegador, ya terminó o tardó demasiado. Empiece de nuevo.',
    provider_unavailable:
      'El servicio de inicio de sesión no responde ahora. Inténtelo de nuevo en un momento, o inicie sesión de otra manera.',
    provider_not_found:
      'Este servidor no conoce ese servicio de inicio de sesión. Inicie sesión de otra manera.',
    address_not_proved:
      'El servicio no confirma que la dirección de correo sea suya. Si tiene una cuenta aquí, inicie sesión de otra manera y vincule esta cuenta allí. Si no, regístrese con su dirección.',
    identity_taken: 'Esta cuenta ya está vinculada a otra de aquí. Quítela antes allí.',
    identity_not_found: 'Esa cuenta no está vinculada a la suya.',
    last_way_in:
      'Es la única forma de entrar en su cuenta. Elija antes una contraseña o añada una llave de acceso.',
    passkey_exists: 'Esta llave de acceso ya se está usando.',
    too_many_passkeys: 'Una cuenta no puede tener más llaves de acceso. Quite antes una.',
    invalid_attestation: 'No se aceptó esta llave de acceso. Inténtelo de nuevo, quizá con otro dispositivo.',
    passkey_not_found: 'Esta llave de acceso ya no existe.',
    totp_exists: 'Ya tiene una aplicación de autenticación. Quítela antes de configurar otra.',
    factor_not_found: 'No hay nada activado.',
    last_administrator: 'Nombre antes a otro administrador.',
    account_not_suitable: 'No es posible con esta cuenta.',
    payload_too_large: 'El formulario es demasiado grande.',
    unsupported_media_type: 'El formulario llegó en un formato que aquí no se lee.',
    too_many_attempts: 'Ha habido demasiados intentos.',
    too_many_requests: 'Ha habido demasiadas peticiones.',
    overloaded: 'El servidor está ocupado en este momento.',
    storage_unavailable: 'El servidor no puede hacer esto ahora.',
  },
  after: (seconds) =>
    seconds < 120
      ? `Inténtelo de nuevo dentro de ${counted('es', seconds, { one: '# segundo', other: '# segundos' })}.`
      : `Inténtelo de nuevo dentro de ${counted('es', Math.ceil(seconds / 60), { one: '# minuto', other: '# minutos' })}.`,
}
