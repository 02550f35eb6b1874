import type { HeldWords } from './en.ts'

/** @table */
export const es: HeldWords = {
  parts: {
    users: 'Su cuenta',
    user_emails: 'Sus direcciones de correo',
    user_roles: 'Sus roles',
    sessions: 'Dispositivos con la sesión iniciada',
    api_keys: 'Claves de API',
    notices: 'Avisos de seguridad de su cuenta',
    known_sources: 'Lugares y dispositivos desde los que inició sesión',
    sign_in_attempts: 'Intentos de inicio de sesión',
    reset_links: 'Enlaces para elegir otra contraseña',
    recoveries: 'Una recuperación en curso',
    recovery_approvals: 'Confirmaciones de una recuperación',
    recovery_links: 'Enlaces de una recuperación',
    trusted_contacts: 'Contactos de confianza',
    contact_offers: 'Un enlace para un nuevo contacto de confianza',
    linked_passwords: 'Cuándo se eligió su contraseña con un enlace',
    totp_secrets: 'Aplicación de autenticación',
    recovery_codes: 'Códigos de recuperación sin usar',
    passkeys: 'Llaves de acceso',
    passkey_handles: 'El número aleatorio con el que las llaves de acceso conocen su cuenta',
    identities: 'Cuentas vinculadas',
    provider_attempts: 'Cuentas que está vinculando en este momento',
    passkey_ceremonies: 'Llaves de acceso que se están usando o añadiendo en este momento',
    trusted_devices: 'Dispositivos de confianza',
    factor_losses: 'Una solicitud para quitar la verificación en dos pasos',
    pending_sign_ins: 'Inicios de sesión a la espera del segundo paso',
    return_codes: 'Inicios de sesión en aplicaciones a través de este servidor',
    mailed_proofs: 'Enlaces y códigos enviados que siguen siendo válidos',
    mails: 'Correos enviados a usted',
    support_codes: 'Su último código de asistencia',
    invitations: 'Invitaciones suyas aún sin aceptar',
    idempotency_keys: 'Respuestas a su registro y sus invitaciones, guardadas 24 horas',
    audit_entries: 'El registro de lo ocurrido en su cuenta',
    audit_persons: 'La clave que cifra sus datos personales en ese registro',
    revoked_sessions: 'Números de sesiones cerradas',
    throttle_buckets: 'Recuentos de intentos fallidos',
    asked_mails: 'Recuentos de correos solicitados',
    asked_registrations: 'Registros que se están comprobando',
    pending_registrations: 'Registros a la espera de confirmación',
    mail_sends: 'Recuentos de correos enviados',
  },
  stays: {
    audit_entries:
      'Lo ocurrido sigue constando con el número de su cuenta mientras este servidor conserve su registro. Los nombres, direcciones y dispositivos ya no podrán leerse, porque se elimina su clave.',
    revoked_sessions:
      'Para que otros programas rechacen sus tokens hasta que caduque el último. No dicen de quién eran.',
    throttle_buckets:
      'Para frenar los intentos de adivinar, durante unas horas. No se puede leer nada en ellos.',
    asked_mails:
      'Para limitar cuántos correos se pueden pedir, durante un tiempo. No se puede leer nada en ellos.',
    asked_registrations: 'No son de nadie que tenga cuenta y se eliminan en cuanto se comprueban.',
    pending_registrations: 'No son de nadie que tenga cuenta y se eliminan al confirmarse o pasado un día.',
    mail_sends: 'Para limitar cuántos correos se envían, durante un tiempo. No se puede leer nada en ellos.',
  },
}
