import { html } from '../html.ts'
import type { RecoveryWords } from './en.ts'

const waiting = (hours: number): string => {
  if (hours % 24 !== 0) return `${hours} Stunden`
  return hours === 24 ? 'einen Tag' : `${hours / 24} Tage`
}

export const de: RecoveryWords = {
  thatDay: 'diesem Tag',
  callOff: 'Wiederherstellung abbrechen',
  byAdministrator: 'Die Administration dieses Servers hat bestätigt, dass Sie es sind.',
  byContact: 'Eine Ihrer Vertrauenspersonen hat bestätigt, dass Sie es sind.',
  beginTitle: 'Konto wiederherstellen',
  beginLead: (hours) => [
    'Das ist für Sie, wenn Sie jede Möglichkeit zur Anmeldung verloren haben. Wenn Sie nur Ihr Passwort vergessen haben, geht es schneller, ein neues zu wählen.',
    `Die Wiederherstellung dauert ${waiting(hours)}. Bis dahin ändert sich nichts, und alle Geräte und E-Mail-Adressen des Kontos werden benachrichtigt, damit niemand es unbemerkt übernimmt.`,
  ],
  begin: 'Wiederherstellung starten',
  mailedOn: (ready, until) =>
    html`Am ${ready} schicken wir Ihnen einen Link, mit dem Sie ein neues Passwort wählen. Wenn Sie ihn verpassen, können Sie bis zum ${until} dort noch einmal fragen, wo Sie diese E-Mail angefordert haben.`,
  needed:
    'Dann brauchen Sie außerdem entweder Ihr früheres Passwort, sofern es nicht über einen Link gewählt wurde, oder jemanden, der bestätigt, dass Sie es sind: eine Vertrauensperson oder die Administration dieses Servers. Sprechen Sie in der Zwischenzeit mit ihnen.',
  underWayTitle: 'Wiederherstellung läuft',
  underWay: 'Ihre Wiederherstellung läuft',
  begunTitle: 'Wiederherstellung gestartet',
  begun: 'Ihre Wiederherstellung hat begonnen',
  beginWrong: 'oder älter als eine Stunde',
  beginAgain:
    'Fordern Sie dort einen neuen Link an, wo Sie diesen angefordert haben. Eine schon gestartete Wiederherstellung läuft weiter.',
  freezeTitle: 'Jemand möchte Ihr Konto wiederherstellen',
  freezeIfYou: 'Wenn Sie es sind, tun Sie nichts und schließen Sie diese Seite.',
  freezeIfNot: (ready) =>
    html`Wenn Sie es nicht sind, halten Sie sie 72 Stunden lang an${ready && html`; sonst kann sie ab dem ${ready} abgeschlossen werden`}. Das geht einmal. Brechen Sie sie dann ab, indem Sie sich ausweisen.`,
  freeze: '72 Stunden anhalten',
  frozenUntil: (until, ready) =>
    html`Vor dem ${until} kommt damit niemand in das Konto, per E-Mail nicht vor dem ${ready}. Danach läuft sie weiter und lässt sich nicht noch einmal anhalten.`,
  frozenNext: 'Wenn Sie es nicht sind, brechen Sie sie vorher ab.',
  frozenTitle: 'Wiederherstellung angehalten',
  frozenBefore: 'Die Wiederherstellung ist schon angehalten',
  frozen: 'Die Wiederherstellung ist für 72 Stunden angehalten',
  freezeWrong: 'oder die Wiederherstellung ist vorbei',
  freezeAgain:
    'Wenn noch eine Wiederherstellung läuft, können Sie sie abbrechen, indem Sie nachweisen, dass das Konto Ihnen gehört.',
  finishTitle: 'Neues Passwort wählen',
  finishHeading: 'Holen Sie Ihr Konto zurück',
  finishLead:
    'Wählen Sie ein neues Passwort. Alle werden abgemeldet, und Authenticator-App, Passkeys, Wiederherstellungscodes und vertrauenswürdige Geräte werden entfernt.',
  finish: 'Neues Passwort speichern',
  former: 'Früheres Passwort, wenn Sie es wissen',
  formerHint:
    'Nur nötig, wenn weder eine Vertrauensperson noch die Administration bestätigt hat, dass Sie es sind.',
  finished: 'Ihr Konto gehört wieder Ihnen',
  finishedLead: [
    'Melden Sie sich mit dem neuen Passwort an und schalten Sie die Bestätigung in zwei Schritten wieder ein: Sie ist jetzt aus.',
    'Ihre API-Schlüssel sind geblieben. Prüfen Sie sie und widerrufen Sie alle, die nicht Ihnen gehören.',
    'Der Link wurde benutzt und funktioniert kein zweites Mal.',
  ],
  finishAgain:
    'Fordern Sie mit derselben Adresse noch einmal eine Wiederherstellung an: Solange Ihre abgeschlossen werden kann, bekommen Sie sofort einen neuen Link. Wenn Sie den Link von der Administration haben, bitten Sie sie um einen neuen.',
  wrong: (what) =>
    `Er ist vielleicht unvollständig, schon benutzt, durch einen neueren ersetzt ${what}. Es wurde nichts geändert.`,
  cancelTitle: 'Wiederherstellung abbrechen',
  cancelLead: [
    'Sie endet sofort, und die dafür verschickten Links funktionieren nicht mehr. Dafür müssen Sie mit allem, was Ihr Konto hat, nachweisen, dass es Ihnen gehört.',
    'Wenn Sie das nicht können, wenden Sie sich an die Administration dieses Servers.',
  ],
  cancelledTitle: 'Wiederherstellung abgebrochen',
  cancelled: 'Die Wiederherstellung ist abgebrochen',
  cancelledLead: [
    'Niemand kommt damit mehr in Ihr Konto. Auf dieser Seite sind Sie nicht angemeldet.',
    'Wenn Sie sie nicht gestartet haben, liest vielleicht jemand Ihre E-Mails: Ändern Sie jetzt das Passwort Ihres E-Mail-Kontos.',
  ],
  nothingTitle: 'Nichts abzubrechen',
  nothing: 'Es gibt nichts abzubrechen',
  nothingLead:
    'Für Ihr Konto läuft keine Wiederherstellung: Sie wurde abgebrochen, abgeschlossen oder ist abgelaufen. Es wurde nichts geändert.',
  vouchTitle: 'Bestätigen, dass sie es ist',
  vouchLead: [
    'Jemand, der Sie als Vertrauensperson gewählt hat, möchte wieder in sein Konto. Sprechen Sie zuerst miteinander, persönlich oder am Telefon: Wer fremde E-Mails liest, kann auch Ihnen schreiben.',
    'Wenn Sie nicht sicher sind, schließen Sie diese Seite. Wenn doch, bestätigen Sie es mit Ihrem eigenen Konto.',
  ],
  vouch: 'Ja, das ist die Person',
  user: 'Nummer des Kontos',
  userHint: 'Das Ende des Links in der E-Mail, nach „user=“.',
  vouched: 'Sie haben es bestätigt',
  vouchedLead: [
    'Die Person wird benachrichtigt. Nach der Wartezeit wählt sie mit einem Link aus ihrer E-Mail ein neues Passwort. Sie müssen nichts weiter tun.',
    'Auf dieser Seite sind Sie nicht angemeldet. Sie können sie schließen.',
  ],
}
