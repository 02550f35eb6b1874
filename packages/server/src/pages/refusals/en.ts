import { counted } from '#kernel/plurals'
import type { MessageName, ReasonName, RefusalWords } from './known.ts'

interface EnglishWords {
  readonly messages: Readonly<Partial<Record<MessageName, string>>>
  readonly reasons: Readonly<Partial<Record<ReasonName, string>>>
  readonly after: RefusalWords['after']
}

/** What the API says is English already. Here is what the pages say otherwise: they speak to people, and in their own terms. */
export const en: EnglishWords = {
  messages: {
    required: 'Fill this in.',
    noneChosen: 'Choose at least one.',
    eightDigits: 'Enter the eight digits from the email.',
    notAnAddress: 'Enter one email address, like name@example.com.',
    usernameTaken: 'There is already an account with this username.',
    emailTaken: 'There is already an account with this email address.',
    codeIsDue:
      'This account uses two-step verification: enter a code from your authenticator app, or a recovery code.',
    wrongAppCode: 'This code is wrong. Check that the clock of your device is right.',
    wrongPassword: 'The password is wrong.',
    codeIsWrong: 'This code is wrong or was already used. Enter the next one, or another recovery code.',
  },
  reasons: {
    addressGivenUp:
      'This email address was given up recently and can still be taken back. Sign in another way and link this account there.',
    removedBefore:
      'This account was removed from the one that has this email address here. Sign in another way and link it there again.',
    invalid_code: 'This code is wrong or was already used. You are not signed in.',
    wrongAppCode: 'This code is wrong. Check that the clock of your device is right.',
    factor_not_found: 'Nothing is turned on here.',
    mailboxAlone:
      'Access to your mailbox is not enough: enter your previous password, or ask a trusted contact or an administrator to confirm that it is you.',
    recovery_not_found: 'No recovery of this account is in progress.',
    recovery_frozen:
      'This recovery was already paused once, and cannot be paused again. To cancel it, confirm your identity.',
    invalid_setup_token: 'The setup link is wrong, used or too old.',
    setup_completed: 'This server is already set up. Sign in.',
    invalid_recovery_token: 'The link is wrong, used or too old. Ask for a new one.',
    mfa_required: 'This account uses two-step verification.',
    password_change_required:
      'This account needs a new password first. Sign in, choose one, and then come back.',
    username_taken: 'There is already an account with this username.',
    email_taken: 'There is already an account with this email address.',
    reauth_required: 'Confirm your identity again to do this.',
    address_not_proved:
      'The service does not confirm that the email address is yours. If you have an account here, sign in another way and link this account there. If not, sign up with your email address.',
  },
  after: (seconds) =>
    seconds < 120
      ? `Try again in ${counted('en', seconds, { one: '# second', other: '# seconds' })}.`
      : `Try again in ${counted('en', Math.ceil(seconds / 60), { one: '# minute', other: '# minutes' })}.`,
}
