import { html } from '../html.ts'
import type { RecoveryWords } from './en.ts'

const waiting = (hours: number): string => {
  if (hours % 24 !== 0) return `${hours} horas`
  return hours === 24 ? 'un día' : `${hours / 24} días`
}

export const es: RecoveryWords = {
  thatDay: 'ese día',
  callOff: 'Anularla',
  byAdministrator: 'La administración de este servidor ha confirmado que es usted.',
  byContact: 'Un contacto de confianza suyo ha confirmado que es usted.',
  beginTitle: 'Recupere su cuenta',
  beginLead: (hours) => [
    'Para quien ha perdido todo lo que sirve para entrar. Una contraseña sola se sustituye antes: pida otra en la aplicación.',
    `Desde ahora tarda ${waiting(hours)}. Hasta entonces no cambia nada, y cada dispositivo y cada dirección de la cuenta recibe aviso, para que nadie se quede con la cuenta sin que se vea.`,
  ],
  begin: 'Empezar',
  mailedOn: (ready, until) =>
    html`El ${ready} recibirá por correo un enlace para elegir otra contraseña. Si se le pasa, pídalo de nuevo donde pidió este correo, hasta el ${until}.`,
  needed:
    'Entonces hará falta algo más: la contraseña anterior, si no se eligió con un enlace, o alguien que confirme que es usted, un contacto de confianza o la administración de este servidor. Hable con ellos mientras tanto.',
  underWayTitle: 'En curso',
  underWay: 'Su recuperación está en curso',
  begunTitle: 'Empezada',
  begun: 'Su recuperación ha empezado',
  beginWrong: 'o tiene más de una hora',
  beginAgain: 'Pida otro donde pidió este. Una recuperación empezada sigue adelante.',
  freezeTitle: 'Alguien quiere su cuenta',
  freezeRefused: 'Todavía no: detenerla',
  freezeHeading: 'Alguien quiere recuperar su cuenta',
  freezeIfYou: 'Si es usted, no haga nada y cierre esta página.',
  freezeIfNot: (ready) =>
    html`Si no es usted, deténgala 72 horas${ready && html`; de lo contrario podrá completarse a partir del ${ready}`}. Solo funciona una vez. Después anúlela, para lo que demostrará quién es.`,
  freeze: 'Detenerla 72 horas',
  frozenUntil: (until, ready) =>
    html`Antes del ${until} nadie entra con ella en la cuenta, y por correo no antes del ${ready}. Después continúa por sí sola, y solo se detiene una vez.`,
  frozenNext: 'Si no es usted, anúlela antes.',
  frozenTitle: 'Detenida',
  frozenBefore: 'Ya se había detenido',
  frozen: 'Está detenida 72 horas',
  freezeWrong: 'o esa recuperación ha terminado',
  freezeAgain: 'Una que siga en curso la anula quien demuestre que la cuenta es suya.',
  finishTitle: 'Elija una contraseña nueva',
  finishHeading: 'Recobre su cuenta',
  finishLead:
    'Elija una contraseña nueva. Se cierran todas las sesiones y se quitan todos los segundos factores, llaves de acceso y dispositivos de confianza.',
  finish: 'Recobrarla',
  former: 'Contraseña anterior, si la sabe',
  formerHint:
    'Solo hace falta si ningún contacto de confianza ni la administración ha confirmado que es usted.',
  finished: 'Su cuenta vuelve a ser suya',
  finishedLead: [
    'Vuelva a la aplicación e inicie sesión con la contraseña nueva. Después añada otra vez un segundo factor: ahora no hay ninguno.',
    'Las claves de API siguen como estaban. Revíselas y quite las que no sean suyas.',
    'El enlace ya se usó; nadie puede volver a usarlo. Puede cerrar esta página.',
  ],
  finishAgain:
    'Pida de nuevo una recuperación con la misma dirección: mientras la suya pueda completarse, recibirá enseguida otro enlace. Quien recibió este enlace de la administración le pide otro.',
  wrong: (what) =>
    `Está mal escrito, ya se usó, fue sustituido por otro más nuevo, ${what}. No se ha cambiado nada.`,
  cancelTitle: 'Anule la recuperación',
  cancelLead: [
    'Termina al momento y los enlaces enviados dejan de valer. Un correo solo no basta: demuestre con todo lo que tiene su cuenta que es suya.',
    'Si no puede, diríjase a la administración de este servidor.',
  ],
  cancelledTitle: 'Anulada',
  cancelled: 'La recuperación está anulada',
  cancelledLead: [
    'Nadie entra ya con ella en su cuenta. Esta página no inicia su sesión; puede cerrarla.',
    'Si no la empezó usted, quizá alguien lea su correo: cambie ahora la contraseña de su buzón.',
  ],
  nothingTitle: 'Nada que anular',
  nothing: 'No hay nada que anular',
  nothingLead:
    'No hay ninguna recuperación de su cuenta en curso: se anuló, se completó o se le acabó el tiempo. No se ha cambiado nada.',
  vouchTitle: 'Confirme que es esa persona',
  vouchLead: [
    'Alguien que le nombró contacto de confianza quiere volver a entrar en una cuenta. Hable antes con esa persona, cara a cara o por teléfono: quien lea su correo también puede escribirle a usted.',
    'Si no está seguro de que es ella, cierre esta página. Si lo está, confírmelo con su propia cuenta.',
  ],
  vouch: 'Es esa persona',
  user: 'Número de su cuenta',
  userHint: 'El final del enlace del correo, después de «user=».',
  vouched: 'Lo ha confirmado',
  vouchedLead: [
    'Esa persona recibe aviso. Cuando termine su espera, elegirá otra contraseña con un enlace que le llegará por correo; usted no tiene que hacer nada más.',
    'Esta página no inicia su sesión; puede cerrarla.',
  ],
}
