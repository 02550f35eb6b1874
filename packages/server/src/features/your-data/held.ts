// @table: every table and column, whose it is, and what becomes of it. One that is missing here does not compile, and fails a test.
import type { Schema } from '#storage'

/**
 * `shown`, `instant` and `flag` are in an export, written as text; `opened` as well, by the feature that has it sealed. `whose`
 * says whose the row is. `secret`: whoever has it could use it. `foreign`: about somebody else. `bookkeeping`: about nobody, or
 * said by another column already.
 */
type Column = 'shown' | 'instant' | 'flag' | 'opened' | 'whose' | 'secret' | 'foreign' | 'bookkeeping'

export interface Held {
  /** For the person that it is about. */
  readonly about: string
  readonly columns: Readonly<Record<string, Column>>
  /** Each of them may say whose a row is; none where nothing does. */
  readonly whose: readonly string[]
  /** By which many rows are paged: text that tells those of one person apart, and no secret. Few are listed at once. */
  readonly by?: string
  readonly leftOut?: string
  /** What stays when the account is deleted, why and for how long; without it the rows are erased. */
  readonly stays?: string
}

type Classified = {
  readonly [T in keyof Schema]: Held & { readonly columns: Readonly<Record<keyof Schema[T], Column>> }
}

const nothings = (about: string) => ({ about, whose: [] }) as const

