import type { Words } from '../words.ts'

const NOT_ASKED =
  'Wenn Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren: Ohne sie kann niemand etwas damit anfangen.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# Minute', other: '# Minuten' },
    hours: { one: '# Stunde', other: '# Stunden' },
    days: { one: '# Tag', other: '# Tage' },
  },
  goodFor: (duration) => `Das gilt einmal und noch ${duration}.`,
  footer: (place) => `Diese E-Mail betrifft Ihr Konto bei ${place}. Bitte antworten Sie nicht darauf.`,
  when: 'Zeit',
  from: 'Von',
  device: 'Gerät',
  notices: {
    refresh_token_reused: {
      subject: 'Eines Ihrer Geräte wurde abgemeldet',
      text: 'Ein Token, das eines Ihrer Geräte schon benutzt hatte, wurde noch einmal vorgelegt. Vielleicht hat es jemand kopiert, darum wurde das Gerät abgemeldet.',
    },
    return_code_reused: {
      subject: 'Eine Sitzung wurde beendet',
      text: 'Ein Code, der zu einer App zurückführt, wurde ein zweites Mal verwendet. Vielleicht hat ihn jemand kopiert, darum wurde die Sitzung beendet, die damit begann.',
    },
    password_changed: {
      subject: 'Ihr Passwort wurde geändert',
      text: 'Das Passwort Ihres Kontos wurde geändert, und Ihre anderen Geräte wurden abgemeldet.',
    },
    api_key_created: {
      subject: 'Ein API-Schlüssel wurde erstellt',
      text: 'Für Ihr Konto wurde ein API-Schlüssel erstellt. Jedes Programm, das ihn hat, kann in Ihrem Namen handeln.',
    },
    new_device: {
      subject: 'Neue Anmeldung bei Ihrem Konto',
      text: 'Jemand hat sich von einem neuen Ort oder Gerät aus bei Ihrem Konto angemeldet.',
    },
    email_changed: {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      text: 'Die E-Mail-Adresse Ihres Kontos wurde geändert.',
    },
    email_released: {
      subject: 'Eine E-Mail-Adresse wurde aus Ihrem Konto entfernt',
      text: 'Ihr Konto zeigte eine E-Mail-Adresse an, die nie bestätigt wurde, und ihr Inhaber hat sie zurückgeholt. Ihr Konto zeigt wieder die Adresse an, mit der Sie sich anmelden. Wenn Sie die andere Adresse nie angegeben haben, ist jemand anderes bei Ihrem Konto angemeldet.',
    },
    factor_added: {
      subject: 'Eine Anmeldemethode wurde hinzugefügt',
      text: 'Zu Ihrem Konto wurde eine Authenticator-App oder ein Passkey hinzugefügt.',
    },
    factor_removed: {
      subject: 'Eine Anmeldemethode wurde entfernt',
      text: 'Aus Ihrem Konto wurde eine Authenticator-App oder ein Passkey entfernt.',
    },
    factors_lost: {
      subject: 'Die Bestätigung in zwei Schritten wird abgeschaltet',
      text: 'Jemand, der Ihr Passwort kennt, hat angegeben, dass Sie Ihre Authenticator-App und Ihre Passkeys verloren haben. In 24 Stunden werden sie alle entfernt. Wenn Sie das nicht waren, melden Sie sich vorher an, brechen Sie den Vorgang ab und ändern Sie Ihr Passwort.',
    },
    identity_linked: {
      subject: 'Ein Konto wurde mit Ihrem verknüpft',
      text: 'Mit einem Konto bei einem anderen Anbieter, etwa Google oder GitHub, kann man sich jetzt bei Ihrem Konto anmelden.',
    },
    identity_unlinked: {
      subject: 'Ein verknüpftes Konto wurde entfernt',
      text: 'Mit einem Konto bei einem anderen Anbieter, etwa Google oder GitHub, kann man sich nicht mehr bei Ihrem Konto anmelden.',
    },
    recovery_used: {
      subject: 'Ihr Konto wurde wiederhergestellt',
      text: 'Ihr Konto wurde mit einem neuen Passwort wiederhergestellt.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      paragraphs: [
        `Bestätigen Sie, dass diese Adresse Ihnen gehört, damit Sie sie für Ihr Konto bei ${place} verwenden können.`,
      ],
      label: 'Adresse bestätigen',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Ihre E-Mail-Adresse soll geändert werden',
      paragraphs: [
        `Jemand, der bei Ihrem Konto angemeldet ist, möchte die Adresse in ${address(newAddress)} ändern. Bis die neue Adresse bestätigt ist, gilt weiter diese.`,
        'Wenn Sie das nicht waren, machen Sie die Änderung rückgängig. Dabei werden auch alle vom Konto abgemeldet.',
      ],
      label: 'Änderung rückgängig machen',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Wählen Sie ein neues Passwort',
      paragraphs: [`Jemand hat ein neues Passwort für Ihr Konto bei ${place} angefordert.`],
      label: 'Neues Passwort wählen',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Geben Sie Ihre E-Mail-Adresse frei',
      paragraphs: [
        `Jemand hat mit dieser Adresse ein neues Passwort angefordert. Kein Konto bei ${place} meldet sich mit ihr an: Eines zeigt sie nur an und hat sie nie bestätigt.`,
        'Dieser Link entfernt die Adresse aus dem Konto. Danach können Sie sich mit ihr registrieren.',
      ],
      label: 'Adresse freigeben',
      afterwards: [
        'Wenn das Konto Ihnen gehört, müssen Sie nichts tun. Fordern Sie das neue Passwort mit der Adresse an, mit der Sie sich anmelden.',
        NOT_ASKED,
      ],
      footer: `Diese E-Mail kommt von ${place}. Bitte antworten Sie nicht darauf.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Wählen Sie ein Passwort für Ihr Konto',
      paragraphs: [
        `Für Sie wurde ein Konto bei ${place} erstellt. Es hat noch kein Passwort: Wählen Sie eines, das nur Sie kennen.`,
      ],
      label: 'Passwort wählen',
      afterwards: [
        'Wenn der Link abgelaufen ist, fordern Sie dort, wo Sie sich anmelden, ein neues Passwort an.',
        'Wenn Sie dieses Konto nicht kennen, können Sie diese E-Mail ignorieren.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Ihr Anmeldelink',
      paragraphs: [`Mit diesem Link melden Sie sich bei ${place} an.`],
      label: 'Anmelden',
      afterwards: ['Geben Sie ihn nicht weiter: Wer ihn hat, kann sich als Sie anmelden.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Ihr Anmeldecode',
      paragraphs: [`Mit diesem Code melden Sie sich bei ${place} an:`],
      afterwards: ['Geben Sie ihn niemandem, egal wer danach fragt.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'Sie wurden eingeladen',
      paragraphs: [
        by === undefined
          ? `Sie sind eingeladen, ein Konto bei ${place} zu erstellen.`
          : `${quote(by)} lädt Sie ein, ein Konto bei ${place} zu erstellen.`,
      ],
      label: 'Konto erstellen',
    }),
    register_link: (_, { place }) => ({
      subject: 'Richten Sie Ihr Konto fertig ein',
      paragraphs: [`Mit diesem Link richten Sie Ihr Konto bei ${place} fertig ein.`],
      label: 'Konto fertig einrichten',
      afterwards: ['Sie brauchen dafür das Passwort, das bei der Registrierung gewählt wurde.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'Sie haben schon ein Konto',
      paragraphs: [
        `Jemand wollte sich bei ${place} mit dieser Adresse registrieren, die schon ein Konto hat. Melden Sie sich damit an, oder wählen Sie ein neues Passwort.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Neues Passwort wählen' }),
      afterwards: ['Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Wählen Sie einen anderen Benutzernamen',
      paragraphs: [
        `Jemand wollte sich bei ${place} mit dieser Adresse und dem Benutzernamen ${quote(username)} registrieren, der schon vergeben ist. Es wurde kein Konto erstellt. Registrieren Sie sich noch einmal mit einem anderen Benutzernamen.`,
      ],
      afterwards: ['Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'Das war ich nicht',
            afterwards: [
              'Wenn Sie es waren, müssen Sie nichts tun. Wenn nicht, meldet der Link oben alle von Ihrem Konto ab und schickt Ihnen einen Link, um ein neues Passwort zu wählen.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Konto wiederherstellen',
      paragraphs: [
        `Jemand möchte Ihr Konto bei ${place} wiederherstellen, weil jede Möglichkeit zur Anmeldung verloren ist. Das dauert mehrere Tage, und wir erinnern Sie jeden Tag daran.`,
      ],
      label: 'Wiederherstellung starten',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Jemand möchte Ihr Konto wiederherstellen',
      paragraphs: [
        `Jemand gibt an, jede Möglichkeit zur Anmeldung bei Ihrem Konto verloren zu haben. Wenn niemand es aufhält, kann diese Person sich nach ${instant(readyAt)} anmelden.`,
        'Wenn Sie das nicht sind, halten Sie es jetzt auf.',
      ],
      label: 'Wiederherstellung aufhalten',
    }),
    recovery_ready: () => ({
      subject: 'Sie können Ihr Konto zurückbekommen',
      paragraphs: [
        'Die Wartezeit ist vorbei. Wählen Sie ein neues Passwort, um wieder in Ihr Konto zu kommen.',
      ],
      label: 'Neues Passwort wählen',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Jemand bittet Sie um Hilfe',
      paragraphs: [
        `${quote(who)} hat Sie als Vertrauensperson gewählt und möchte wieder in ein Konto. Sprechen Sie zuerst persönlich oder am Telefon miteinander. Bestätigen Sie dann, dass es die richtige Person ist.`,
      ],
      label: 'Person bestätigen',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Ihre Bestätigung in zwei Schritten wird bald entfernt',
      paragraphs: [
        `Jemand, der Ihr Passwort kennt, gibt an, dass Ihre Authenticator-App und Ihre Passkeys verloren sind. Sie werden am ${instant(at)} entfernt.`,
        'Wenn Sie das nicht waren, halten Sie es auf und ändern Sie Ihr Passwort.',
      ],
      label: 'Aufhalten',
    }),
  },
}
