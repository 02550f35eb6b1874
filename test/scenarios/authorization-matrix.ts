/**
 * Who asks. `self` and the API keys of the same person, of scope `self:read` and `self:write`, ask for their own account,
 * the others for somebody's.
 */
export const actors = [
  'anon',
  'self',
  'api key read',
  'api key write',
  'other',
  'admin',
  'disabled',
  'deleted',
] as const
export type Actor = (typeof actors)[number]

export type Row = {
  /** Method and path as in the document; `{id}` becomes the id of the account asked for. */
  route: string
  /** What is sent, such that nothing but the caller decides the answer. */
  body?:
    | 'definition'
    | 'question'
    | 'person'
    | 'credentials'
    | 'name'
    | 'role'
    | 'nothing'
    | 'setup'
    | 'refresh'
    | 'exchange'
    | 'reset'
    | 'change'
    | 'key'
    | 'service'
    | 'token'
    | 'code'
    | 'spoken'
    | 'invited'
    | 'email'
    | 'proof'
    | 'password'
    | 'half'
    | 'chosen'
    | 'assertion'
    | 'attestation'
    | 'label'
    | 'provider'
    | 'language'
    | 'address'
    | 'mailed'
    | 'confirming'
    | 'mailed code'
  /** Whoever asks is signed out by it. */
  endsSessions?: true
  expected: Record<Actor, number>
}

const everybody = (status: number): Row['expected'] => ({
  anon: status,
  self: status,
  'api key read': status,
  'api key write': status,
  other: status,
  admin: status,
  disabled: status,
  deleted: status,
})

/** What a person signed in does with the own account: one key reads it, the other changes it. */
const byReading = { 'api key read': 200, 'api key write': 403 }
const byWriting = { 'api key read': 403, 'api key write': 200 }
/** What takes a session, or a right that keys for the own account do not have. */
const noKeys = { 'api key read': 403, 'api key write': 403 }

/** A session that counts no longer is nobody's, whoever it was. */
const nobody = { anon: 401, disabled: 401, deleted: 401 }

const signedIn = { ...nobody, ...noKeys, self: 200, other: 200, admin: 200 }
const selfAndAdministrators = { ...nobody, ...noKeys, self: 200, other: 403, admin: 200 }
const administrators = { ...nobody, ...noKeys, self: 403, other: 403, admin: 200 }

/** It is done in a session alone, and nobody's request here is one that does it. */
const refusedAll = (status: number) => ({
  ...nobody,
  ...noKeys,
  self: status,
  other: status,
  admin: status,
})