export const held: Classified = {
  users: {
    about: 'Your account.',
    whose: ['id'],
    leftOut: 'The hash of your password: nothing can be read from it, and whoever had it could guess.',
    columns: {
      id: 'shown',
      username: 'shown',
      username_key: 'bookkeeping',
      email: 'shown',
      full_name: 'shown',
      password_hash: 'secret',
      disabled_at: 'instant',
      password_change_required_at: 'instant',
      initial_password_until: 'instant',
      external_id: 'shown',
      kind: 'shown',
      language: 'shown',
      passkey_offer_declined_at: 'instant',
      created_at: 'instant',
      updated_at: 'instant',
    },
  },
  user_emails: {
    about: 'The addresses that your account holds, as they are compared.',
    whose: ['user_id'],
    columns: {
      address_key: 'shown',
      user_id: 'whose',
      signs_in: 'flag',
      address: 'shown',
      verified_at: 'instant',
      reserved_until: 'instant',
    },
  },
  user_roles: {
    about: 'What you may do: your roles besides the one that everybody has.',
    whose: ['user_id'],
    columns: { role: 'shown', user_id: 'whose' },
  },
  sessions: {
    about: 'Where you are signed in.',
    whose: ['user_id'],
    by: 'id',
    leftOut: 'What refresh tokens and the cookie of your browser are recognised by.',
    columns: {
      id: 'shown',
      user_id: 'whose',
      proved_by: 'shown',
      proved_at: 'instant',
      level: 'shown',
      source_address: 'shown',
      user_agent: 'shown',
      created_at: 'instant',
      last_used_at: 'instant',
      expires_at: 'instant',
      ends_at: 'instant',
      refresh_generation: 'bookkeeping',
      refresh_digest: 'secret',
      refresh_rotations: 'secret',
      cookie_digest: 'secret',
    },
  },
  api_keys: {
    about: 'Your API keys.',
    whose: ['user_id'],
    by: 'id',
    leftOut: 'What the keys are recognised by.',
    columns: {
      id: 'shown',
      user_id: 'whose',
      name: 'shown',
      hint: 'shown',
      digest: 'secret',
      scopes: 'shown',
      created_at: 'instant',
      expires_at: 'instant',
      last_used_at: 'instant',
    },
  },
  notices: {
    about: 'What happened to your account that you should know.',
    whose: ['user_id'],
    by: 'id',
    columns: {
      id: 'shown',
      user_id: 'whose',
      kind: 'shown',
      source_address: 'shown',
      session_id: 'shown',
      about: 'shown',
      disowned_at: 'instant',
      created_at: 'instant',
    },
  },
  known_sources: {
    about:
      'From how many places and devices you have signed in lately, and when last; which they are cannot be read.',
    whose: ['user_id'],
    leftOut: 'What places and devices are recognised by: digests, from which no address can be read.',
    columns: { user_id: 'whose', digest: 'secret', last_used_at: 'instant' },
  },
  sign_in_attempts: {
    about: 'What became of attempts to sign in with your account.',
    whose: ['user_id'],
    by: 'reference',
    leftOut: 'What the account and the source were counted by: digests, from which nothing can be read.',
    columns: {
      reference: 'shown',
      at: 'instant',
      channel: 'shown',
      user_id: 'whose',
      account_key: 'bookkeeping',
      source_key: 'secret',
      lane: 'shown',
      cause: 'shown',
      budget: 'shown',
      until: 'instant',
    },
  },
  reset_links: {
    about: 'Links by which a new password is chosen: for you, or made by you for somebody.',
    whose: ['user_id', 'issued_by'],
    leftOut: 'What a link is recognised by, whose it is where it is not yours, and who made it.',
    columns: {
      user_id: 'foreign',
      token_hash: 'secret',
      issued_by: 'foreign',
      issued_by_key: 'foreign',
      created_at: 'instant',
      expires_at: 'instant',
    },
  },
  recoveries: {
    about: 'A way back into your account that is under way.',
    whose: ['user_id'],
    columns: {
      user_id: 'whose',
      id: 'shown',
      address_key: 'shown',
      began_at: 'instant',
      ready_at: 'instant',
      frozen_until: 'instant',
      expires_at: 'instant',
      next_notice_at: 'instant',
      ready_told_at: 'instant',
    },
  },
  recovery_approvals: {
    about: 'Who has spoken for you on that way, or for whom you have.',
    whose: ['user_id', 'approver_id'],
    leftOut: 'Who it was, and for whom.',
    columns: {
      user_id: 'foreign',
      approver: 'foreign',
      kind: 'shown',
      approver_id: 'foreign',
      approver_key: 'foreign',
      created_at: 'instant',
    },
  },
  recovery_links: {
    about: 'Links of that way back that were mailed or handed over and still count.',
    whose: ['user_id'],
    leftOut: 'What a link is recognised by.',
    columns: {
      user_id: 'whose',
      kind: 'shown',
      token_hash: 'secret',
      bound_to: 'bookkeeping',
      created_at: 'instant',
      expires_at: 'instant',
    },
  },
  trusted_contacts: {
    about: 'Your trusted contacts, and those whose contact you are.',
    whose: ['user_id', 'contact_id'],
    leftOut: 'Who they are: `GET /users/me/recovery` says it.',
    columns: { user_id: 'foreign', contact_id: 'foreign', created_at: 'instant' },
  },
  contact_offers: {
    about: 'A link of yours by which somebody becomes your trusted contact.',
    whose: ['user_id'],
    leftOut: 'What the link is recognised by.',
    columns: { user_id: 'whose', token_hash: 'secret', created_at: 'instant', expires_at: 'instant' },
  },
  linked_passwords: {
    about: 'That your password was chosen by a link, and when.',
    whose: ['user_id'],
    columns: { user_id: 'whose', created_at: 'instant' },
  },
  totp_secrets: {
    about: 'Your authenticator app.',
    whose: ['user_id'],
    leftOut: 'The secret that it shares with this server, which is kept encrypted.',
    columns: {
      user_id: 'whose',
      sealed: 'secret',
      last_step: 'bookkeeping',
      created_at: 'instant',
      confirmed_at: 'instant',
    },
  },
  recovery_codes: {
    about: 'Your recovery codes that were not used yet.',
    whose: ['user_id'],
    leftOut: 'What the codes are recognised by.',
    columns: { user_id: 'whose', digest: 'secret', created_at: 'instant' },
  },
  passkeys: {
    about: 'Your passkeys.',
    whose: ['user_id'],
    by: 'id',
    columns: {
      id: 'shown',
      user_id: 'whose',
      credential_id: 'shown',
      public_key: 'shown',
      name: 'shown',
      counter: 'shown',
      transports: 'shown',
      aaguid: 'shown',
      is_backup_eligible: 'flag',
      is_backed_up: 'flag',
      created_at: 'instant',
      last_used_at: 'instant',
    },
  },
  passkey_handles: {
    about: 'What authenticators know your account by: chance, which tells nothing.',
    whose: ['user_id'],
    columns: { user_id: 'whose', handle: 'shown' },
  },
  providers: {
    ...nothings('Other servers by which people sign in.'),
    columns: {
      slug: 'bookkeeping',
      kind: 'bookkeeping',
      name: 'bookkeeping',
      issuer: 'bookkeeping',
      client_id: 'bookkeeping',
      sealed_secret: 'secret',
      scopes: 'bookkeeping',
      email_domains: 'bookkeeping',
      team_id: 'bookkeeping',
      key_id: 'bookkeeping',
      enabled: 'bookkeeping',
      created_at: 'bookkeeping',
      updated_at: 'bookkeeping',
    },
  },
  identities: {
    about: 'Your accounts elsewhere by which you sign in.',
    whose: ['user_id'],
    columns: {
      issuer: 'shown',
      subject: 'shown',
      id: 'shown',
      user_id: 'whose',
      provider: 'shown',
      email: 'shown',
      linked_at: 'instant',
      last_used_at: 'instant',
    },
  },
  removed_identities: {
    about: 'Accounts elsewhere that you removed, so that their address alone does not link them again.',
    whose: ['user_id'],
    columns: { user_id: 'whose', issuer: 'shown', subject: 'shown', removed_at: 'instant' },
  },
  provider_attempts: {
    about: 'Accounts elsewhere that you are linking at this moment.',
    whose: ['user_id'],
    leftOut: 'What the way back from the provider is known by.',
    columns: {
      state_digest: 'secret',
      provider: 'shown',
      browser_digest: 'secret',
      purpose: 'shown',
      user_id: 'whose',
      session_id: 'shown',
      goal: 'shown',
      sealed_secrets: 'secret',
      expires_at: 'instant',
    },
  },
  passkey_ceremonies: {
    about: 'Passkeys that are being shown or added at this moment.',
    whose: ['user_id'],
    leftOut: 'The challenges, and what they belong to.',
    columns: {
      digest: 'secret',
      purpose: 'shown',
      user_id: 'whose',
      bound_to: 'secret',
      challenge: 'secret',
      expires_at: 'instant',
    },
  },
  trusted_devices: {
    about: 'Devices on which no second factor is asked for.',
    whose: ['user_id'],
    by: 'id',
    leftOut: 'What the devices are recognised by.',
    columns: {
      id: 'shown',
      user_id: 'whose',
      digest: 'secret',
      bound_to: 'secret',
      source_address: 'shown',
      user_agent: 'shown',
      created_at: 'instant',
      last_used_at: 'instant',
      expires_at: 'instant',
    },
  },
  factor_losses: {
    about: 'That all second factors were said to be lost, and when they are removed for it.',
    whose: ['user_id'],
    columns: { user_id: 'whose', session_id: 'shown', created_at: 'instant', effective_at: 'instant' },
  },
  pending_sign_ins: {
    about: 'Sign-ins that wait for a second factor or a new password.',
    whose: ['user_id'],
    leftOut: 'What they are recognised by.',
    columns: {
      digest: 'secret',
      user_id: 'whose',
      needs: 'shown',
      bound_to: 'secret',
      proved_by: 'shown',
      goes_on: 'flag',
      tries: 'shown',
      expires_at: 'instant',
      link: 'shown',
    },
  },
  return_codes: {
    about: 'How apps got a session for you, after you signed in on a page of this server.',
    whose: ['user_id'],
    leftOut: 'What they are recognised by.',
    columns: {
      digest: 'secret',
      user_id: 'whose',
      given_by: 'shown',
      return_to: 'shown',
      challenge: 'secret',
      created_at: 'instant',
      expires_at: 'instant',
      spent_at: 'instant',
      session_id: 'shown',
    },
  },
  mailed_proofs: {
    about: 'Links and codes that were mailed to you and still count.',
    whose: ['user_id'],
    leftOut: 'What they are recognised by.',
    columns: {
      user_id: 'whose',
      kind: 'shown',
      scope: 'bookkeeping',
      digest: 'secret',
      address: 'shown',
      address_key: 'bookkeeping',
      bound_to: 'secret',
      code_digest: 'secret',
      tries: 'shown',
      created_at: 'instant',
      expires_at: 'instant',
    },
  },
  mails: {
    about: 'Mails to you, sent and waiting.',
    whose: ['user_id'],
    by: 'id',
    leftOut:
      'What they say, which is kept encrypted and may hold links that still count; and digests of addresses.',
    columns: {
      id: 'shown',
      number: 'bookkeeping',
      user_id: 'whose',
      address_key: 'secret',
      template: 'shown',
      language: 'shown',
      to_address: 'secret',
      data: 'secret',
      state: 'shown',
      attempts: 'shown',
      next_at: 'bookkeeping',
      leased_until: 'bookkeeping',
      created_at: 'instant',
      settled_at: 'instant',
      last_error: 'secret',
      expires_at: 'instant',
    },
  },
  support_codes: {
    about: 'The code that you made last, to be read out to whoever helps.',
    whose: ['user_id'],
    leftOut: 'What the code is recognised by.',
    columns: {
      user_id: 'whose',
      session_id: 'shown',
      code_digest: 'secret',
      tries: 'shown',
      created_at: 'instant',
      expires_at: 'instant',
      whole_at: 'bookkeeping',
    },
  },
  invitations: {
    about: 'Invitations of yours that nobody has accepted yet.',
    whose: ['invited_by'],
    by: 'id',
    leftOut: 'Whom you invited, and what the links are recognised by.',
    columns: {
      id: 'shown',
      address: 'foreign',
      address_key: 'foreign',
      roles: 'shown',
      language: 'shown',
      token_hash: 'secret',
      is_mailed: 'flag',
      invited_by: 'whose',
      invited_by_key: 'foreign',
      created_at: 'instant',
      expires_at: 'instant',
    },
  },
  idempotency_keys: {
    about: 'What was answered when your account was made, or when you invited somebody, kept for 24 hours.',
    whose: ['user_id'],
    leftOut:
      'The answer itself, which is kept with a hash of your password; what it says stands in `users`, or in `invitations`.',
    columns: {
      key_hash: 'secret',
      user_id: 'whose',
      request_hash: 'secret',
      answer: 'secret',
      created_at: 'instant',
    },
  },
  audit_entries: {
    about: 'What happened to your account, and what you did.',
    whose: ['subject_id', 'actor_id'],
    leftOut: 'Whom it was done to or by, where that was somebody else, and where they were.',
    stays:
      'That something happened stays, under the number of the account, as long as the server keeps its audit. Names, addresses and devices in it are encrypted under a key of your own, which is erased: nobody can read them again.',
    columns: {
      id: 'shown',
      at: 'instant',
      seq: 'bookkeeping',
      action: 'shown',
      outcome: 'shown',
      actor_kind: 'shown',
      actor_id: 'foreign',
      actor_key: 'shown',
      subject_id: 'foreign',
      request_id: 'shown',
      facts: 'shown',
      actor_sealed: 'opened',
      subject_sealed: 'opened',
      mac: 'bookkeeping',
    },
  },
  audit_persons: {
    about: 'The key under which what is personal in the audit is encrypted.',
    whose: ['user_id'],
    leftOut: 'The key itself.',
    columns: { user_id: 'whose', sealed_key: 'secret' },
  },
  revoked_sessions: {
    ...nothings('Numbers of sessions that were ended.'),
    stays:
      'Numbers of sessions that were ended, so that other programs refuse their tokens; each until its last token is over. Nothing in it says whose they were.',
    columns: { session_id: 'bookkeeping', revoked_at: 'bookkeeping', expires_at: 'bookkeeping' },
  },
  throttle_buckets: {
    ...nothings('How often somebody guessed.'),
    stays: 'Digests by which guesses are counted, for some hours. Nothing can be read from them.',
    columns: { key: 'bookkeeping', whole_at: 'bookkeeping' },
  },
  asked_mails: {
    ...nothings('How many mails were asked for lately.'),
    stays:
      'Digests by which it is counted which mails were asked for, for a while. Nothing can be read from them.',
    columns: { number: 'bookkeeping', kind: 'bookkeeping', address_key: 'bookkeeping', at: 'bookkeeping' },
  },
  asked_registrations: {
    ...nothings('Who wants to register, where the answer tells nothing and a mail does.'),
    stays: 'Of nobody who has an account. Each is looked up and erased at once.',
    columns: {
      number: 'bookkeeping',
      username: 'foreign',
      username_key: 'foreign',
      email: 'foreign',
      address_key: 'foreign',
      full_name: 'foreign',
      password_hash: 'secret',
      language: 'bookkeeping',
      at: 'bookkeeping',
    },
  },
  pending_registrations: {
    ...nothings('Accounts that were mailed to be confirmed.'),
    stays: 'Of nobody who has an account. Each is erased when it is confirmed, else after a day.',
    columns: {
      digest: 'bookkeeping',
      username: 'foreign',
      username_key: 'foreign',
      email: 'foreign',
      address_key: 'foreign',
      full_name: 'foreign',
      password_hash: 'secret',
      language: 'bookkeeping',
      tries: 'bookkeeping',
      created_at: 'bookkeeping',
      expires_at: 'bookkeeping',
    },
  },
  mail_sends: {
    ...nothings('How many mails went out lately.'),
    stays: 'Digests by which it is counted which mails went out, for a while. Nothing can be read from them.',
    columns: {
      number: 'bookkeeping',
      template: 'bookkeeping',
      address_key: 'bookkeeping',
      at: 'bookkeeping',
    },
  },
  user_blocks: {
    ...nothings('How many accounts there are.'),
    columns: { level: 'bookkeeping', block: 'bookkeeping', shard: 'bookkeeping', total: 'bookkeeping' },
  },
  roles: {
    ...nothings('Which roles there are.'),
    columns: {
      name: 'bookkeeping',
      description: 'bookkeeping',
      created_at: 'bookkeeping',
      updated_at: 'bookkeeping',
    },
  },
  role_permissions: {
    ...nothings('What each role allows.'),
    columns: { role: 'bookkeeping', permission: 'bookkeeping' },
  },
  instance: {
    ...nothings('This database.'),
    columns: {
      id: 'bookkeeping',
      first_started_at: 'bookkeeping',
      secret_fingerprint: 'secret',
      administrator_created_at: 'bookkeeping',
      setup_token_hash: 'secret',
      setup_token_expires_at: 'bookkeeping',
    },
  },
  signing_keys: {
    ...nothings('The keys that sign tokens.'),
    columns: {
      kid: 'bookkeeping',
      algorithm: 'bookkeeping',
      sealed_private: 'secret',
      public_jwk: 'bookkeeping',
      created_at: 'bookkeeping',
      signs_from: 'bookkeeping',
      retired_at: 'bookkeeping',
      token_seconds: 'bookkeeping',
    },
  },
  audit_keys: {
    ...nothings('The keys of the audit.'),
    columns: { name: 'bookkeeping', sealed: 'secret' },
  },
  audit_checkpoints: {
    ...nothings('How far the audit was signed.'),
    columns: {
      seq: 'bookkeeping',
      at: 'bookkeeping',
      mac: 'bookkeeping',
      count: 'bookkeeping',
      signature: 'bookkeeping',
    },
  },
  audit_deliveries: {
    ...nothings('How far the audit was sent on.'),
    columns: { target: 'bookkeeping', seq: 'bookkeeping' },
  },
  audit_settings: {
    ...nothings('Which settings were in force.'),
    columns: { name: 'bookkeeping', value: 'bookkeeping' },
  },
}

/** The parts that are about people, in the order of an export. */
export const parts: readonly (Held & { readonly part: keyof Schema })[] = Object.entries(held).flatMap(
  ([part, one]: [string, Held]) => (one.whose.length === 0 ? [] : [{ ...one, part: part as keyof Schema }]),
)

/** What stays although nothing in it says whose it is. */
export const anonymous: readonly (Held & { readonly part: string })[] = Object.entries(held).flatMap(
  ([part, one]: [string, Held]) =>
    one.whose.length > 0 || one.stays === undefined ? [] : [{ ...one, part }],
)
