// @table: C056, every key that an answer has, in whatever lies in it. `items[].id` is of what is in a list, `~` leads into a token.

const within = (place: string, keys: readonly string[]) => keys.map((key) => `${place}${key}`)
const list = (...keys: string[]) => ['items', 'next_cursor', ...within('items[].', keys)]

const USER = ['email', 'full_name', 'id', 'username']
const DETAILS = [
  ...USER,
  ...[
    'created_at',
    'disabled_at',
    'email_verified_at',
    'external_id',
    'kind',
    'roles',
    'sign_in_email',
    'status',
  ],
  'updated_at',
]
const HEADER = ['~header.alg', '~header.kid', '~header.typ']
const CLAIMS = within('~payload.', ['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'])
const TOKENS = [
  ...['access_token', 'expires_in', 'refresh_token', 'token_type'],
  ...within('access_token', [...HEADER, ...CLAIMS]),
]
const SESSION = [
  'created_at',
  'device',
  'expires_at',
  'id',
  'last_used_at',
  'proved_by',
  'source_address',
  'user_agent',
]
const KEY = ['created_at', 'expires_at', 'hint', 'id', 'last_used_at', 'name', 'scopes']
const ROLE = ['built_in', 'created_at', 'description', 'name', 'permissions', 'updated_at']
const MAIL = [
  ...['attempts', 'created_at', 'expires_at', 'id', 'language', 'last_error', 'next_at', 'settled_at'],
  ...['state', 'template', 'to', 'user_id'],
]
const SIGNING_KEY = ['algorithm', 'created_at', 'kid', 'retired_at', 'signs_from', 'state', 'verifies_until']
const REVOKED = [
  ...HEADER,
  ...within('~payload.', ['at', 'kids', 'kind', 'n', 'revoked', 'revoked.*', 'stream']),
]
const ATTEMPT = [
  ...['account_key', 'at', 'budget', 'cause', 'channel', 'lane', 'reference'],
  ...['source_key', 'until', 'user_id'],
]
const PROVIDER = [
  ...['client_id', 'created_at', 'email_domains', 'enabled', 'issuer', 'key_id', 'kind', 'name'],
  ...['redirect_uri', 'scopes', 'slug', 'team_id', 'updated_at'],
]
const IDENTITY = ['email', 'id', 'issuer', 'last_used_at', 'linked_at', 'name', 'provider', 'subject']
const NAMED = ['name', 'value']
const AUDIT = [
  ...['action', 'actor_id', 'actor_key', 'actor_kind', 'at', 'id', 'is_erased', 'outcome'],
  ...['request_id', 'seq', 'source_address', 'subject_id', 'user_agent'],
  ...['facts', ...within('facts[].', NAMED), 'personal', ...within('personal[].', NAMED)],
]
const DELETION = [
  ...['erased', ...within('erased[].', ['about', 'count', 'part'])],
  ...['kept', ...within('kept[].', ['about', 'count', 'part', 'why'])],
]
const WAY_BACK = [
  ...['administrators', 'began_at', 'contacts', 'expires_at', 'frozen_until'],
  ...['is_mail_shown', 'is_under_way', 'ready_at'],
]
const NAMES = ['full_name', 'user_id', 'username']
const INVITATION = ['created_at', 'email', 'expires_at', 'id', 'invited_by', 'is_mailed', 'roles']
const MESSAGE = ['message']
const PASSKEY = ['aaguid', 'created_at', 'id', 'is_backed_up', 'is_backup_eligible', 'last_used_at', 'name']
const TOLD = ['ceremony', 'options', ...within('options.', ['challenge', 'timeout'])]
const ASKED = [...TOLD, ...within('options.', ['rpId', 'userVerification'])]
const ALLOWED = ['allowCredentials', ...within('allowCredentials[].', ['id', 'transports', 'type'])]

