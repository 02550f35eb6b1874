import { type Html, html } from '../html.ts'

/** Whole days where it is whole days. */
const waiting = (hours: number): string => {
  const [number, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

export const en = {
  thatDay: 'that day',
  callOff: 'Cancel recovery',
  byAdministrator: 'An administrator of this server has confirmed that it is you.',
  byContact: 'One of your trusted contacts has confirmed that it is you.',
  beginTitle: 'Recover your account',
  beginLead: (hours: number): readonly string[] => [
    'Use this if you have lost every way to sign in. If you only forgot your password, it is quicker to choose a new one.',
    `Recovery takes ${waiting(hours)}. Until then nothing changes, and all devices and email addresses of the account are told, so that nobody can take it over unnoticed.`,
  ],
  begin: 'Start recovery',
  mailedOn: (ready: Html, until: Html): Html =>
    html`On ${ready} we will email you a link to choose a new password. If you miss it, you can ask again where you asked for this email, until ${until}.`,
  needed:
    'You will then also need either your previous password, unless it was chosen with a link, or someone to confirm that it is you: a trusted contact or an administrator of this server. Talk to them in the meantime.',
  underWayTitle: 'Recovery in progress',
  underWay: 'Your recovery is in progress',
  begunTitle: 'Recovery started',
  begun: 'Your recovery has started',
  beginWrong: 'or more than an hour old',
  beginAgain:
    'Ask for a new link where you asked for this one. A recovery that has already started continues.',
  freezeTitle: 'Someone wants to recover your account',
  freezeIfYou: 'If it is you, do nothing and close this page.',
  freezeIfNot: (ready: Html | undefined): Html =>
    html`If it is not you, pause it for 72 hours${ready && html`; otherwise it can be completed from ${ready}`}. You can do this once. Then cancel it by proving who you are.`,
  freeze: 'Pause for 72 hours',
  frozenUntil: (until: Html, ready: Html): Html =>
    html`Nobody can use it to get into the account before ${until}, or by email before ${ready}. Then it continues, and it cannot be paused again.`,
  frozenNext: 'If it is not you, cancel it before then.',
  frozenTitle: 'Recovery paused',
  frozenBefore: 'The recovery is already paused',
  frozen: 'The recovery is paused for 72 hours',
  freezeWrong: 'or the recovery is over',
  freezeAgain: 'If a recovery is still in progress, you can cancel it by proving that the account is yours.',
  finishTitle: 'Choose a new password',
  finishHeading: 'Get your account back',
  finishLead:
    'Choose a new password. Everyone is signed out, and your authenticator app, passkeys, recovery codes and trusted devices are removed.',
  finish: 'Save new password',
  former: 'Previous password, if you know it',
  formerHint: 'Only needed if no trusted contact or administrator has confirmed that it is you.',
  finished: 'Your account is yours again',
  finishedLead: [
    'Sign in with the new password, then turn two-step verification on again: it is off now.',
    'Your API keys were kept. Check them, and revoke any that are not yours.',
    'The link has been used and does not work again.',
  ],
  finishAgain:
    'Ask for a recovery again with the same address: while yours can be completed, you get a new link at once. If an administrator gave you this link, ask them for another.',
  wrong: (what: string): string =>
    `It may be incomplete, already used, replaced by a newer one ${what}. Nothing was changed.`,
  cancelTitle: 'Cancel the recovery',
  cancelLead: [
    'It stops at once, and the links we emailed for it no longer work. To do this, prove that the account is yours with everything it has.',
    'If you cannot, ask the people who run this server.',
  ],
  cancelledTitle: 'Recovery cancelled',
  cancelled: 'The recovery is cancelled',
  cancelledLead: [
    'Nobody can use it to get into your account any more. You are not signed in on this page.',
    'If you did not start it, someone may be reading your email: change your email password now.',
  ],
  nothingTitle: 'Nothing to cancel',
  nothing: 'There is nothing to cancel',
  nothingLead:
    'No recovery of your account is in progress: it was cancelled, completed or has expired. Nothing was changed.',
  vouchTitle: 'Confirm that it is them',
  vouchLead: [
    'Someone who chose you as a trusted contact wants to get back into their account. Talk to them first, face to face or by phone: anyone who reads their email could write to you too.',
    'If you are not sure that it is them, close this page. If you are, confirm it with your own account.',
  ],
  vouch: 'Yes, it is them',
  user: 'Their account number',
  userHint: 'The end of the link in the email, after "user=".',
  vouched: 'You have confirmed that it is them',
  vouchedLead: [
    'We will tell them. After the waiting time, they choose a new password with a link we email them. You do not have to do anything else.',
    'You are not signed in on this page. You can close it.',
  ],
}

export type RecoveryWords = typeof en
