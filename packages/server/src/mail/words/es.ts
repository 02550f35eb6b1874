import type { Words } from '../words.ts'

const NOT_ASKED = 'Si no lo ha pedido usted, puede ignorar este correo: sin él nadie puede usarlo.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# minuto', many: '# minutos', other: '# minutos' },
    hours: { one: '# hora', many: '# horas', other: '# horas' },
    days: { one: '# día', many: '# días', other: '# días' },
  },
  goodFor: (duration) => `Sirve una sola vez, durante los próximos ${duration}.`,
  footer: (place) => `Este correo trata de su cuenta en ${place}. Por favor, no responda a este mensaje.`,
  when: 'Fecha',
  from: 'Desde',
  device: 'Dispositivo',
  notices: {
    refresh_token_reused: {
      subject: 'Se cerró su sesión en un dispositivo',
      text: 'Un token que uno de sus dispositivos ya había usado se presentó de nuevo. Puede que alguien lo haya copiado, así que se cerró la sesión en ese dispositivo.',
    },
    return_code_reused: {
      subject: 'Se cerró una sesión',
      text: 'Un código que lleva de vuelta a una aplicación se usó por segunda vez. Puede que alguien lo haya copiado, así que se cerró la sesión que empezó con él.',
    },
    password_changed: {
      subject: 'Se ha cambiado su contraseña',
      text: 'Se ha cambiado la contraseña de su cuenta y se han cerrado sus demás sesiones.',
    },
    api_key_created: {
      subject: 'Se ha creado una clave de API',
      text: 'Se ha creado una clave de API para su cuenta. Cualquier programa que la tenga puede actuar en su nombre.',
    },
    new_device: {
      subject: 'Nuevo inicio de sesión en su cuenta',
      text: 'Alguien ha iniciado sesión en su cuenta desde un lugar o dispositivo nuevo.',
    },
    email_changed: {
      subject: 'Se ha cambiado su dirección de correo',
      text: 'Se ha cambiado la dirección de correo de su cuenta.',
    },
    email_released: {
      subject: 'Se ha quitado una dirección de correo de su cuenta',
      text: 'Su cuenta mostraba una dirección de correo que nunca se confirmó, y su titular la ha recuperado. Su cuenta vuelve a mostrar la dirección con la que inicia sesión. Si usted nunca indicó esa otra dirección, otra persona ha iniciado sesión en su cuenta.',
    },
    factor_added: {
      subject: 'Se ha añadido una forma de iniciar sesión',
      text: 'Se ha añadido a su cuenta una aplicación de autenticación o una llave de acceso.',
    },
    factor_removed: {
      subject: 'Se ha quitado una forma de iniciar sesión',
      text: 'Se ha quitado de su cuenta una aplicación de autenticación o una llave de acceso.',
    },
    factors_lost: {
      subject: 'La verificación en dos pasos se va a desactivar',
      text: 'Alguien que conoce su contraseña ha indicado que usted perdió su aplicación de autenticación y sus llaves de acceso. Se quitarán todas en 24 horas. Si no fue usted, inicie sesión antes, cancélelo y cambie su contraseña.',
    },
    identity_linked: {
      subject: 'Se ha vinculado una cuenta a la suya',
      text: 'Ahora se puede iniciar sesión en su cuenta con una cuenta de otro proveedor, como Google o GitHub.',
    },
    identity_unlinked: {
      subject: 'Se ha quitado una cuenta vinculada',
      text: 'Ya no se puede iniciar sesión en su cuenta con una cuenta de otro proveedor, como Google o GitHub.',
    },
    recovery_used: {
      subject: 'Se ha recuperado su cuenta',
      text: 'Su cuenta se ha recuperado con una contraseña nueva.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Confirme su dirección de correo',
      paragraphs: [`Confirme que esta dirección es suya, para usarla en su cuenta de ${place}.`],
      label: 'Confirmar la dirección',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Su dirección de correo va a cambiar',
      paragraphs: [
        `Alguien que ha iniciado sesión en su cuenta ha pedido cambiar la dirección por ${address(newAddress)}. Hasta que se confirme, sigue valiendo esta.`,
        'Si no ha sido usted, deshaga el cambio. Eso también cierra todas las sesiones de la cuenta.',
      ],
      label: 'Deshacer el cambio',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Elija una contraseña nueva',
      paragraphs: [`Alguien ha pedido una contraseña nueva para su cuenta de ${place}.`],
      label: 'Elegir una contraseña nueva',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Libere su dirección de correo',
      paragraphs: [
        `Alguien ha pedido una contraseña nueva con esta dirección. Con ella no se inicia sesión en ninguna cuenta de ${place}: hay una que solo la muestra y nunca la confirmó.`,
        'Este enlace le quita la dirección a esa cuenta. Después podrá registrarse con ella.',
      ],
      label: 'Liberar mi dirección',
      afterwards: [
        'Si esa cuenta es suya, no tiene que hacer nada. Pida la contraseña nueva con la dirección con la que inicia sesión.',
        NOT_ASKED,
      ],
      footer: `Este correo viene de ${place}. Por favor, no responda a este mensaje.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Elija una contraseña para su cuenta',
      paragraphs: [
        `Se ha creado una cuenta para usted en ${place}. Todavía no tiene contraseña: elija una que solo usted conozca.`,
      ],
      label: 'Elegir una contraseña',
      afterwards: [
        'Si el enlace ha caducado, pida una contraseña nueva donde inicia sesión.',
        'Si no conoce esta cuenta, puede ignorar este correo.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Su enlace para iniciar sesión',
      paragraphs: [`Con este enlace inicia sesión en ${place}.`],
      label: 'Iniciar sesión',
      afterwards: ['No lo comparta: quien lo tenga puede iniciar sesión en su nombre.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Su código para iniciar sesión',
      paragraphs: [`Con este código inicia sesión en ${place}:`],
      afterwards: ['No se lo diga a nadie, lo pida quien lo pida.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'Ha recibido una invitación',
      paragraphs: [
        by === undefined
          ? `Le invitan a crear una cuenta en ${place}.`
          : `${quote(by)} le invita a crear una cuenta en ${place}.`,
      ],
      label: 'Crear cuenta',
    }),
    register_link: (_, { place }) => ({
      subject: 'Termine de crear su cuenta',
      paragraphs: [`Con este enlace termina de crear su cuenta en ${place}.`],
      label: 'Terminar de crear la cuenta',
      afterwards: ['Necesitará la contraseña que se eligió al registrarse.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'Ya tiene una cuenta',
      paragraphs: [
        `Alguien ha intentado registrarse en ${place} con esta dirección, que ya tiene una cuenta. Inicie sesión con ella o elija una contraseña nueva.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Elegir una contraseña nueva' }),
      afterwards: ['Si no ha sido usted, puede ignorar este correo.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Elija otro nombre de usuario',
      paragraphs: [
        `Alguien ha intentado registrarse en ${place} con esta dirección y el nombre de usuario ${quote(username)}, que ya está en uso. No se ha creado ninguna cuenta. Regístrese de nuevo con otro nombre de usuario.`,
      ],
      afterwards: ['Si no ha sido usted, puede ignorar este correo.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'No fui yo',
            afterwards: [
              'Si ha sido usted, no tiene que hacer nada. Si no, el enlace de arriba cierra todas las sesiones de su cuenta y le envía un enlace para elegir una contraseña nueva.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Recuperar su cuenta',
      paragraphs: [
        `Alguien ha pedido recuperar su cuenta en ${place} porque ha perdido todas las formas de iniciar sesión. Tarda varios días, y se lo recordaremos cada día.`,
      ],
      label: 'Iniciar la recuperación',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Alguien quiere recuperar su cuenta',
      paragraphs: [
        `Alguien dice que ha perdido todas las formas de iniciar sesión en su cuenta. Si nadie lo detiene, podrá entrar después de ${instant(readyAt)}.`,
        'Si no es usted, deténgalo ahora.',
      ],
      label: 'Detener la recuperación',
    }),
    recovery_ready: () => ({
      subject: 'Ya puede recuperar su cuenta',
      paragraphs: ['La espera ha terminado. Elija una contraseña nueva para volver a entrar en su cuenta.'],
      label: 'Elegir una contraseña nueva',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Alguien necesita su ayuda',
      paragraphs: [
        `${quote(who)} le eligió como contacto de confianza y quiere volver a entrar en una cuenta. Hablen antes en persona o por teléfono. Después, confirme que es esa persona.`,
      ],
      label: 'Confirmar a la persona',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Su verificación en dos pasos se va a quitar',
      paragraphs: [
        `Alguien que conoce su contraseña dice que ha perdido la aplicación de autenticación y las llaves de acceso. Se quitarán el ${instant(at)}.`,
        'Si no ha sido usted, deténgalo y cambie su contraseña.',
      ],
      label: 'Detenerlo',
    }),
  },
}
