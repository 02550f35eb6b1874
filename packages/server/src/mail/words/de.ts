import type { Words } from '../words.ts'

const NOT_ASKED = 'Wenn du das nicht verlangt hast, tu nichts: Ohne diese Mail kann es niemand verwenden.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# Minute', other: '# Minuten' },
    hours: { one: '# Stunde', other: '# Stunden' },
    days: { one: '# Tag', other: '# Tage' },
  },
  goodFor: (duration) => `Das gilt noch ${duration}, und nur einmal.`,
  footer: (place) => `Diese Mail betrifft dein Konto bei ${place}. Antworten darauf liest niemand.`,
  when: 'Wann',
  from: 'Von',
  device: 'Mit',
  notices: {
    refresh_token_reused: {
      subject: 'Eine deiner Sitzungen wurde beendet',
      text: 'Ein verbrauchtes Token einer deiner Sitzungen wurde ein zweites Mal verwendet. Vielleicht hat es jemand kopiert, darum wurde die Sitzung beendet.',
    },
    password_changed: {
      subject: 'Dein Passwort wurde geändert',
      text: 'Das Passwort deines Kontos wurde geändert, und deine anderen Sitzungen wurden beendet.',
    },
    api_key_created: {
      subject: 'Ein API-Schlüssel wurde angelegt',
      text: 'Für dein Konto wurde ein API-Schlüssel angelegt. Ein Programm, das ihn hat, handelt in deinem Namen.',
    },
    new_device: {
      subject: 'Eine Anmeldung von einem neuen Ort',
      text: 'Jemand hat sich bei deinem Konto angemeldet, von wo es in letzter Zeit niemand tat.',
    },
    email_changed: {
      subject: 'Deine E-Mail-Adresse wurde geändert',
      text: 'Die E-Mail-Adresse deines Kontos wurde geändert.',
    },
    email_released: {
      subject: 'Deinem Konto wurde eine E-Mail-Adresse genommen',
      text: 'Dein Konto zeigte eine E-Mail-Adresse an, die es nie bestätigt hat, und wer ihre Mail liest, hat sie sich geholt. Dein Konto zeigt wieder die an, mit der du dich anmeldest. Wenn du jene Adresse nie angegeben hast, ist jemand anderes bei deinem Konto angemeldet.',
    },
    factor_added: {
      subject: 'Ein Weg zur Anmeldung kam hinzu',
      text: 'Zu deinem Konto kam ein zweiter Faktor oder ein Passkey hinzu.',
    },
    factor_removed: {
      subject: 'Ein Weg zur Anmeldung wurde entfernt',
      text: 'Ein zweiter Faktor oder ein Passkey deines Kontos wurde entfernt.',
    },
    identity_linked: {
      subject: 'Eine neue Anmeldemöglichkeit: ein fremdes Konto',
      text: 'Ein Konto bei einem anderen Anbieter, etwa bei Google oder GitHub, meldet von jetzt an bei deinem Konto an.',
    },
    identity_unlinked: {
      subject: 'Ein fremdes Konto wurde entfernt',
      text: 'Ein Konto bei einem anderen Anbieter, etwa bei Google oder GitHub, meldet nicht mehr bei deinem Konto an.',
    },
    recovery_used: {
      subject: 'Dein Konto wurde wiederhergestellt',
      text: 'Ein Weg zurück in dein Konto wurde benutzt.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Bestätige deine E-Mail-Adresse',
      paragraphs: [`Bestätige, dass diese Adresse dir gehört, damit sie für dein Konto bei ${place} zählt.`],
      label: 'Adresse bestätigen',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Deine E-Mail-Adresse soll geändert werden',
      paragraphs: [
        `Jemand, der bei deinem Konto angemeldet ist, hat ${address(newAddress)} als neue Adresse angegeben. Bis sie bestätigt ist, gilt weiter diese.`,
        'Wenn du das nicht warst, nimm die Änderung zurück. Das beendet auch alle Sitzungen des Kontos.',
      ],
      label: 'Änderung zurücknehmen',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Wähle ein neues Passwort',
      paragraphs: [`Jemand hat ein neues Passwort für dein Konto bei ${place} verlangt.`],
      label: 'Neues Passwort wählen',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Gib deine E-Mail-Adresse frei',
      paragraphs: [
        `Jemand hat mit dieser Adresse ein neues Passwort verlangt. Sie meldet bei keinem Konto von ${place} an: Eines zeigt sie nur an und hat sie nie bestätigt.`,
        'Mit diesem Link wird die Adresse diesem Konto genommen. Dann kannst du dich mit ihr registrieren.',
      ],
      label: 'Adresse freigeben',
      afterwards: [
        'Wenn das Konto dir gehört, tu nichts, und verlange das neue Passwort mit der Adresse, mit der du dich anmeldest.',
        NOT_ASKED,
      ],
      footer: `Diese Mail kommt von ${place}. Antworten darauf liest niemand.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Wähle ein Passwort für dein Konto',
      paragraphs: [
        `Für dich wurde ein Konto bei ${place} angelegt. Es hat noch kein Passwort: Wähle eins, das niemand sonst kennt.`,
      ],
      label: 'Passwort wählen',
      afterwards: [
        'Ist der Link abgelaufen, verlange dort, wo du dich anmeldest, ein neues Passwort.',
        'Wenn du von keinem solchen Konto weißt, tu nichts.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Dein Link zur Anmeldung',
      paragraphs: [`Mit diesem Link meldest du dich bei ${place} an.`],
      label: 'Anmelden',
      afterwards: ['Gib ihn nicht weiter: Wer ihn hat, ist als du angemeldet.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Dein Code zur Anmeldung',
      paragraphs: [`Mit diesem Code meldest du dich bei ${place} an:`],
      afterwards: ['Sag ihn niemandem, wer auch danach fragt.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'Eine Einladung',
      paragraphs: [
        by === undefined
          ? `Du bist eingeladen, ein Konto bei ${place} anzulegen.`
          : `${quote(by)} lädt dich ein, ein Konto bei ${place} anzulegen.`,
      ],
      label: 'Konto anlegen',
    }),
    register_link: (_, { place }) => ({
      subject: 'Schließe deine Registrierung ab',
      paragraphs: [`Mit diesem Link gehört dein neues Konto bei ${place} dir.`],
      label: 'Registrierung abschließen',
      afterwards: [
        'Dabei wird nach dem Passwort gefragt, das bei der Registrierung gewählt wurde.',
        NOT_ASKED,
      ],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'Du hast schon ein Konto',
      paragraphs: [
        `Jemand wollte sich bei ${place} mit dieser Adresse registrieren, die schon ein Konto hat. Melde dich damit an, oder wähle ein neues Passwort.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Neues Passwort wählen' }),
      afterwards: ['Wenn du das nicht warst, tu nichts.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Wähle einen anderen Namen',
      paragraphs: [
        `Jemand wollte sich bei ${place} mit dieser Adresse und dem Namen ${quote(username)} registrieren, den schon jemand hat. Es wurde kein Konto angelegt. Registriere dich noch einmal mit einem anderen Namen.`,
      ],
      afterwards: ['Wenn du das nicht warst, tu nichts.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'Das war ich nicht',
            afterwards: [
              'Wenn du es warst, tu nichts. Wenn nicht, beendet der Link oben alle Sitzungen deines Kontos und schickt dir einen Link, um ein neues Passwort zu wählen.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Konto wiederherstellen',
      paragraphs: [
        `Jemand hat um einen Weg zurück in dein Konto bei ${place} gebeten, weil jeder Weg zur Anmeldung verloren ist. Er dauert mehrere Tage, und du erfährst von jedem.`,
      ],
      label: 'Beginnen',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Jemand will dein Konto wiederherstellen',
      paragraphs: [
        `Jemand sagt, dass jeder Weg zur Anmeldung bei deinem Konto verloren ist. Wenn niemand widerspricht, kommt er nach ${instant(readyAt)} hinein.`,
        'Wenn du das nicht warst, widersprich jetzt.',
      ],
      label: 'Widersprechen',
    }),
    recovery_ready: () => ({
      subject: 'Du kannst dein Konto zurückhaben',
      paragraphs: ['Die Wartezeit ist vorbei. Wähle ein neues Passwort, um wieder in dein Konto zu kommen.'],
      label: 'Zurück ins Konto',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Jemand bittet dich um Hilfe',
      paragraphs: [
        `${quote(who)} hat dich als Vertrauensperson genannt und will zurück in ein Konto. Sprich zuerst persönlich oder am Telefon miteinander; dann sag, dass es die richtige Person ist.`,
      ],
      label: 'Person bestätigen',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Dein zweiter Faktor wird bald entfernt',
      paragraphs: [
        `Jemand, der dein Passwort kennt, sagt, dass der zweite Faktor verloren ist. Er wird am ${instant(at)} entfernt.`,
        'Wenn du das nicht warst, halte es auf und ändere dein Passwort.',
      ],
      label: 'Aufhalten',
    }),
  },
}
