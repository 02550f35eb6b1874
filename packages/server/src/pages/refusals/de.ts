import { counted } from '#kernel/plurals'
import type { RefusalWords } from './known.ts'

export const de: RefusalWords = {
  messages: {
    required: 'Bitte ausfüllen.',
    atLeast: (least) => `mindestens ${least} Zeichen.`,
    atMost: (most) => `höchstens ${most} Zeichen.`,
    noneChosen: 'Wählen Sie mindestens eines aus.',
    between: (least, most) => `${least} bis ${most} Zeichen.`,
    usernameLetters: '3 bis 64 Zeichen: Buchstaben a bis z, Ziffern, „.“, „_“ und „-“.',
    usernameDigits: 'braucht mindestens einen Buchstaben.',
    usernameReserved: 'ist reserviert. Wählen Sie einen anderen Namen.',
    notAnAddress: 'eine einzelne E-Mail-Adresse wie name@example.com.',
    nothingVisible: 'mindestens ein sichtbares Zeichen.',
    controlCharacters: 'keine Steuerzeichen.',
    allowedCharacters: 'enthält Zeichen, die hier nicht erlaubt sind.',
    eightDigits: 'acht Ziffern.',
    notAllowed: 'ist hier nicht erlaubt.',
    otherAddress: 'Das ist nicht die eingeladene Adresse.',
    usernameTaken: 'Diesen Benutzernamen hat bereits ein anderes Konto.',
    emailTaken: 'Zu dieser E-Mail-Adresse gibt es bereits ein Konto.',
    passwordIllFormed: 'Das Passwort enthält ein halbes Zeichen. Geben Sie es ohne dieses Zeichen ein.',
    passwordNul: 'Das Passwort enthält ein NUL-Zeichen. Geben Sie es ohne dieses Zeichen ein.',
    passwordTooLong: (most) => `Das Passwort ist zu lang. Höchstens ${most} Zeichen sind möglich.`,
    passwordTooShort: (least) => `Das Passwort ist zu kurz. Nehmen Sie mindestens ${least} Zeichen.`,
    passwordPersonal:
      'Das Passwort ist kaum mehr als Ihr Name, Ihre Adresse oder der Name dieses Servers. Wählen Sie ein anderes.',
    passwordRepetitive:
      'Das Passwort ist ein einfaches Muster. Wählen Sie mehrere Wörter, die nicht zusammengehören.',
    passwordCommon:
      'Viele Menschen benutzen dieses Passwort. Wählen Sie mehrere Wörter, die nicht zusammengehören.',
    codeIsDue:
      'Dieses Konto verlangt die Bestätigung in zwei Schritten: Geben Sie einen Code aus Ihrer Authenticator-App oder einen Wiederherstellungscode ein.',
    wrongAppCode: 'Dieser Code stimmt nicht. Prüfen Sie, ob die Uhr Ihres Geräts richtig geht.',
    wrongPassword: 'Das Passwort ist falsch.',
    otherUsername: 'Das ist nicht der Benutzername dieses Kontos.',
    codeIsWrong:
      'Dieser Code ist falsch oder wurde schon benutzt. Geben Sie den nächsten oder einen anderen Wiederherstellungscode ein.',
  },
  reasons: {
    wrongRegistrationPassword:
      'Das ist nicht das Passwort, das Sie bei der Registrierung gewählt haben. Nach fünf falschen Eingaben müssen Sie sich neu registrieren.',
    changedMeanwhile: 'Das Konto wurde inzwischen geändert. Melden Sie sich erneut an.',
    accountChanged: 'Das Konto wurde inzwischen geändert. Melden Sie sich erneut an.',
    signedOutMeanwhile:
      'Sie wurden inzwischen abgemeldet, und es ist nichts geschehen. Ihre Eingaben sind noch da: Senden Sie sie erneut.',
    byInvitation:
      'Konten gibt es hier nur auf Einladung. Bitten Sie die Administration dieses Servers um eine Einladung.',
    inviterMayNot:
      'Wer Sie eingeladen hat, darf ein solches Konto nicht mehr anlegen. Bitten Sie die Administration dieses Servers um eine neue Einladung.',
    mailboxAlone:
      'Der Zugang zum Postfach allein genügt nicht: Geben Sie Ihr früheres Passwort ein, oder lassen Sie eine Vertrauensperson oder die Administration bestätigen, dass Sie es sind.',
    notBefore: 'Die Wiederherstellung kann ab {instant} abgeschlossen werden.',
    notAgreed: 'Sie haben dort nicht zugestimmt, darum ist hier nichts geschehen.',
    notAccepted:
      'Die Antwort des Anmeldedienstes wurde nicht angenommen. Versuchen Sie es noch einmal; wenn es dabei bleibt, wenden Sie sich an die Administration dieses Servers.',
    tooManyIdentities: 'Mehr Konten lassen sich nicht verknüpfen. Entfernen Sie zuerst eines.',
    notAnew:
      'Der Anmeldedienst hat nicht bestätigt, dass Sie sich eben dort angemeldet haben; das belegt also nichts. Versuchen Sie es erneut und melden Sie sich dort an, oder bestätigen Sie es auf anderem Weg.',
    notTheLinked:
      'Dieses Konto beim Anmeldedienst ist nicht das, das mit Ihrem Konto verknüpft ist. Melden Sie sich dort mit jenem an.',
    invitedAnother:
      'Die Adresse dieses Kontos beim Anmeldedienst ist nicht die eingeladene. Wählen Sie ein anderes Konto oder ein Passwort; die Einladung gilt weiter.',
    invitedNotProved:
      'Der Anmeldedienst belegt nicht, dass die eingeladene Adresse Ihnen gehört. Wählen Sie ein Passwort; die Einladung gilt weiter.',
    invitedHasAccount:
      'Mit diesem Konto beim Anmeldedienst meldet man sich hier schon an. Melden Sie sich damit an; die Einladung gilt weiter.',
    addressGivenUp:
      'Diese E-Mail-Adresse wurde kürzlich aufgegeben und kann noch zurückgeholt werden. Melden Sie sich anders an und verknüpfen Sie dieses Konto dort.',
    removedBefore:
      'Dieses Konto wurde aus dem Konto entfernt, das hier diese E-Mail-Adresse hat. Melden Sie sich anders an und verknüpfen Sie es dort neu.',
    noAccountYet:
      'Sie haben hier noch kein Konto und können selbst keines erstellen. Wenn Sie doch eines haben, melden Sie sich anders an und verknüpfen Sie dieses Konto dort. Sonst bitten Sie die Administration dieses Servers um ein Konto.',
    wrongAppCode: 'Dieser Code stimmt nicht. Prüfen Sie, ob die Uhr Ihres Geräts richtig geht.',
    ownContact: 'Sie können nicht Ihre eigene Vertrauensperson sein.',
    anothersForm:
      'Als diese Seite geöffnet wurde, war jemand anderes angemeldet. Es wurde nichts getan. Prüfen Sie, wessen Konto das ist.',
    foreignForm:
      'Dieses Formular kam von einer Seite mit einer anderen Adresse. Öffnen Sie die Seite erneut und senden Sie es von dort.',
    invalid_request: 'Das Formular war nicht lesbar. Öffnen Sie die Seite erneut.',
    validation_failed: 'Die Angaben sind unvollständig oder nicht gültig. Öffnen Sie die Seite erneut.',
    invalid_credentials: 'Benutzername oder Passwort ist falsch.',
    invalid_code: 'Dieser Code ist falsch oder wurde schon benutzt. Sie sind nicht angemeldet.',
    invalid_mfa_token: 'Diese Anmeldung ist abgelaufen. Melden Sie sich erneut an.',
    mfa_required: 'Dieses Konto verlangt die Bestätigung in zwei Schritten.',
    account_disabled: 'Dieses Konto ist gesperrt. Wenden Sie sich an die Administration dieses Servers.',
    password_change_required:
      'Dieses Konto braucht zuerst ein neues Passwort. Melden Sie sich an, wählen Sie eines, und kommen Sie dann zurück.',
    wrong_password: 'Das Passwort ist falsch. Es wurde nichts geändert.',
    username_taken: 'Diesen Benutzernamen hat bereits ein anderes Konto.',
    email_taken: 'Zu dieser E-Mail-Adresse gibt es bereits ein Konto.',
    registration_closed: 'Hier kann sich niemand registrieren. Bitten Sie die Administration um ein Konto.',
    invalid_invitation:
      'Die Einladung ist falsch, benutzt, zurückgezogen oder zu alt. Bitten Sie um eine neue.',
    invalid_mailed_token:
      'Der Link ist falsch, benutzt, durch einen neueren ersetzt oder zu alt. Fordern Sie eine neue E-Mail an.',
    invalid_reset_token: 'Der Link ist falsch, benutzt oder zu alt. Fordern Sie einen neuen an.',
    invalid_notice_token:
      'Der Link ist falsch, benutzt oder zu alt. Wählen Sie zur Sicherheit ein neues Passwort.',
    invalid_recovery_token: 'Der Link ist falsch, benutzt oder zu alt. Fordern Sie einen neuen an.',
    invalid_setup_token: 'Der Einrichtungslink ist falsch, benutzt oder zu alt.',
    invalid_token: 'Sie sind nicht mehr angemeldet. Melden Sie sich erneut an.',
    setup_completed: 'Dieser Server ist bereits eingerichtet. Melden Sie sich an.',
    recovery_not_found: 'Für dieses Konto läuft keine Wiederherstellung.',
    recovery_not_ready: 'Die Wiederherstellung kann noch nicht abgeschlossen werden.',
    recovery_frozen:
      'Diese Wiederherstellung wurde schon einmal angehalten; das geht nur einmal. Um sie abzubrechen, bestätigen Sie Ihre Identität.',
    reauth_required: 'Dafür müssen Sie Ihre Identität noch einmal bestätigen.',
    user_not_found: 'Dieses Konto gibt es nicht.',
    forbidden: 'Das dürfen Sie nicht.',
    idempotency_key_reused: 'Das wurde schon gesendet. Öffnen Sie die Seite erneut.',
    invalid_passkey:
      'Der Passkey wurde nicht angenommen. Versuchen Sie es erneut oder melden Sie sich anders an.',
    provider_refused:
      'Diese Anmeldung wurde in einem anderen Browser begonnen, ist schon vorbei oder hat zu lange gedauert. Beginnen Sie neu.',
    provider_unavailable:
      'Der Anmeldedienst antwortet gerade nicht. Versuchen Sie es gleich noch einmal, oder melden Sie sich anders an.',
    provider_not_found: 'Diesen Anmeldedienst kennt der Server nicht. Melden Sie sich anders an.',
    address_not_proved:
      'Der Anmeldedienst bestätigt nicht, dass die E-Mail-Adresse Ihnen gehört. Wenn Sie hier ein Konto haben, melden Sie sich anders an und verknüpfen Sie dieses Konto dort. Sonst registrieren Sie sich mit Ihrer Adresse.',
    identity_taken: 'Dieses Konto ist hier schon mit einem anderen verknüpft. Entfernen Sie es zuerst dort.',
    identity_not_found: 'Dieses Konto ist nicht mit Ihrem verknüpft.',
    last_way_in:
      'Das ist Ihre einzige Möglichkeit zur Anmeldung. Wählen Sie erst ein Passwort, oder fügen Sie einen Passkey hinzu.',
    passkey_exists: 'Dieser Passkey wird schon verwendet.',
    too_many_passkeys: 'Mehr Passkeys kann ein Konto nicht haben. Entfernen Sie zuerst einen.',
    invalid_attestation:
      'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, vielleicht mit einem anderen Gerät.',
    passkey_not_found: 'Diesen Passkey gibt es nicht mehr.',
    totp_exists:
      'Sie haben schon eine Authenticator-App. Entfernen Sie sie, bevor Sie eine andere einrichten.',
    factor_not_found: 'Hier ist nichts eingeschaltet.',
    last_administrator: 'Machen Sie erst jemand anderen zum Administrator.',
    account_not_suitable: 'Mit diesem Konto geht das nicht.',
    payload_too_large: 'Das Formular ist zu groß.',
    unsupported_media_type: 'Das Formular kam in einer Form, die hier nicht gelesen wird.',
    too_many_attempts: 'Es gab zu viele Versuche.',
    too_many_requests: 'Es kamen zu viele Anfragen.',
    overloaded: 'Der Server ist gerade ausgelastet.',
    storage_unavailable: 'Der Server kann das gerade nicht tun.',
  },
  after: (seconds) =>
    seconds < 120
      ? `Versuchen Sie es in ${counted('de', seconds, { one: '# Sekunde', other: '# Sekunden' })} noch einmal.`
      : `Versuchen Sie es in ${counted('de', Math.ceil(seconds / 60), { one: '# Minute', other: '# Minuten' })} noch einmal.`,
}
