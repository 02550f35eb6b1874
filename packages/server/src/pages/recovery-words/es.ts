import { html } from '../html.ts'
import type { RecoveryWords } from './en.ts'

const waiting = (hours: number): string => {
  if (hours % 24 !== 0) return `${hours} horas`
  return hours === 24 ? 'un día' : `${hours / 24} días`
}

export const es: RecoveryWords = {
  thatDay: 'ese día',
  callOff: 'Cancelar la recuperación',
  byAdministrator: 'La administración de este servidor ha confirmado que es usted.',
  byContact: 'Un contacto de confianza suyo ha confirmado que es usted.',
  beginTitle: 'Recupere su cuenta',
  beginLead: (hours) => [
    'Úselo si ha perdido todas las formas de iniciar sesión. Si solo olvidó la contraseña, es más rápido elegir otra.',
    `La recuperación tarda ${waiting(hours)}. Hasta entonces no cambia nada, y se avisa a todos los dispositivos y direcciones de la cuenta para que nadie se apodere de ella sin que se note.`,
  ],
  begin: 'Iniciar la recuperación',
  mailedOn: (ready, until) =>
    html`El ${ready} le enviaremos un enlace para elegir otra contraseña. Si se le pasa, puede pedirlo de nuevo donde pidió este correo, hasta el ${until}.`,
  needed:
    'Entonces también necesitará la contraseña anterior, si no se eligió con un enlace, o a alguien que confirme que es usted: un contacto de confianza o la administración de este servidor. Hable con ellos mientras tanto.',
  underWayTitle: 'Recuperación en curso',
  underWay: 'Su recuperación está en curso',
  begunTitle: 'Recuperación iniciada',
  begun: 'Su recuperación ha empezado',
  beginWrong: 'o tenga más de una hora',
  beginAgain: 'Pida otro enlace donde pidió este. Una recuperación ya iniciada continúa.',
  freezeTitle: 'Alguien quiere recuperar su cuenta',
  freezeIfYou: 'Si es usted, no haga nada y cierre esta página.',
  freezeIfNot: (ready) =>
    html`Si no es usted, deténgala 72 horas${ready && html`; de lo contrario podrá completarse a partir del ${ready}`}. Solo puede hacerse una vez. Después cancélela demostrando quién es.`,
  freeze: 'Detener 72 horas',
  frozenUntil: (until, ready) =>
    html`Nadie puede entrar con ella en la cuenta antes del ${until}, ni por correo antes del ${ready}. Después continúa y no puede detenerse otra vez.`,
  frozenNext: 'Si no es usted, cancélela antes.',
  frozenTitle: 'Recuperación detenida',
  frozenBefore: 'La recuperación ya está detenida',
  frozen: 'La recuperación está detenida 72 horas',
  freezeWrong: 'o la recuperación haya terminado',
  freezeAgain:
    'Si todavía hay una recuperación en curso, puede cancelarla demostrando que la cuenta es suya.',
  finishTitle: 'Elija una contraseña nueva',
  finishHeading: 'Recupere su cuenta',
  finishLead:
    'Elija una contraseña nueva. Se cierran todas las sesiones y se quitan la aplicación de autenticación, las llaves de acceso, los códigos de recuperación y los dispositivos de confianza.',
  finish: 'Guardar la contraseña nueva',
  former: 'Contraseña anterior, si la sabe',
  formerHint:
    'Solo hace falta si ningún contacto de confianza ni la administración ha confirmado que es usted.',
  finished: 'Su cuenta vuelve a ser suya',
  finishedLead: [
    'Inicie sesión con la contraseña nueva y vuelva a activar la verificación en dos pasos: ahora está desactivada.',
    'Sus claves de API se han conservado. Revíselas y revoque las que no sean suyas.',
    'El enlace ya se ha usado y no funciona otra vez.',
  ],
  finishAgain:
    'Pida de nuevo una recuperación con la misma dirección: mientras la suya pueda completarse, recibirá enseguida otro enlace. Si la administración le dio este enlace, pídale otro.',
  wrong: (what) =>
    `Puede que esté incompleto, ya se haya usado, lo haya sustituido otro más reciente ${what}. No se ha cambiado nada.`,
  cancelTitle: 'Cancelar la recuperación',
  cancelLead: [
    'Termina al momento y los enlaces enviados dejan de funcionar. Para ello, demuestre con todo lo que tiene la cuenta que es suya.',
    'Si no puede, diríjase a la administración de este servidor.',
  ],
  cancelledTitle: 'Recuperación cancelada',
  cancelled: 'La recuperación se ha cancelado',
  cancelledLead: [
    'Nadie puede usarla ya para entrar en su cuenta. En esta página no ha iniciado sesión.',
    'Si no la inició usted, puede que alguien lea su correo: cambie ahora la contraseña de su correo.',
  ],
  nothingTitle: 'Nada que cancelar',
  nothing: 'No hay nada que cancelar',
  nothingLead:
    'No hay ninguna recuperación de su cuenta en curso: se canceló, se completó o caducó. No se ha cambiado nada.',
  vouchTitle: 'Confirme que es esa persona',
  vouchLead: [
    'Alguien que le eligió como contacto de confianza quiere volver a entrar en su cuenta. Hable antes con esa persona, cara a cara o por teléfono: quien lea su correo también podría escribirle a usted.',
    'Si no está seguro de que es esa persona, cierre esta página. Si lo está, confírmelo con su propia cuenta.',
  ],
  vouch: 'Sí, es esa persona',
  user: 'Número de su cuenta',
  userHint: 'El final del enlace del correo, después de «user=».',
  vouched: 'Lo ha confirmado',
  vouchedLead: [
    'Avisaremos a esa persona. Cuando termine la espera, elegirá otra contraseña con un enlace que recibirá por correo. Usted no tiene que hacer nada más.',
    'En esta página no ha iniciado sesión. Puede cerrarla.',
  ],
}
