import { html } from '../html.ts'
import type { RecoveryWords } from './en.ts'

const waiting = (hours: number): string => {
  if (hours % 24 !== 0) return `${hours} Stunden`
  return hours === 24 ? 'einen Tag' : `${hours / 24} Tage`
}

export const de: RecoveryWords = {
  thatDay: 'diesem Tag',
  callOff: 'Abbrechen',
  byAdministrator: 'Die Administration dieses Servers hat bestätigt, dass Sie es sind.',
  byContact: 'Eine Ihrer Vertrauenspersonen hat bestätigt, dass Sie es sind.',
  beginTitle: 'Konto wiederherstellen',
  beginLead: (hours) => [
    'Für alle, die alles verloren haben, womit sie sich anmelden. Ein Passwort allein ist schneller ersetzt: Fordern Sie in der App ein neues an.',
    `Von jetzt an dauert es ${waiting(hours)}. Bis dahin ändert sich nichts, und jedes Gerät und jede Adresse des Kontos erfährt davon, damit niemand das Konto unbemerkt nimmt.`,
  ],
  begin: 'Beginnen',
  mailedOn: (ready, until) =>
    html`Am ${ready} bekommen Sie per E-Mail einen Link, mit dem Sie ein neues Passwort wählen. Wenn Sie ihn verpassen, fragen Sie bis zum ${until} dort noch einmal, wo Sie diese E-Mail angefordert haben.`,
  needed:
    'Dann wird noch etwas gebraucht: das frühere Passwort, sofern es nicht über einen Link gewählt wurde, oder jemand, der bestätigt, dass Sie es sind: eine Vertrauensperson oder die Administration dieses Servers. Sprechen Sie inzwischen mit ihnen.',
  underWayTitle: 'Läuft',
  underWay: 'Ihre Wiederherstellung läuft',
  begunTitle: 'Begonnen',
  begun: 'Ihre Wiederherstellung hat begonnen',
  beginWrong: 'oder er ist älter als eine Stunde',
  beginAgain:
    'Fordern Sie dort einen neuen an, wo Sie diesen angefordert haben. Eine begonnene Wiederherstellung läuft weiter.',
  freezeTitle: 'Jemand will Ihr Konto',
  freezeRefused: 'Noch nicht: anhalten',
  freezeHeading: 'Jemand will Ihr Konto wiederherstellen',
  freezeIfYou: 'Wenn Sie es sind, tun Sie nichts und schließen Sie diese Seite.',
  freezeIfNot: (ready) =>
    html`Wenn Sie es nicht sind, halten Sie es 72 Stunden an${ready && html`; sonst kann es ab dem ${ready} abgeschlossen werden`}. Das geht einmal. Brechen Sie es dann ab; dafür weisen Sie sich aus.`,
  freeze: '72 Stunden anhalten',
  frozenUntil: (until, ready) =>
    html`Vor dem ${until} kommt damit niemand in das Konto, und per E-Mail nicht vor dem ${ready}. Dann läuft es von selbst weiter, und angehalten wird es nur einmal.`,
  frozenNext: 'Wenn Sie es nicht sind, brechen Sie es vorher ab.',
  frozenTitle: 'Angehalten',
  frozenBefore: 'Es wurde schon angehalten',
  frozen: 'Es ist für 72 Stunden angehalten',
  freezeWrong: 'oder diese Wiederherstellung ist vorbei',
  freezeAgain: 'Eine, die noch läuft, bricht ab, wer sich als Inhaber ausweist.',
  finishTitle: 'Neues Passwort wählen',
  finishHeading: 'Holen Sie Ihr Konto zurück',
  finishLead:
    'Wählen Sie ein neues Passwort. Alle Angemeldeten werden abgemeldet, und jeder zweite Faktor, jeder Passkey und jedes vertraute Gerät wird entfernt.',
  finish: 'Zurückholen',
  former: 'Früheres Passwort, wenn Sie es wissen',
  formerHint:
    'Nur nötig, wenn weder eine Vertrauensperson noch die Administration bestätigt hat, dass Sie es sind.',
  finished: 'Ihr Konto gehört wieder Ihnen',
  finishedLead: [
    'Gehen Sie zurück zur App und melden Sie sich mit dem neuen Passwort an. Richten Sie dann wieder einen zweiten Faktor ein: Jetzt gibt es keinen.',
    'API-Schlüssel blieben, wie sie sind. Sehen Sie sie an und entfernen Sie, was nicht Ihnen gehört.',
    'Der Link ist verbraucht; niemand kann ihn noch einmal benutzen. Sie können diese Seite schließen.',
  ],
  finishAgain:
    'Fordern Sie mit derselben Adresse noch einmal eine Wiederherstellung an: Solange Ihre abgeschlossen werden kann, bekommen Sie sofort einen neuen Link. Wer den Link von der Administration hat, bittet sie um einen neuen.',
  wrong: (what) =>
    `Er ist falsch geschrieben, wurde schon benutzt, durch einen neueren ersetzt, ${what}. Es wurde nichts geändert.`,
  cancelTitle: 'Wiederherstellung abbrechen',
  cancelLead: [
    'Sie ist sofort vorbei, und die Links dafür sind nichts mehr wert. Eine E-Mail allein genügt dafür nicht: Weisen Sie sich mit allem aus, was Ihr Konto hat.',
    'Wenn Sie das nicht können, wenden Sie sich an die Administration dieses Servers.',
  ],
  cancelledTitle: 'Abgebrochen',
  cancelled: 'Die Wiederherstellung ist abgebrochen',
  cancelledLead: [
    'Niemand kommt damit noch in Ihr Konto. Diese Seite meldet Sie nicht an; Sie können sie schließen.',
    'Wenn nicht Sie sie begonnen haben, liest vielleicht jemand Ihre E-Mails: Ändern Sie jetzt das Passwort Ihres Postfachs.',
  ],
  nothingTitle: 'Nichts abzubrechen',
  nothing: 'Es gibt nichts abzubrechen',
  nothingLead:
    'Für Ihr Konto läuft keine Wiederherstellung: Sie wurde abgebrochen, abgeschlossen, oder ihre Zeit ist abgelaufen. Es wurde nichts geändert.',
  vouchTitle: 'Bestätigen, dass sie es ist',
  vouchLead: [
    'Jemand, der Sie als Vertrauensperson genannt hat, will wieder in ein Konto. Sprechen Sie zuerst miteinander, persönlich oder am Telefon: Wer fremde E-Mails liest, kann auch Ihnen schreiben.',
    'Wenn Sie nicht sicher sind, schließen Sie diese Seite. Wenn doch, bestätigen Sie es mit Ihrem eigenen Konto.',
  ],
  vouch: 'Ja, das ist die Person',
  user: 'Nummer des Kontos',
  userHint: 'Das Ende des Links aus der E-Mail, hinter „user=“.',
  vouched: 'Sie haben es bestätigt',
  vouchedLead: [
    'Die Person erfährt es. Nach ihrer Wartezeit wählt sie mit einem Link aus ihrer E-Mail ein neues Passwort; Sie haben nichts weiter zu tun.',
    'Diese Seite meldet Sie nicht an; Sie können sie schließen.',
  ],
}
