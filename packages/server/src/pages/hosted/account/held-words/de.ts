import type { HeldWords } from './en.ts'

/** @table */
export const de: HeldWords = {
  parts: {
    users: 'Ihr Konto',
    user_emails: 'Ihre E-Mail-Adressen',
    user_roles: 'Ihre Rollen',
    sessions: 'Geräte, auf denen Sie angemeldet sind',
    api_keys: 'API-Schlüssel',
    notices: 'Sicherheitshinweise zu Ihrem Konto',
    known_sources: 'Orte und Geräte, von denen Sie sich angemeldet haben',
    sign_in_attempts: 'Anmeldeversuche',
    reset_links: 'Links zum Wählen eines neuen Passworts',
    recoveries: 'Eine laufende Wiederherstellung',
    recovery_approvals: 'Bestätigungen einer Wiederherstellung',
    recovery_links: 'Links einer Wiederherstellung',
    trusted_contacts: 'Vertrauenspersonen',
    contact_offers: 'Ein Link für eine neue Vertrauensperson',
    linked_passwords: 'Wann Ihr Passwort über einen Link gewählt wurde',
    totp_secrets: 'Authenticator-App',
    recovery_codes: 'Unbenutzte Wiederherstellungscodes',
    passkeys: 'Passkeys',
    passkey_handles: 'Die Zufallszahl, unter der Passkeys Ihr Konto kennen',
    identities: 'Verknüpfte Konten',
    removed_identities: 'Verknüpfte Konten, die Sie entfernt haben',
    provider_attempts: 'Konten, die Sie gerade verknüpfen',
    passkey_ceremonies: 'Passkeys, die gerade benutzt oder hinzugefügt werden',
    trusted_devices: 'Vertrauenswürdige Geräte',
    factor_losses: 'Ein Antrag, die Bestätigung in zwei Schritten zu entfernen',
    pending_sign_ins: 'Anmeldungen, die auf den zweiten Schritt warten',
    return_codes: 'Anmeldungen bei Apps über diesen Server',
    mailed_proofs: 'Verschickte Links und Codes, die noch gelten',
    mails: 'E-Mails an Sie',
    support_codes: 'Ihr letzter Support-Code',
    invitations: 'Offene Einladungen, die Sie verschickt haben',
    idempotency_keys: 'Antworten auf Ihre Registrierung und Einladungen, 24 Stunden lang aufbewahrt',
    audit_entries: 'Das Protokoll der Vorgänge in Ihrem Konto',
    audit_persons: 'Der Schlüssel, der Ihre persönlichen Daten in diesem Protokoll verschlüsselt',
    revoked_sessions: 'Nummern abgemeldeter Sitzungen',
    throttle_buckets: 'Zähler fehlgeschlagener Versuche',
    asked_mails: 'Zähler angeforderter E-Mails',
    asked_registrations: 'Registrierungen, die gerade geprüft werden',
    pending_registrations: 'Registrierungen, die auf eine Bestätigung warten',
    mail_sends: 'Zähler verschickter E-Mails',
  },
  stays: {
    audit_entries:
      'Was geschah, bleibt unter der Nummer Ihres Kontos so lange vermerkt, wie dieser Server sein Protokoll aufbewahrt. Namen, Adressen und Geräte darin kann niemand mehr lesen, denn ihr Schlüssel wird gelöscht.',
    revoked_sessions:
      'Damit andere Programme deren Token ablehnen, bis das letzte abgelaufen ist. Wem sie gehörten, steht nicht darin.',
    throttle_buckets: 'Um Raten zu bremsen, für einige Stunden. Aus ihnen lässt sich nichts lesen.',
    asked_mails:
      'Um die Zahl angeforderter E-Mails zu begrenzen, für eine Weile. Aus ihnen lässt sich nichts lesen.',
    asked_registrations:
      'Sie gehören niemandem, der ein Konto hat, und werden gelöscht, sobald sie geprüft sind.',
    pending_registrations:
      'Sie gehören niemandem, der ein Konto hat, und werden mit der Bestätigung oder nach einem Tag gelöscht.',
    mail_sends:
      'Um die Zahl verschickter E-Mails zu begrenzen, für eine Weile. Aus ihnen lässt sich nichts lesen.',
  },
}