export const answerKeys: Readonly<Record<string, readonly string[]>> = {
  'GET /health': ['status'],
  'GET /health/live': ['status'],
  'GET /health/ready': ['status'],
  'POST /auth/register': USER,
  'POST /auth/register/confirm': USER,
  'GET /users/me': USER,
  'GET /users/me/address': ['email', 'email_verified_at', 'sign_in_email'],
  'GET /users': ['items', 'limit', 'skip', 'total', ...within('items[].', USER)],
  'POST /users': USER,
  'GET /users/:id': USER,
  'GET /users/:id/details': DETAILS,
  'GET /users/lookup': DETAILS,
  'PUT /users/:id': USER,
  'DELETE /users/:id': MESSAGE,
  'POST /users/:id/disable': USER,
  'POST /users/:id/enable': USER,
  'POST /auth/login': TOKENS,
  'POST /auth/exchange': TOKENS,
  'POST /auth/refresh': TOKENS,
  'POST /auth/logout': MESSAGE,
  'POST /auth/logout-all': ['ended'],
  'POST /auth/change-password': MESSAGE,
  'DELETE /sessions': ['ended'],
  'GET /sessions': list(...SESSION, 'is_current'),
  'DELETE /sessions/:session_id': MESSAGE,
  'GET /users/:id/sessions': list(...SESSION),
  'DELETE /users/:id/sessions/:session_id': MESSAGE,
  'DELETE /users/:id/sessions': ['ended'],
  'GET /api-keys': list(...KEY),
  // The one answer that ever shows it.
  'POST /api-keys': [...KEY, 'key'],
  'DELETE /api-keys/:key_id': MESSAGE,
  'GET /users/:id/api-keys': list(...KEY),
  'DELETE /users/:id/api-keys/:key_id': MESSAGE,
  'POST /users/:id/api-keys': [...KEY, 'key'],
  'POST /service-accounts': USER,
  'GET /users/me/notices': list('created_at', 'id', 'kind', 'message', 'session_id', 'source_address'),
  'POST /users/:id/require-password-change': MESSAGE,
  'POST /auth/login/mfa': [...TOKENS, 'device_token'],
  'POST /auth/login/mfa/options': [...ASKED, ...within('options.', ALLOWED)],
  'POST /auth/login/password': MESSAGE,
  'POST /auth/reauthenticate': ['fresh_until'],
  'POST /auth/reauthenticate/options': [...ASKED, ...within('options.', ALLOWED)],
  'GET /users/me/factors': [
    'has_password',
    'passkeys',
    'recovery_codes_left',
    'removed_at',
    'totp_since',
    'trusted_devices',
  ],
  'POST /users/me/factors/totp': ['qr_svg', 'secret', 'uri'],
  'POST /users/me/factors/totp/confirm': ['message', 'recovery_codes'],
  'DELETE /users/me/factors/totp': MESSAGE,
  'POST /users/me/factors/recovery-codes': ['recovery_codes'],
  'POST /users/me/factors/lost': ['removed_at'],
  'DELETE /users/me/factors/lost': MESSAGE,
  'GET /users/me/trusted-devices': list(
    ...['created_at', 'device', 'expires_at', 'id', 'last_used_at', 'source_address'],
  ),
  'DELETE /users/me/trusted-devices/:device_id': MESSAGE,
  'GET /users/me/passkeys': ['items', ...within('items[].', PASSKEY)],
  'POST /users/me/passkeys/options': [
    ...TOLD,
    ...within('options.', ['attestation', 'authenticatorSelection', 'excludeCredentials']),
    ...within('options.excludeCredentials[].', ['id', 'transports', 'type']),
    ...within('options.authenticatorSelection.', ['requireResidentKey', 'residentKey', 'userVerification']),
    ...['options.pubKeyCredParams', ...within('options.pubKeyCredParams[].', ['alg', 'type'])],
    ...['options.rp', 'options.rp.id', 'options.rp.name'],
    ...['options.user', ...within('options.user.', ['displayName', 'id', 'name'])],
  ],
  'POST /users/me/passkeys': [...PASSKEY, 'recovery_codes'],
  'PATCH /users/me/passkeys/:passkey_id': PASSKEY,
  'DELETE /users/me/passkeys/:passkey_id': MESSAGE,
  'POST /auth/passkey/options': ASKED,
  'POST /auth/passkey': TOKENS,
  'POST /auth/not-me': MESSAGE,
  'GET /users/me/preferences': ['language', 'offer_passkey'],
  'PUT /users/me/preferences': ['language', 'offer_passkey'],
  'GET /mail': list(...MAIL),
  'GET /mail/:mail_id': [...MAIL, 'subject', 'text'],
  'POST /mail/:mail_id/retry': MAIL,
  'POST /auth/verify-email': MESSAGE,
  'POST /auth/verify-email/resend': MESSAGE,
  'POST /auth/forgot-password': MESSAGE,
  'POST /auth/email/revert': MESSAGE,
  'POST /auth/email/release': MESSAGE,
  'POST /auth/sign-in-link': MESSAGE,
  'POST /auth/sign-in-link/redeem': TOKENS,
  'POST /auth/sign-in-code': MESSAGE,
  'POST /auth/sign-in-code/redeem': TOKENS,
  'POST /users/:id/reset-link': ['expires_at', 'url'],
  'POST /auth/reset-password': MESSAGE,
  'GET /revocations': ['snapshot', ...within('snapshot', REVOKED)],
  'GET /revocations/stream': REVOKED,
  'POST /oauth/introspect': ['active', 'exp', 'iat', 'scope', 'sid', 'sub', 'token_type', 'username'],
  'POST /oauth/revoke': MESSAGE,
  'GET /audit': list(...AUDIT),
  'GET /audit/export': list(...AUDIT),
  'GET /audit/access': [
    ...list('is_deleted', 'is_disabled', 'roles', 'set_at', 'set_by', 'user_id', 'username'),
    ...['at', 'known_since'],
  ],
  'POST /audit/verify': [
    ...['checked', 'checkpoints', 'entry_id', 'finding', 'first', 'head'],
    ...['next', 'seq', 'through', 'waiting'],
  ],
  'GET /audit/checkpoint-key': ['public_key'],
  'GET /users/me/activity': list(
    ...['action', 'at', 'by', 'id', 'outcome', 'reason', 'source_address', 'user_agent'],
  ),
  'GET /audit/explain/:reference': [
    ...ATTEMPT,
    ...['rules', ...within('rules[].', ['because', 'holds', 'rule']), 'would_pass'],
  ],
  'GET /guard/attempts': list(...ATTEMPT),
  'POST /auth/recovery': MESSAGE,
  'POST /auth/recovery/begin': WAY_BACK,
  'POST /auth/recovery/freeze': WAY_BACK,
  'POST /auth/recovery/complete': MESSAGE,
  'GET /users/me/recovery': [
    ...WAY_BACK,
    ...['trusted_contacts', ...within('trusted_contacts[].', [...NAMES, 'counts_from', 'since'])],
    ...['contact_of', ...within('contact_of[].', [...NAMES, 'is_asked'])],
  ],
  'POST /users/me/recovery/freeze': WAY_BACK,
  'DELETE /users/me/recovery': MESSAGE,
  'POST /users/me/recovery/contacts': ['expires_at', 'token'],
  'POST /users/me/recovery/contacts/accept': MESSAGE,
  'DELETE /users/me/recovery/contacts/:contact_id': MESSAGE,
  'GET /users/:id/recovery': WAY_BACK,
  'POST /users/:id/recovery/approve': [...WAY_BACK, 'url'],
  'DELETE /users/:id/recovery': MESSAGE,
  'GET /users/me/export': [
    ...list('fields', ...within('fields[].', NAMED), 'part'),
    ...['exported_at', 'parts', ...within('parts[].', ['about', 'count', 'left_out', 'part'])],
  ],
  'GET /users/me/deletion': DELETION,
  'GET /users/:id/deletion': DELETION,
  'POST /invitations': [...INVITATION, 'url'],
  'GET /invitations': list(...INVITATION),
  'POST /invitations/:invitation_id/resend': INVITATION,
  'DELETE /invitations/:invitation_id': MESSAGE,
  'GET /providers': ['items', ...within('items[].', PROVIDER)],
  'POST /providers': PROVIDER,
  'PUT /providers/:slug': PROVIDER,
  'DELETE /providers/:slug': MESSAGE,
  'POST /providers/:slug/check': [
    'findings',
    ...within('findings[].', ['message', 'of', 'state']),
    'is_good',
  ],
  'GET /users/me/identities': ['items', ...within('items[].', IDENTITY)],
  'DELETE /users/me/identities/:identity_id': MESSAGE,
  'POST /users/me/support-code': ['code', 'expires_at'],
  'POST /users/:id/support-check': ['is_confirmed', 'proved_by', 'signed_in_at'],
  'GET /permissions': ['items', 'items[].description', 'items[].permission'],
  'GET /users/me/permissions': ['permissions', 'roles'],
  'GET /roles': list(...ROLE),
  'GET /roles/:name': ROLE,
  'PUT /roles/:name': ROLE,
  'DELETE /roles/:name': MESSAGE,
  'PUT /users/:id/roles': ['id', 'roles'],
  'POST /authz/check': [
    ...['allowed', 'permission', 'rules', 'target_id', 'user_id'],
    ...within('rules[].', ['because', 'holds', 'rule']),
  ],
  'GET /.well-known/jwks.json': ['keys', ...within('keys[].', ['alg', 'crv', 'kid', 'kty', 'use', 'x'])],
  'GET /keys': list(...SIGNING_KEY),
  'POST /keys/rotate': SIGNING_KEY,
  'POST /keys/:kid/retire': SIGNING_KEY,
  'POST /setup': USER,
  'GET /server/settings': ['items', ...within('items[].', ['is_secret', 'name', 'source', 'value'])],
  'GET /server/status': [
    'database',
    'is_ready',
    'pid',
    'runtime',
    'started_at',
    'time',
    'url',
    'users',
    'version',
  ],
}