/** C054: deny by default. A route of the document that has no row here fails the tests. */
export const matrix: Row[] = [
  { route: 'GET /health', expected: everybody(200) },
  { route: 'GET /health/live', expected: everybody(200) },
  { route: 'GET /health/ready', expected: everybody(200) },
  { route: 'GET /openapi.json', expected: everybody(200) },
  { route: 'GET /docs', expected: everybody(200) },
  { route: 'GET /redoc', expected: everybody(200) },
  { route: 'POST /auth/register', body: 'person', expected: everybody(200) },
  { route: 'POST /auth/login', body: 'credentials', expected: everybody(200) },
  // No code of anybody.
  { route: 'POST /auth/exchange', body: 'exchange', expected: everybody(400) },
  // No refresh token of anybody.
  { route: 'POST /auth/refresh', body: 'refresh', expected: everybody(400) },
  // The current password is somebody else's.
  {
    route: 'POST /auth/change-password',
    body: 'change',
    expected: { ...nobody, ...noKeys, self: 403, other: 403, admin: 403 },
  },
  { route: 'POST /auth/logout', endsSessions: true, expected: signedIn },
  { route: 'POST /auth/logout-all', endsSessions: true, expected: signedIn },
  { route: 'GET /sessions', expected: { ...signedIn, ...byReading } },
  { route: 'DELETE /sessions', expected: signedIn },
  // C052: nobody's session, and so somebody else's.
  {
    route: 'DELETE /sessions/{session_id}',
    expected: { ...nobody, ...noKeys, self: 403, other: 403, admin: 403 },
  },
  { route: 'GET /api-keys', expected: { ...signedIn, ...byReading } },
  { route: 'POST /api-keys', body: 'key', expected: signedIn },
  // C052: nobody's key, and so somebody else's.
  {
    route: 'DELETE /api-keys/{key_id}',
    expected: { ...nobody, ...noKeys, self: 403, other: 403, admin: 403 },
  },
  { route: 'GET /users/{id}/api-keys', expected: administrators },
  { route: 'DELETE /users/{id}/api-keys/{key_id}', expected: { ...administrators, admin: 404 } },
  // Whom it is asked for is a person.
  { route: 'POST /users/{id}/api-keys', body: 'key', expected: { ...administrators, admin: 409 } },
  { route: 'POST /service-accounts', body: 'service', expected: administrators },
  { route: 'GET /users/me/notices', expected: { ...signedIn, ...byReading } },
  { route: 'GET /users/me/preferences', expected: { ...signedIn, ...byReading } },
  { route: 'PUT /users/me/preferences', body: 'language', expected: { ...signedIn, ...byWriting } },
  { route: 'POST /auth/not-me', body: 'token', expected: everybody(400) },
  { route: 'GET /mail', expected: administrators },
  { route: 'GET /mail/{mail_id}', expected: { ...administrators, admin: 404 } },
  { route: 'POST /mail/{mail_id}/retry', expected: { ...administrators, admin: 404 } },
  { route: 'GET /users/me/activity', expected: { ...signedIn, ...byReading } },
  { route: 'GET /audit', expected: administrators },
  { route: 'GET /audit/export', expected: administrators },
  // The moment that is asked about is missing.
  { route: 'GET /audit/access', expected: { ...administrators, admin: 400 } },
  { route: 'POST /audit/verify', body: 'nothing', expected: administrators },
  { route: 'GET /audit/checkpoint-key', expected: administrators },
  // The link is what gives the right to it, and this is none.
  { route: 'POST /auth/reset-password', body: 'reset', expected: everybody(400) },
  // Everybody is answered the same, whoever has the address.
  { route: 'POST /auth/verify-email/resend', body: 'address', expected: everybody(202) },
  { route: 'POST /auth/forgot-password', body: 'address', expected: everybody(202) },
  { route: 'POST /auth/sign-in-link', body: 'address', expected: everybody(202) },
  { route: 'POST /auth/sign-in-code', body: 'address', expected: everybody(202) },
  { route: 'POST /auth/verify-email', body: 'mailed', expected: everybody(400) },
  { route: 'POST /auth/register/confirm', body: 'confirming', expected: everybody(400) },
  { route: 'POST /auth/email/revert', body: 'mailed', expected: everybody(400) },
  { route: 'POST /auth/email/release', body: 'mailed', expected: everybody(400) },
  { route: 'POST /auth/sign-in-link/redeem', body: 'mailed', expected: everybody(400) },
  { route: 'POST /auth/sign-in-code/redeem', body: 'mailed code', expected: everybody(401) },
  // Tokens are checked by the server alone while they are signed by HS256.
  { route: 'GET /revocations', expected: { ...administrators, admin: 409 } },
  { route: 'GET /revocations/stream', expected: { ...administrators, admin: 409 } },
  { route: 'POST /oauth/introspect', body: 'token', expected: administrators },
  { route: 'POST /oauth/revoke', body: 'token', expected: administrators },
  // An administrator exists already: setup is over for everybody.
  { route: 'POST /setup', body: 'setup', expected: everybody(410) },
  { route: 'GET /users/me/address', expected: { ...signedIn, ...byReading } },
  { route: 'GET /users/me', expected: { ...signedIn, ...byReading } },
  { route: 'GET /users', expected: { ...signedIn, ...byReading } },
  { route: 'GET /users/{id}', expected: { ...selfAndAdministrators, ...byReading } },
  { route: 'PUT /users/{id}', body: 'name', expected: { ...selfAndAdministrators, ...byWriting } },
  { route: 'DELETE /users/{id}', expected: { ...selfAndAdministrators, ...byWriting } },
  { route: 'GET /users/{id}/details', expected: administrators },
  // Whom it is to find is missing.
  { route: 'GET /users/lookup', expected: { ...administrators, admin: 400 } },
  { route: 'GET /users/{id}/sessions', expected: administrators },
  { route: 'DELETE /users/{id}/sessions', expected: administrators },
  { route: 'DELETE /users/{id}/sessions/{session_id}', expected: { ...administrators, admin: 404 } },
  // The operator's, and no token's.
  { route: 'POST /setup/link', expected: { ...administrators, admin: 403 } },
  { route: 'GET /guard/attempts', expected: administrators },
  { route: 'POST /auth/recovery', body: 'email', expected: everybody(202) },
  // The links are what gives the right to it, and these are none.
  { route: 'POST /auth/recovery/begin', body: 'proof', expected: everybody(400) },
  { route: 'POST /auth/recovery/freeze', body: 'proof', expected: everybody(400) },
  { route: 'POST /auth/recovery/complete', body: 'reset', expected: everybody(400) },
  { route: 'GET /users/me/recovery', expected: signedIn },
  // None of theirs is under way.
  {
    route: 'POST /users/me/recovery/freeze',
    expected: { ...nobody, ...noKeys, self: 404, other: 404, admin: 404 },
  },
  {
    route: 'DELETE /users/me/recovery',
    expected: { ...nobody, ...noKeys, self: 404, other: 404, admin: 404 },
  },
  { route: 'POST /users/me/recovery/contacts', expected: signedIn },
  {
    route: 'POST /users/me/recovery/contacts/accept',
    body: 'proof',
    expected: { ...nobody, ...noKeys, self: 400, other: 400, admin: 400 },
  },
  // C052: nobody's contact, and so somebody else's.
  {
    route: 'DELETE /users/me/recovery/contacts/{contact_id}',
    expected: { ...nobody, ...noKeys, self: 403, other: 403, admin: 403 },
  },
  // Whoever is no contact is told nothing.
  {
    route: 'POST /users/{id}/recovery/vouch',
    expected: { ...nobody, ...noKeys, self: 403, other: 403, admin: 403 },
  },
  { route: 'GET /users/{id}/recovery', expected: administrators },
  { route: 'POST /users/{id}/recovery/approve', expected: administrators },
  { route: 'DELETE /users/{id}/recovery', expected: { ...administrators, admin: 404 } },
  { route: 'GET /users/me/export', expected: signedIn },
  { route: 'GET /users/me/deletion', expected: { ...signedIn, ...byReading } },
  { route: 'GET /users/{id}/deletion', expected: administrators },
  { route: 'POST /invitations', body: 'invited', expected: administrators },
  { route: 'GET /invitations', expected: administrators },
  { route: 'POST /invitations/{invitation_id}/resend', expected: { ...administrators, admin: 404 } },
  { route: 'DELETE /invitations/{invitation_id}', expected: { ...administrators, admin: 404 } },
  { route: 'POST /users/me/support-code', expected: signedIn },
  { route: 'POST /users/{id}/support-check', body: 'spoken', expected: administrators },
  // No refusal has the reference.
  { route: 'GET /audit/explain/{reference}', expected: { ...administrators, admin: 404 } },
  { route: 'GET /server/settings', expected: administrators },
  { route: 'GET /server/status', expected: administrators },
  { route: 'GET /.well-known/jwks.json', expected: everybody(200) },
  { route: 'GET /keys', expected: administrators },
  { route: 'POST /keys/rotate', body: 'nothing', expected: administrators },
  { route: 'POST /keys/{kid}/retire', expected: { ...administrators, admin: 404 } },
  { route: 'POST /users', body: 'person', expected: administrators },
  { route: 'GET /permissions', expected: { ...signedIn, ...byReading } },
  { route: 'GET /users/me/permissions', expected: { ...signedIn, ...byReading } },
  { route: 'GET /roles', expected: administrators },
  { route: 'GET /roles/{name}', expected: administrators },
  { route: 'PUT /roles/{name}', body: 'definition', expected: administrators },
  // Somebody has it.
  { route: 'DELETE /roles/{name}', expected: { ...administrators, admin: 409 } },
  // What somebody else may do.
  {
    route: 'POST /authz/check',
    body: 'question',
    expected: { ...signedIn, 'api key read': 200, other: 403 },
  },
  { route: 'PUT /users/{id}/roles', body: 'role', expected: administrators },
  { route: 'POST /users/{id}/disable', expected: administrators },
  { route: 'POST /users/{id}/enable', expected: administrators },
  { route: 'POST /users/{id}/reset-link', expected: administrators },
  { route: 'POST /users/{id}/require-password-change', expected: administrators },
  // No sign-in of anybody is half done by it.
  { route: 'POST /auth/login/mfa', body: 'half', expected: everybody(401) },
  { route: 'POST /auth/login/mfa/options', body: 'half', expected: everybody(401) },
  { route: 'POST /auth/login/password', body: 'chosen', expected: everybody(401) },
  // The password is nobody's.
  { route: 'POST /auth/reauthenticate', body: 'password', expected: refusedAll(403) },
  { route: 'POST /auth/reauthenticate/options', expected: signedIn },
  { route: 'GET /users/me/factors', expected: { ...signedIn, ...byReading } },
  { route: 'POST /users/me/factors/totp', expected: signedIn },
  // Nobody here has a second factor.
  { route: 'POST /users/me/factors/totp/confirm', body: 'code', expected: refusedAll(400) },
  { route: 'DELETE /users/me/factors/totp', expected: refusedAll(404) },
  { route: 'POST /users/me/factors/recovery-codes', expected: refusedAll(404) },
  { route: 'POST /users/me/factors/lost', body: 'password', expected: refusedAll(403) },
  { route: 'DELETE /users/me/factors/lost', expected: refusedAll(404) },
  { route: 'GET /users/me/trusted-devices', expected: { ...signedIn, ...byReading } },
  { route: 'DELETE /users/me/trusted-devices/{device_id}', expected: refusedAll(403) },
  { route: 'GET /users/me/passkeys', expected: { ...signedIn, ...byReading } },
  { route: 'POST /users/me/passkeys/options', expected: signedIn },
  { route: 'POST /users/me/passkeys', body: 'attestation', expected: refusedAll(400) },
  { route: 'PATCH /users/me/passkeys/{passkey_id}', body: 'label', expected: refusedAll(404) },
  { route: 'DELETE /users/me/passkeys/{passkey_id}', expected: refusedAll(404) },
  { route: 'POST /auth/passkey/options', expected: everybody(200) },
  { route: 'POST /auth/passkey', body: 'assertion', expected: everybody(401) },
  { route: 'GET /providers', expected: administrators },
  { route: 'POST /providers', body: 'provider', expected: administrators },
  { route: 'PUT /providers/{slug}', body: 'label', expected: { ...administrators, admin: 404 } },
  { route: 'DELETE /providers/{slug}', expected: { ...administrators, admin: 404 } },
  { route: 'POST /providers/{slug}/check', expected: { ...administrators, admin: 404 } },
  { route: 'GET /users/me/identities', expected: { ...signedIn, ...byReading } },
  { route: 'DELETE /users/me/identities/{identity_id}', expected: refusedAll(404) },
]

/** Routes for people with a browser: no JSON, and they answer differently before and after the set-up. */
export const pages = [
  'GET /setup',
  'GET /reset',
  'POST /reset',
  'GET /invitation',
  'POST /invitation',
  'GET /not-me',
  'POST /not-me',
  'GET /dev/mail',
]
