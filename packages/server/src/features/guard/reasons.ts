import type { AttemptCause, RefusalRule } from '@latchkey/contract'

export type RuleName = RefusalRule['rule']

export interface Reason {
  readonly rule: RuleName
  readonly because: string
  readonly wouldPass: string
}

const RIGHT_PASSWORD = 'The same request with the right password.'

/** Why it was refused; undefined for what was let through. */
export const reasons: Record<Exclude<AttemptCause, 'throttled'>, Reason | undefined> = {
  signed_in: undefined,
  password_changed: undefined,
  password_reset: undefined,
  account_recovered: undefined,
  registered: undefined,
  reauthenticated: undefined,
  second_factor_due: {
    rule: 'second_factor_right',
    because: 'The password is right, and the account has a second factor.',
    wouldPass: 'The second step: POST /auth/login/mfa with a code, a passkey or a recovery code.',
  },
  password_change_due: {
    rule: 'password_may_stay',
    because: 'The password is right, and an administrator asked for another one.',
    wouldPass: 'A new password, chosen with the token of the answer, and a sign-in with it.',
  },
  wrong_code: {
    rule: 'second_factor_right',
    because: 'The code is wrong, too old or used, or the passkey is not one of the account.',
    wouldPass: 'The same request with the code of this half minute, or a recovery code that was not used.',
  },
  pending_not_valid: {
    rule: 'token_counts',
    because: 'The sign-in was begun too long ago, was finished, or had its five tries.',
    wouldPass: 'A new sign-in.',
  },
  ceremony_not_valid: {
    rule: 'token_counts',
    because: 'The challenge was made too long ago, was answered already, or is of another place.',
    wouldPass: 'A new ceremony.',
  },
  passkey_not_valid: {
    rule: 'token_counts',
    because: 'Nobody has this passkey, or its answer is not the one that was asked for.',
    wouldPass: 'A passkey of the account, on a page of this server or of its LATCHKEY_PASSKEY_ORIGINS.',
  },
  mailed_token_not_valid: {
    rule: 'token_counts',
    because:
      'The mailed link is mistyped, was used, was replaced by a newer one, is too old, or the account was changed since.',
    wouldPass: 'The link of the newest mail.',
  },
  return_code_not_valid: {
    rule: 'token_counts',
    because:
      'The code is mistyped, older than a minute, of another return_to or verifier, or the session of the browser has ended.',
    wouldPass: 'A new sign-in, begun by the app that shows the code.',
  },
  return_code_used_again: {
    rule: 'token_counts',
    because: 'The code had been used before, so two have it: the session that it began was ended.',
    wouldPass: 'A new sign-in.',
  },
  provider_state_not_valid: {
    rule: 'token_counts',
    because:
      'The answer of the provider came to another browser than the one that asked, by another provider, a second time, or after ten minutes.',
    wouldPass: 'A new sign-in, begun and ended in one browser.',
  },
  provider_cancelled: {
    rule: 'provider_vouches',
    because: 'The provider said that the person, or somebody for them, did not agree.',
    wouldPass: 'A new sign-in, agreed to at the provider.',
  },
  provider_answer_not_valid: {
    rule: 'provider_vouches',
    because:
      'What the provider answered is not what was asked for: its issuer, signature, audience, nonce or time is wrong, or it refused the client. The log has the reason.',
    wouldPass: 'A sign-in after the set-up was mended: latchkey provider check.',
  },
  provider_unavailable: {
    rule: 'provider_vouches',
    because:
      'The provider did not answer in its time, or with too much, or not by https. The log has the reason.',
    wouldPass: 'The same, once the provider answers: latchkey provider check.',
  },
  provider_told_no_address: {
    rule: 'provider_vouches',
    because:
      'There is no account of this identity yet, and the provider told no usable e-mail address for one.',
    wouldPass: 'A sign-in by another way, and the identity linked in the account.',
  },
  provider_address_not_proved: {
    rule: 'provider_vouches',
    because:
      'There is no account of this identity yet, and the provider does not say, or is not believed, that the address was proved.',
    wouldPass: 'A sign-in by another way, and the identity linked in the account.',
  },
  identity_of_another: {
    rule: 'identifiers_free',
    because: 'The identity signs in to another account already.',
    wouldPass: 'The same, after the other account has removed it.',
  },
  identity_not_linked: {
    rule: 'provider_vouches',
    because:
      'Somebody was to prove once more who they are, and signed in elsewhere as somebody who is not linked to the account.',
    wouldPass: 'The same, signed in at the provider as the identity that is linked.',
  },
  provider_sign_in_not_new: {
    rule: 'provider_vouches',
    because:
      'Somebody was to prove once more who they are, and the provider did not say that they signed in there since (auth_time): it may have sent them back without asking anything.',
    wouldPass:
      'The same with a password or a passkey, or where the provider honours max_age and tells auth_time.',
  },
  invited_address_another: {
    rule: 'invitation_counts',
    because: 'The address that the provider proved is not the one that was invited.',
    wouldPass: 'The same as the account elsewhere that has the invited address, or with a password.',
  },
  passkey_counted_back: {
    rule: 'token_counts',
    because: 'The counter of the passkey did not go on from where it was: there may be two of it.',
    wouldPass: 'Another way in. Remove this passkey.',
  },
  wrong_password: {
    rule: 'password_right',
    because: 'The password is wrong.',
    wouldPass: RIGHT_PASSWORD,
  },
  unknown_account: {
    rule: 'account_exists',
    because: 'No account has this name or address.',
    wouldPass: 'The name or the address of an account, and its password.',
  },
  no_password: {
    rule: 'password_right',
    because: 'The account has no password that counts.',
    wouldPass:
      'A password that its owner chooses: POST /auth/forgot-password, or latchkey user reset-link. A program’s account has none, and acts by API keys.',
  },
  initial_password_over: {
    rule: 'password_right',
    because: 'It is the password that the account was made with by somebody else, and its 24 hours are over.',
    wouldPass: 'A password that its owner chooses: POST /auth/forgot-password, or latchkey user reset-link.',
  },
  password_too_long: {
    rule: 'password_right',
    because: 'The password is longer than any that may be set.',
    wouldPass: RIGHT_PASSWORD,
  },
  account_disabled: {
    rule: 'account_active',
    because: 'The password is right, and the account is disabled.',
    wouldPass: 'The same request once the account is enabled: latchkey user enable.',
  },
  changed_meanwhile: {
    rule: 'nothing_changed_meanwhile',
    because: 'The password or the account was changed while the password was looked at.',
    wouldPass: 'The same request with the password that counts now.',
  },
  session_ended: {
    rule: 'token_counts',
    because: 'The session of the token has ended.',
    wouldPass: 'A new sign-in.',
  },
  reset_token_not_valid: {
    rule: 'token_counts',
    because: 'The link is wrong, used, too old, or of somebody who may not make it any more.',
    wouldPass: 'A new link: latchkey user reset-link.',
  },
  recovery_token_not_valid: {
    rule: 'token_counts',
    because: 'The link is wrong, used or too old, or the recovery that it belongs to was cancelled.',
    wouldPass: 'A new link: POST /auth/recovery.',
  },
  refresh_token_not_valid: {
    rule: 'token_counts',
    because: 'This server did not make the token, or not since its database was restored.',
    wouldPass: 'A new sign-in.',
  },
  refresh_token_used_again: {
    rule: 'token_counts',
    because: 'The token had been used before, so two have it: its session was ended.',
    wouldPass: 'A new sign-in.',
  },
  username_taken: {
    rule: 'identifiers_free',
    because: 'An account has this name.',
    wouldPass: 'The same request with another name.',
  },
  email_taken: {
    rule: 'identifiers_free',
    because: 'An account has this address.',
    wouldPass: 'The same request with another address.',
  },
  registration_closed: {
    rule: 'registration_open',
    because: 'Registration is closed.',
    wouldPass: 'Nothing: accounts are made by administrators, or LATCHKEY_REGISTRATION=open.',
  },
  registration_by_invitation: {
    rule: 'registration_open',
    because: 'Registration is by invitation (LATCHKEY_REGISTRATION=invite), and none was shown.',
    wouldPass: 'The link of an invitation: latchkey invitation create.',
  },
  invitation_not_valid: {
    rule: 'invitation_counts',
    because:
      'The invitation is mistyped, was used, was taken back, was replaced by a newer one, is too old, or whoever invited is gone.',
    wouldPass: 'The link of the newest invitation: latchkey invitation resend, or create.',
  },
  inviter_lost_right: {
    rule: 'invitation_counts',
    because:
      'The invitation counts, but whoever invited is disabled, or may not make accounts of its roles any more.',
    wouldPass: 'A new invitation, by somebody who has the rights that it gives: latchkey invitation create.',
  },
}
