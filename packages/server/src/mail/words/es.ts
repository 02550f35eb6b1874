import type { Words } from '../words.ts'

const NOT_ASKED = 'Si no lo pediste, no hagas nada: sin este correo nadie puede usarlo.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# minuto', many: '# minutos', other: '# minutos' },
    hours: { one: '# hora', many: '# horas', other: '# horas' },
    days: { one: '# día', many: '# días', other: '# días' },
  },
  goodFor: (duration) => `Vale durante ${duration} más, y una sola vez.`,
  footer: (place) => `Este correo trata de tu cuenta en ${place}. Nadie lee las respuestas.`,
  when: 'Cuándo',
  from: 'Desde',
  device: 'Con',
  notices: {
    refresh_token_reused: {
      subject: 'Se cerró una de tus sesiones',
      text: 'Un token gastado de una de tus sesiones se usó por segunda vez. Puede que alguien lo haya copiado, así que la sesión se cerró.',
    },
    password_changed: {
      subject: 'Se cambió tu contraseña',
      text: 'Se cambió la contraseña de tu cuenta y se cerraron tus demás sesiones.',
    },
    api_key_created: {
      subject: 'Se creó una clave de API',
      text: 'Se creó una clave de API de tu cuenta. Un programa que la tenga actúa en tu nombre.',
    },
    new_device: {
      subject: 'Un inicio de sesión desde un lugar nuevo',
      text: 'Alguien inició sesión en tu cuenta desde donde nadie lo hacía últimamente.',
    },
    email_changed: {
      subject: 'Se cambió tu dirección de correo',
      text: 'Se cambió la dirección de correo de tu cuenta.',
    },
    email_released: {
      subject: 'Se quitó una dirección de correo de tu cuenta',
      text: 'Tu cuenta mostraba una dirección de correo que nunca confirmó, y quien lee su correo la ha recuperado. Tu cuenta vuelve a mostrar la dirección con la que inicias sesión. Si nunca diste aquella dirección, otra persona tiene una sesión en tu cuenta.',
    },
    factor_added: {
      subject: 'Se añadió una forma de iniciar sesión',
      text: 'Se añadió a tu cuenta un segundo factor o una llave de acceso.',
    },
    factor_removed: {
      subject: 'Se quitó una forma de iniciar sesión',
      text: 'Se quitó de tu cuenta un segundo factor o una llave de acceso.',
    },
    identity_linked: {
      subject: 'Una nueva forma de iniciar sesión: una cuenta externa',
      text: 'Una cuenta de otro proveedor, como Google o GitHub, inicia sesión en tu cuenta a partir de ahora.',
    },
    identity_unlinked: {
      subject: 'Se quitó una cuenta externa',
      text: 'Una cuenta de otro proveedor, como Google o GitHub, ya no inicia sesión en tu cuenta.',
    },
    recovery_used: { subject: 'Se recuperó tu cuenta', text: 'Se usó una vía para volver a tu cuenta.' },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Confirma tu dirección de correo',
      paragraphs: [`Confirma que esta dirección es tuya, para que cuente en tu cuenta de ${place}.`],
      label: 'Confirmar la dirección',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Tu dirección de correo va a cambiar',
      paragraphs: [
        `Alguien con sesión en tu cuenta ha dado ${address(newAddress)} como nueva dirección. Hasta que se confirme, sigue valiendo esta.`,
        'Si no fuiste tú, anula el cambio. Eso también cierra todas las sesiones de la cuenta.',
      ],
      label: 'Anular el cambio',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Elige una contraseña nueva',
      paragraphs: [`Alguien pidió una contraseña nueva para tu cuenta de ${place}.`],
      label: 'Elegir una contraseña nueva',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Libera tu dirección de correo',
      paragraphs: [
        `Alguien pidió una contraseña nueva con esta dirección. Con ella no se inicia sesión en ninguna cuenta de ${place}: hay una que solo la muestra y nunca la confirmó.`,
        'Con este enlace se le quita la dirección a esa cuenta. Después podrás registrarte con ella.',
      ],
      label: 'Liberar mi dirección',
      afterwards: [
        'Si esa cuenta es tuya, no hagas nada, y pide la contraseña nueva con la dirección con la que inicias sesión.',
        NOT_ASKED,
      ],
      footer: `Este correo viene de ${place}. Nadie lee las respuestas.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Elige una contraseña para tu cuenta',
      paragraphs: [
        `Se ha creado una cuenta para ti en ${place}. Todavía no tiene contraseña: elige una que nadie más conozca.`,
      ],
      label: 'Elegir una contraseña',
      afterwards: [
        'Si el enlace ha caducado, pide una contraseña nueva donde inicias sesión.',
        'Si no sabes nada de esta cuenta, no hagas nada.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Tu enlace para iniciar sesión',
      paragraphs: [`Con este enlace inicias sesión en ${place}.`],
      label: 'Iniciar sesión',
      afterwards: ['No lo pases a nadie: quien lo tenga entra como tú.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Tu código para iniciar sesión',
      paragraphs: [`Con este código inicias sesión en ${place}:`],
      afterwards: ['No se lo digas a nadie, lo pida quien lo pida.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'Una invitación',
      paragraphs: [
        by === undefined
          ? `Te invitan a crear una cuenta en ${place}.`
          : `${quote(by)} te invita a crear una cuenta en ${place}.`,
      ],
      label: 'Crear una cuenta',
    }),
    register_link: (_, { place }) => ({
      subject: 'Termina tu registro',
      paragraphs: [`Con este enlace, tu nueva cuenta en ${place} es tuya.`],
      label: 'Terminar el registro',
      afterwards: ['Se te pedirá la contraseña que se eligió al registrarse.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'Ya tienes una cuenta',
      paragraphs: [
        `Alguien quiso registrarse en ${place} con esta dirección, que ya tiene una cuenta. Inicia sesión con ella o elige una contraseña nueva.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Elegir una contraseña nueva' }),
      afterwards: ['Si no fuiste tú, no hagas nada.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Elige otro nombre',
      paragraphs: [
        `Alguien quiso registrarse en ${place} con esta dirección y el nombre ${quote(username)}, que ya tiene otra persona. No se creó ninguna cuenta. Regístrate de nuevo con otro nombre.`,
      ],
      afterwards: ['Si no fuiste tú, no hagas nada.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'No fui yo',
            afterwards: [
              'Si fuiste tú, no hagas nada. Si no, el enlace de arriba cierra todas las sesiones de tu cuenta y te envía un enlace para elegir una contraseña nueva.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Recuperar tu cuenta',
      paragraphs: [
        `Alguien pidió un camino de vuelta a tu cuenta en ${place}, porque se perdieron todas las formas de entrar. Dura varios días, y se te avisa cada día.`,
      ],
      label: 'Empezar',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Alguien quiere recuperar tu cuenta',
      paragraphs: [
        `Alguien dice que se perdieron todas las formas de entrar en tu cuenta. Si nadie se opone, entrará después de ${instant(readyAt)}.`,
        'Si no fuiste tú, oponte ahora.',
      ],
      label: 'Oponerme',
    }),
    recovery_ready: () => ({
      subject: 'Puedes recuperar tu cuenta',
      paragraphs: ['La espera ha terminado. Elige una contraseña nueva para volver a tu cuenta.'],
      label: 'Volver a mi cuenta',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Alguien te pide ayuda',
      paragraphs: [
        `${quote(who)} te nombró persona de confianza y quiere volver a una cuenta. Habla antes en persona o por teléfono; después di que es quien dice ser.`,
      ],
      label: 'Confirmar a la persona',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Tu segundo factor se va a quitar',
      paragraphs: [
        `Alguien que sabe tu contraseña dice que el segundo factor se perdió. Se quitará el ${instant(at)}.`,
        'Si no fuiste tú, detenlo y cambia tu contraseña.',
      ],
      label: 'Detenerlo',
    }),
  },
}
