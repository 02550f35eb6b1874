/** @table What this server holds of a person, as they read it before they delete their account. */
export const en = {
  parts: {
    users: 'Your account',
    user_emails: 'Your email addresses',
    user_roles: 'Your roles',
    sessions: 'Devices where you are signed in',
    api_keys: 'API keys',
    notices: 'Security notices about your account',
    known_sources: 'Places and devices you signed in from',
    sign_in_attempts: 'Attempts to sign in',
    reset_links: 'Links to choose a new password',
    recoveries: 'A recovery in progress',
    recovery_approvals: 'Confirmations of a recovery',
    recovery_links: 'Links of a recovery',
    trusted_contacts: 'Trusted contacts',
    contact_offers: 'A link for a new trusted contact',
    linked_passwords: 'When your password was chosen with a link',
    totp_secrets: 'Authenticator app',
    recovery_codes: 'Unused recovery codes',
    passkeys: 'Passkeys',
    passkey_handles: 'The random number that passkeys know your account by',
    identities: 'Linked accounts',
    removed_identities: 'Linked accounts that you removed',
    provider_attempts: 'Accounts you are linking right now',
    passkey_ceremonies: 'Passkeys in use or being added right now',
    trusted_devices: 'Trusted devices',
    factor_losses: 'A request to remove two-step verification',
    pending_sign_ins: 'Sign-ins that wait for a second step',
    return_codes: 'Sign-ins to apps through this server',
    mailed_proofs: 'Emailed links and codes that still work',
    mails: 'Emails to you',
    support_codes: 'Your last support code',
    invitations: 'Invitations you sent that are still open',
    idempotency_keys: 'Answers to your sign-up and invitations, kept for 24 hours',
    audit_entries: 'The log of what happened to your account',
    audit_persons: 'The key that encrypts what the audit log has about you',
    revoked_sessions: 'Numbers of signed-out sessions',
    throttle_buckets: 'Counts of failed attempts',
    asked_mails: 'Counts of requested emails',
    asked_registrations: 'Sign-ups that are being looked at',
    pending_registrations: 'Sign-ups that wait for a confirmation',
    mail_sends: 'Counts of sent emails',
  },
  /** Why it stays, and for how long. */
  stays: {
    audit_entries:
      'What happened stays on record under your account number, for as long as this server keeps its log. Names, addresses and devices in it can never be read again, because their key is deleted.',
    revoked_sessions:
      'So that other programs refuse their tokens, until the last one expires. They do not say whose they were.',
    throttle_buckets: 'To slow down guessing, for some hours. Nothing can be read from them.',
    asked_mails: 'To limit how many emails can be requested, for a while. Nothing can be read from them.',
    asked_registrations:
      'They belong to nobody with an account, and are deleted as soon as they are looked at.',
    pending_registrations:
      'They belong to nobody with an account, and are deleted when they are confirmed, or after a day.',
    mail_sends: 'To limit how many emails are sent, for a while. Nothing can be read from them.',
  },
}

export type HeldWords = typeof en
