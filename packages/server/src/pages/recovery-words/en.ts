import { type Html, html } from '../html.ts'

/** Whole days where it is whole days. */
const waiting = (hours: number): string => {
  const [number, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

export const en = {
  thatDay: 'that day',
  callOff: 'Call it off',
  byAdministrator: 'An administrator of this server has said that it is you.',
  byContact: 'A trusted contact of yours has said that it is you.',
  beginTitle: 'Recover your account',
  beginLead: (hours: number): readonly string[] => [
    'For whoever has lost everything that signs in. A password alone is replaced faster: ask for a new one in the app.',
    `From now on it takes ${waiting(hours)}. Until then nothing changes, and every device and every address of the account hears of it, so that nobody takes the account unseen.`,
  ],
  begin: 'Begin',
  mailedOn: (ready: Html, until: Html): Html =>
    html`On ${ready} a link is mailed to you by which you choose a new password. If you miss it, ask again where you asked for this mail, until ${until}.`,
  needed:
    'Then one thing more is needed: the password of before, if no mailed link chose it; or somebody who says that it is you, a trusted contact or an administrator of this server. Speak with them meanwhile.',
  underWayTitle: 'Under way',
  underWay: 'Your recovery is under way',
  begunTitle: 'Begun',
  begun: 'Your recovery has begun',
  beginWrong: 'or is more than an hour old',
  beginAgain: 'Ask for a new one where you asked for this one. A recovery that has begun goes on.',
  freezeTitle: 'Somebody wants your account',
  freezeRefused: 'Not yet: hold it up',
  freezeHeading: 'Somebody wants to recover your account',
  freezeIfYou: 'If it is you, do nothing, and close this page.',
  freezeIfNot: (ready: Html | undefined): Html =>
    html`If it is not you, hold it up for 72 hours${ready && html`: else it may be completed from ${ready} on`}. That works once. Then call it off, for which you prove who you are.`,
  freeze: 'Hold it up for 72 hours',
  frozenUntil: (until: Html, ready: Html): Html =>
    html`Before ${until} nobody gets into the account by it, and by mail not before ${ready}. Then it goes on by itself, and it is held up once only.`,
  frozenNext: 'If it is not you, call it off before that.',
  frozenTitle: 'Held up',
  frozenBefore: 'It was held up already',
  frozen: 'It is held up for 72 hours',
  freezeWrong: 'or that recovery is over',
  freezeAgain: 'One that is under way still is called off by whoever proves to be the owner.',
  finishTitle: 'Choose a new password',
  finishHeading: 'Take your account back',
  finishLead:
    'Choose a new password. Everybody who is signed in is signed out, and every second factor, passkey and trusted device is removed.',
  finish: 'Take it back',
  former: 'Password of before, if you know it',
  formerHint: 'Needed only where no trusted contact and no administrator has said that it is you.',
  finished: 'Your account is yours again',
  finishedLead: [
    'Go back to the app and sign in with the new password. Then add a second factor again: there is none now.',
    'API keys were left as they are. Look at them, and remove what is not yours.',
    'The link is used up; nobody can use it again. You may close this page.',
  ],
  finishAgain:
    'Ask for a recovery again, with the same address: while yours may be completed, you are mailed a new link at once. Who was given this link by an administrator asks them for another.',
  wrong: (what: string): string =>
    `It is mistyped, was used already, was replaced by a newer one, ${what}. Nothing was changed.`,
  cancelTitle: 'Call the recovery off',
  cancelLead: [
    'It is over at once, and the links that were mailed for it are worth nothing. A mail alone does not do that: prove by all that your account has that it is yours.',
    'If you cannot, ask the people who run this server.',
  ],
  cancelledTitle: 'Called off',
  cancelled: 'The recovery is called off',
  cancelledLead: [
    'Nobody gets into your account by it any more. You are not signed in by this page; you may close it.',
    'If it was not you who began it, somebody may read your mail: change the password of your mailbox now.',
  ],
  nothingTitle: 'Nothing to call off',
  nothing: 'There is nothing to call off',
  nothingLead:
    'No recovery of your account is under way: it was called off, was completed, or ran out of time. Nothing was changed.',
  vouchTitle: 'Say that it is them',
  vouchLead: [
    'Somebody who named you as a trusted contact wants to get back into an account. Speak with them first, in person or by telephone: whoever reads their mail can write to you as well.',
    'If you are not sure that it is them, close this page. If you are, sign for it with your own account.',
  ],
  vouch: 'It is them',
  user: 'Number of their account',
  userHint: 'The end of the mailed link, behind "user=".',
  vouched: 'You have spoken for them',
  vouchedLead: [
    'They are told. When their time of waiting is over, they choose a new password by a link that is mailed to them; you have nothing more to do.',
    'You are not signed in by this page; you may close it.',
  ],
}

export type RecoveryWords = typeof en
