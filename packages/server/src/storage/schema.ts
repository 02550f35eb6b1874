// @table: every table and its columns.
import type { Generated } from 'kysely'

interface AccountToBe {
  username: string
  username_key: string
  /** As it was typed. */
  email: string
  address_key: string
  full_name: string
  password_hash: string
  language: string | null
}

/** The tables as the migrations leave them. Instants are milliseconds since the epoch. */
export interface Schema {
  users: {
    id: Generated<number>
    username: string
    username_key: string
    email: string
    full_name: string
    password_hash: string | null
    disabled_at: number | null
    external_id: string | null
    /** `service`: a program's account, without a password. */
    kind: Generated<'person' | 'service'>
    /** In which its mails are written; null: in the server's. */
    language: string | null
    /** Since then the password that is right opens nothing but the choice of another one. */
    password_change_required_at: number | null
    /** Until when a password counts that somebody else set; null for one of the owner's own. */
    initial_password_until: number | null
    /** Since then its owner wants no passkey offered. */
    passkey_offer_declined_at: number | null
    created_at: number
    updated_at: number
  }
  /** Every address an account holds: the one it shows, and the one that signs in. */
  user_emails: {
    address_key: string
    user_id: number
    signs_in: number
    /** As it was typed; null for those of before. */
    address: string | null
    /** When its holder proved to read it. */
    verified_at: number | null
    /** It was given up, and is nobody else's until then. */
    reserved_until: number | null
  }
  /** What was mailed to somebody, to be spent once. */
  mailed_proofs: {
    user_id: number
    kind: string
    scope: string
    digest: string
    address: string
    address_key: string
    /** What it is over with; null: with nothing. */
    bound_to: string | null
    code_digest: string | null
    tries: number
    created_at: number
    expires_at: number
  }
  /** By which an app gets a session of its own, after somebody signed in by a page of this server. */
  return_codes: {
    digest: string
    user_id: number
    /** The session of the browser. */
    given_by: string
    return_to: string
    challenge: string
    created_at: number
    expires_at: number
    spent_at: number | null
    /** The session that it began; null also where it was spent in vain. */
    session_id: string | null
  }
  /** What was asked for by an address and is not looked up yet. */
  asked_mails: {
    number: Generated<number>
    kind: string
    address_key: string
    at: number
  }
  /** What somebody wants to register, where the answer says nothing, and is not looked up yet. */
  asked_registrations: AccountToBe & {
    number: Generated<number>
    at: number
  }
  /** The same once it was mailed: an account is made of it by whoever has the link and the password. */
  pending_registrations: AccountToBe & {
    digest: string
    tries: number
    created_at: number
    expires_at: number
  }
  /**
   * How many users there are in each block of ids: of 256 on level 1, of 65,536 on level 2. In shards that are summed,
   * so that writers seldom wait for each other.
   */
  user_blocks: {
    level: number
    block: number
    shard: number
    total: number
  }
  sessions: {
    id: string
    user_id: number
    proved_by: string
    source_address: string | null
    user_agent: string | null
    created_at: number
    /** To within five minutes. */
    last_used_at: number
    /** When it ends unless it is refreshed. */
    expires_at: number
    /** When it ends whatever is done with it. */
    ends_at: number
    /** How often it was refreshed; null for a session that lives as long as its one token. */
    refresh_generation: number | null
    /** Of the token that counts. */
    refresh_digest: string | null
    /** By which the last tokens were made from the ones before, and when. */
    refresh_rotations: string | null
    /** What a browser's cookie is recognised by; null for a session of the API. */
    cookie_digest: Generated<string | null>
    /** When whoever holds it last proved who they are. */
    proved_at: number
    /** By how many factors: 1 or 2. */
    level: number
  }
  totp_secrets: {
    user_id: number
    sealed: string
    /** Of the last code that was taken (RFC 6238 section 5.2). */
    last_step: number
    created_at: number
    /** Null until its first code was given. */
    confirmed_at: number | null
  }
  /** Those that were not used yet. */
  recovery_codes: {
    user_id: number
    digest: string
    created_at: number
  }
  /** Who proved one thing and has to prove another before a session begins. */
  pending_sign_ins: {
    digest: string
    user_id: number
    /** `factor`, or `password`: a new one. */
    needs: string
    /** A digest of the password hash that was right: with another password it is over. */
    bound_to: string
    proved_by: string
    goes_on: number
    tries: number
    expires_at: number
    /** Provider, issuer, subject and address, as JSON: by which account elsewhere it began. */
    link: Generated<string | null>
  }
  trusted_devices: {
    id: string
    user_id: number
    digest: string
    bound_to: string
    source_address: string | null
    user_agent: string | null
    created_at: number
    last_used_at: number
    expires_at: number
  }
  /** Who said that all factors are lost, and when they are removed for it. */
  factor_losses: {
    user_id: number
    session_id: string
    created_at: number
    effective_at: number
  }
  api_keys: {
    id: string
    user_id: number
    name: string
    /** Its first characters. */
    hint: string
    digest: string
    /** One after the other, with a space between. */
    scopes: string
    created_at: number
    /** Null: when it is revoked. */
    expires_at: number | null
    /** To within five minutes; null until it is used. */
    last_used_at: number | null
  }
  passkeys: {
    id: string
    user_id: number
    /** Base64url, of at most 1,023 bytes. */
    credential_id: string
    /** COSE (RFC 9052 section 7), in base64url. */
    public_key: string
    name: string
    /** What its authenticator counted last. */
    counter: number
    /** One after the other, with a space between. */
    transports: string
    /** Of which kind the authenticator is. */
    aaguid: string
    is_backup_eligible: number
    is_backed_up: number
    created_at: number
    last_used_at: number | null
  }
  /** By what authenticators know an account: chance, which tells nothing. */
  passkey_handles: {
    user_id: number
    handle: string
  }
  /** Ceremonies that were begun, each for one end. */
  passkey_ceremonies: {
    digest: string
    purpose: string
    /** Null where it is not known yet who it is. */
    user_id: number | null
    /** The session, or the pending sign-in, that it was begun in. */
    bound_to: string | null
    challenge: string
    expires_at: number
  }
  /** Other servers that say who somebody is. */
  providers: {
    slug: string
    kind: string
    name: string
    issuer: string
    client_id: string
    sealed_secret: string
    scopes: string
    /** One after the other, with a space between; '*': every domain. */
    email_domains: string
    team_id: string | null
    key_id: string | null
    enabled: number
    created_at: number
    updated_at: number
  }
  /** Who somebody is elsewhere, and here. */
  identities: {
    issuer: string
    subject: string
    id: string
    user_id: number
    /** By which it was linked. */
    provider: string
    /** As it was told last; nobody is known by it. */
    email: string | null
    linked_at: number
    last_used_at: number | null
  }
  /** Those that their owner removed: nothing but the owner links them to that account again. */
  removed_identities: {
    user_id: number
    issuer: string
    subject: string
    removed_at: number
  }
  /** People who were sent to a provider, and are not back yet. */
  provider_attempts: {
    state_digest: string
    provider: string
    /** Of what the browser that was sent there has in a cookie. */
    browser_digest: string
    purpose: string
    /** Who links, and in which session; null for whoever signs in. */
    user_id: number | null
    session_id: string | null
    goal: string
    /** Nonce and verifier. */
    sealed_secrets: string
    expires_at: number
  }
  /** Sessions that ended before their tokens did, where others than this server check tokens. */
  revoked_sessions: {
    session_id: string
    revoked_at: number
    /** From then on no token of the session is in its time. */
    expires_at: number
  }
  /** What owners of accounts have to hear of. */
  notices: {
    id: string
    user_id: number
    kind: string
    source_address: string | null
    session_id: string | null
    created_at: number
    /** When its owner said that it was somebody else. */
    disowned_at: Generated<number | null>
    /** The id of what its owner takes back by that; null where nothing is. */
    about: Generated<string | null>
  }
  user_roles: {
    role: string
    user_id: number
  }
  /** Those that were made; what is built in is not stored. */
  roles: {
    name: string
    description: string
    created_at: number
    updated_at: number
  }
  role_permissions: {
    role: string
    permission: string
  }
  /** One row: what is true of this database once and for all. */
  instance: {
    id: number
    first_started_at: number
    secret_fingerprint: string
    administrator_created_at: number | null
    setup_token_hash: string | null
    setup_token_expires_at: number | null
  }
  /** By which somebody chooses a new password: one an account, the newest. */
  reset_links: {
    user_id: number
    token_hash: string
    /** Whose right it was to make it; null: the operator's. */
    issued_by: number | null
    /** The API key that made it, if one did. */
    issued_by_key: string | null
    created_at: number
    expires_at: number
  }
  /** A way back into an account that is under way: one a person. */
  recoveries: {
    user_id: number
    /** What its links are bound to. */
    id: string
    /** At which it was begun by a mailed link; null while administrators alone have approved it. */
    address_key: string | null
    began_at: number
    /** From then on one further proof is enough. */
    ready_at: number
    /** Until then nothing completes it. Set once at most. */
    frozen_until: number | null
    expires_at: number
    next_notice_at: number
    /** When the link that completes it was mailed first. */
    ready_told_at: number | null
  }
  recovery_approvals: {
    user_id: number
    /** The number of an account, or `operator`: nobody twice. */
    approver: string
    kind: string
    /** Null: the operator's. */
    approver_id: number | null
    /** The API key that it was done by, if one did. */
    approver_key: string | null
    created_at: number
  }
  /** What was mailed or handed over on a way back, and comes back: one of each kind a person, the newest. */
  recovery_links: {
    user_id: number
    kind: string
    token_hash: string
    /** The way back, or the address at which one may be begun. */
    bound_to: string
    created_at: number
    expires_at: number
  }
  /** Who may say of somebody who has lost everything that it is them. */
  trusted_contacts: {
    user_id: number
    contact_id: number
    created_at: number
  }
  /** By which somebody becomes the trusted contact of whoever made it: one a person, the newest. */
  contact_offers: {
    user_id: number
    token_hash: string
    created_at: number
    expires_at: number
  }
  /** Whose password was chosen by a link: whoever knows it has shown no more than that the link reached them. */
  linked_passwords: {
    user_id: number
    created_at: number
  }
  /** What somebody reads out to whoever helps: one a person, the newest. */
  support_codes: {
    user_id: number
    /** In which it was made, and with which it ends. */
    session_id: string
    /** Empty once it is spent. */
    code_digest: string
    tries: number
    created_at: number
    expires_at: number
    /** Until then the budget of wrong codes is not whole. */
    whole_at: number
  }
  signing_keys: {
    kid: string
    algorithm: string
    /** Null once it is retired: then nobody signs with it again. */
    sealed_private: string | null
    /** Null of a symmetric key, which has no public half. */
    public_jwk: string | null
    created_at: number
    signs_from: number
    retired_at: number | null
    /** The longest life of a token that was signed with it. */
    token_seconds: number
  }
  /** Budgets of guesses that are not whole. */
  throttle_buckets: {
    /** Of digests: nothing in it tells whose it is. */
    key: string
    /** Until then it is not whole. */
    whole_at: number
  }
  /** From where, and with which device, each user has signed in lately: digests. */
  known_sources: {
    user_id: number
    digest: string
    /** To within a day. */
    last_used_at: number
  }
  /** What became of each attempt to sign in, and of what counts like one. No name, no address, no secret. */
  sign_in_attempts: {
    reference: string
    at: number
    channel: string
    user_id: number | null
    account_key: string
    source_key: string
    lane: string
    cause: string
    /** Which budget refused it, and until when that would. */
    budget: string | null
    until: number | null
  }
  /** Somebody who may make an account: one an address. It is gone once it is accepted. */
  invitations: {
    id: string
    /** As it was typed, and as it is compared. */
    address: string
    address_key: string
    /** What the account will have, separated by spaces. */
    roles: string
    language: string | null
    token_hash: string
    /** 0 where the link was handed out: then accepting it does not prove the address. */
    is_mailed: number
    /** Whose right it was to invite; null: the operator's. */
    invited_by: number | null
    /** The API key that did, if one did. */
    invited_by_key: string | null
    created_at: number
    expires_at: number
  }
  idempotency_keys: {
    key_hash: string
    /** Whose creation it was: what is kept goes with the account. */
    user_id: number
    request_hash: string
    answer: string
    created_at: number
  }
  /** The book of record. What is about a person is sealed under that person's key; a number and a MAC come a moment later. */
  audit_entries: {
    /** The millisecond in which it was written, and a number within that. */
    id: number
    at: number
    seq: number | null
    action: string
    outcome: string
    actor_kind: string
    /** Null as well where somebody did it to the own account. */
    actor_id: number | null
    actor_key: string | null
    subject_id: number | null
    request_id: string | null
    /** JSON of what is about no person. */
    facts: string | null
    /** Where whoever acted was. */
    actor_sealed: string | null
    /** What else is about whom it was done to. */
    subject_sealed: string | null
    mac: string | null
  }
  /** The key of each person: without it what is sealed for them is noise. */
  audit_persons: {
    user_id: number
    sealed_key: string
  }
  /** The keys of the book itself, sealed under the root secret. */
  audit_keys: {
    name: string
    sealed: string
  }
  audit_checkpoints: {
    seq: number
    at: number
    mac: string
    /** How many entries there were from the beginning of the chain. */
    count: number
    signature: string
  }
  /** The outbox, and what became of each mail. */
  mails: {
    id: string
    /** The order within a lane. */
    number: Generated<number>
    /** Whose account it is about: a mail goes with it. */
    user_id: number | null
    /** A digest of whom it goes to: to one address mails go out in order. */
    address_key: string
    template: string
    language: string
    /** Sealed. */
    to_address: string
    /** What the template is filled in with, sealed; null once nobody needs it any more. */
    data: string | null
    state: 'waiting' | 'sent' | 'dead'
    attempts: number
    next_at: number
    /** While a server is sending it, nobody else does. */
    leased_until: number
    created_at: number
    /** When it was sent, or given up. */
    settled_at: number | null
    last_error: string | null
    expires_at: number
  }
  /** Mails that somebody asked for in the last hour, for the caps: they outlive the account. */
  mail_sends: {
    number: Generated<number>
    address_key: string
    template: string
    at: number
  }
  /** How far each receiver outside has got. */
  audit_deliveries: {
    target: string
    seq: number
  }
  /** What the last start found in force; of a secret a keyed digest. */
  audit_settings: {
    name: string
    value: string
  }
}
