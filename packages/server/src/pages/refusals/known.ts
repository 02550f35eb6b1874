import type { ErrorCode } from '@latchkey/contract'

/** What is said of a field, by what the API says: the pages say it in the reader's language. */
export const messages = {
  required: /^(?:is required|must have at least 1 character)\.$/,
  atLeast: /^must have at least (\d+) characters?\.$/,
  atMost: /^must have at most (\d+) characters?\.$/,
  noneChosen: /^must have at least (?:one|1) entr(?:y|ies)\.$/,
  between: /^must have (\d+) to (\d+) characters\.$/,
  usernameLetters: /^may have (?:3 to 64|only the) letters a to z, digits, "\.", "_" and "-"\.$/,
  usernameDigits: /^must have a letter: digits alone are ids\.$/,
  usernameReserved: /^is reserved\. Choose another\.$/,
  notAnAddress: /^must be one e-mail address, like name@example\.com\.$/,
  nothingVisible: /^must have a character that can be seen\.$/,
  controlCharacters:
    /^(?:must not have control characters|may have only (?:anything but|no) control characters)\.$/,
  allowedCharacters: /^may have only the allowed characters\.$/,
  eightDigits: /^may have only (?:8 digits|eight digits, .+)\.$/,
  notAllowed: /^is not (?:one of the allowed values|valid)\.$/,
  otherAddress: /^is not the address that was invited\.$/,
  usernameTaken: /^An account with this username exists already\.$/,
  emailTaken: /^An account with this e-mail address exists already\.$/,
  passwordIllFormed: /^The password contains half of a character\. /,
  passwordNul: /^The password contains a NUL character\. /,
  passwordTooLong: /^The password is too long\. Use at most (\d+) characters\.$/,
  passwordTooShort: /^The password is too short\. Use at least (\d+) characters\.$/,
  passwordPersonal: /^The password is little more than a name or address of yours, /,
  passwordRepetitive: /^The password is a simple pattern\. /,
  passwordCommon: /^Many people use this password\. /,
  codeIsDue:
    /^(?:This account has a second factor: type a code |is required: your account has a second factor\.$)/,
  wrongAppCode: /^The code is not that of the app\. /,
  wrongPassword: /^The password is wrong\. Nothing was changed\.$/,
  otherUsername: /^This is not the username of this account\.$/,
  codeIsWrong: /^This code is wrong, or was used before\. /,
} as const

export type MessageName = keyof typeof messages

/** What is refused altogether: by its code, or by what is said where one code has several reasons. The first that fits counts. */
export const reasons = {
  wrongRegistrationPassword: [
    'invalid_credentials',
    /^The password is not the one that was chosen at registering/,
  ],
  changedMeanwhile: ['invalid_credentials', /^The account was changed meanwhile/],
  accountChanged: ['invalid_token', /^The account was changed meanwhile/],
  signedOutMeanwhile: ['invalid_token', /^You were signed out meanwhile/],
  byInvitation: ['registration_closed', /^Accounts are made by invitation only/],
  inviterMayNot: ['invalid_invitation', /^Whoever invited you may not make such an account/],
  mailboxAlone: ['recovery_not_ready', /^The mailbox alone is not enough/],
  notBefore: ['recovery_not_ready', /completed from (\S+) on/],
  notAgreed: ['provider_refused', /^You did not agree at /],
  notAccepted: ['provider_refused', /^What .+ answered was not accepted/],
  notAnew: ['provider_refused', /did not say that you signed in there just now/],
  notTheLinked: ['provider_refused', /is not the one that is linked to yours/],
  invitedAnother: ['address_not_proved', /is not the one that was invited/],
  invitedNotProved: ['address_not_proved', /does not prove that the invited address is yours/],
  invitedHasAccount: ['identity_taken', /signs in to an account here already/],
  tooManyIdentities: ['identity_taken', /^An account has at most /],
  addressGivenUp: ['email_taken', /^This e-mail address was given up lately/],
  removedBefore: ['email_taken', /was removed from the account with this e-mail address/],
  noAccountYet: ['registration_closed', /^There is no account of yours here yet/],
  wrongAppCode: ['invalid_code', /^The code is not that of the app/],
  ownContact: ['account_not_suitable', /^You cannot be the trusted contact of your own account/],
  anothersForm: ['forbidden', /^Somebody else was signed in when this page was opened/],
  foreignForm: ['forbidden', /^This form was sent from a page of another address/],
  invalid_request: ['invalid_request'],
  validation_failed: ['validation_failed'],
  invalid_credentials: ['invalid_credentials'],
  invalid_code: ['invalid_code'],
  invalid_mfa_token: ['invalid_mfa_token'],
  mfa_required: ['mfa_required'],
  account_disabled: ['account_disabled'],
  password_change_required: ['password_change_required'],
  wrong_password: ['wrong_password'],
  username_taken: ['username_taken'],
  email_taken: ['email_taken'],
  registration_closed: ['registration_closed'],
  invalid_invitation: ['invalid_invitation'],
  invalid_mailed_token: ['invalid_mailed_token'],
  invalid_reset_token: ['invalid_reset_token'],
  invalid_notice_token: ['invalid_notice_token'],
  invalid_recovery_token: ['invalid_recovery_token'],
  invalid_setup_token: ['invalid_setup_token'],
  invalid_token: ['invalid_token'],
  setup_completed: ['setup_completed'],
  recovery_not_found: ['recovery_not_found'],
  recovery_not_ready: ['recovery_not_ready'],
  recovery_frozen: ['recovery_frozen'],
  reauth_required: ['reauth_required'],
  user_not_found: ['user_not_found'],
  forbidden: ['forbidden'],
  idempotency_key_reused: ['idempotency_key_reused'],
  invalid_passkey: ['invalid_passkey'],
  provider_refused: ['provider_refused'],
  provider_unavailable: ['provider_unavailable'],
  provider_not_found: ['provider_not_found'],
  address_not_proved: ['address_not_proved'],
  identity_taken: ['identity_taken'],
  identity_not_found: ['identity_not_found'],
  last_way_in: ['last_way_in'],
  passkey_exists: ['passkey_exists'],
  too_many_passkeys: ['too_many_passkeys'],
  invalid_attestation: ['invalid_attestation'],
  passkey_not_found: ['passkey_not_found'],
  totp_exists: ['totp_exists'],
  factor_not_found: ['factor_not_found'],
  last_administrator: ['last_administrator'],
  account_not_suitable: ['account_not_suitable'],
  payload_too_large: ['payload_too_large'],
  unsupported_media_type: ['unsupported_media_type'],
  too_many_attempts: ['too_many_attempts'],
  too_many_requests: ['too_many_requests'],
  overloaded: ['overloaded'],
  storage_unavailable: ['storage_unavailable'],
} as const satisfies Record<string, readonly [ErrorCode, RegExp?]>

export type ReasonName = keyof typeof reasons

/** When it can be tried again, as the API says it. */
export const WAIT = /\bTry again in \d+ s\.$/

/** The words of one language. */
export interface RefusalWords {
  /** What is said of the field of this label; `numbers` are those of the message. */
  readonly messages: Readonly<Record<MessageName, string | ((...numbers: string[]) => string)>>
  readonly reasons: Readonly<Record<ReasonName, string>>
  /** To follow "too many": when it can be tried again. */
  readonly after: (seconds: number) => string
}
