// Made from packages/contract/src. Do not edit: run `npm run generate`.
import type { Contract } from '@latchkey/contract'

/** Method, path, and flags: `p` needs no token, `s` is a stream. */
export type Row = readonly [method: string, path: string, flags?: string]

export const endpoints: { readonly [G in keyof Contract]: { readonly [N in keyof Contract[G]]: Row } } = {
  health: {
    check: ['GET', '/health', 'p'],
    live: ['GET', '/health/live', 'p'],
    ready: ['GET', '/health/ready', 'p'],
  },
  users: {
    register: ['POST', '/auth/register', 'p'],
    me: ['GET', '/users/me'],
    list: ['GET', '/users'],
    create: ['POST', '/users'],
    get: ['GET', '/users/:id'],
    details: ['GET', '/users/:id/details'],
    lookup: ['GET', '/users/lookup'],
    update: ['PUT', '/users/:id'],
    delete: ['DELETE', '/users/:id'],
    disable: ['POST', '/users/:id/disable'],
    enable: ['POST', '/users/:id/enable'],
  },
  sessions: {
    login: ['POST', '/auth/login', 'p'],
    refresh: ['POST', '/auth/refresh', 'p'],
    logout: ['POST', '/auth/logout'],
    logoutAll: ['POST', '/auth/logout-all'],
    changePassword: ['POST', '/auth/change-password'],
    list: ['GET', '/sessions'],
    end: ['DELETE', '/sessions/:session_id'],
    listOf: ['GET', '/users/:id/sessions'],
    endOf: ['DELETE', '/users/:id/sessions/:session_id'],
    endAllOf: ['DELETE', '/users/:id/sessions'],
  },
  secondSteps: {
    loginMfa: ['POST', '/auth/login/mfa', 'p'],
    loginMfaOptions: ['POST', '/auth/login/mfa/options', 'p'],
    choosePassword: ['POST', '/auth/login/password', 'p'],
    reauthenticate: ['POST', '/auth/reauthenticate'],
    reauthenticateOptions: ['POST', '/auth/reauthenticate/options'],
    requirePasswordChange: ['POST', '/users/:id/require-password-change'],
  },
  factors: {
    overview: ['GET', '/users/me/factors'],
    beginTotp: ['POST', '/users/me/factors/totp'],
    confirmTotp: ['POST', '/users/me/factors/totp/confirm'],
    removeTotp: ['DELETE', '/users/me/factors/totp'],
    renewCodes: ['POST', '/users/me/factors/recovery-codes'],
    devices: ['GET', '/users/me/trusted-devices'],
    forgetDevice: ['DELETE', '/users/me/trusted-devices/:device_id'],
    declareLost: ['POST', '/users/me/factors/lost'],
    callOffLoss: ['DELETE', '/users/me/factors/lost'],
  },
  apiKeys: {
    list: ['GET', '/api-keys'],
    create: ['POST', '/api-keys'],
    revoke: ['DELETE', '/api-keys/:key_id'],
    listOf: ['GET', '/users/:id/api-keys'],
    revokeOf: ['DELETE', '/users/:id/api-keys/:key_id'],
    createFor: ['POST', '/users/:id/api-keys'],
  },
  serviceAccounts: {
    create: ['POST', '/service-accounts'],
  },
  notices: {
    list: ['GET', '/users/me/notices'],
    notMe: ['POST', '/auth/not-me', 'p'],
  },
  mailboxes: {
    verify: ['POST', '/auth/verify-email', 'p'],
    resend: ['POST', '/auth/verify-email/resend', 'p'],
    forgot: ['POST', '/auth/forgot-password', 'p'],
    revert: ['POST', '/auth/email/revert', 'p'],
    askLink: ['POST', '/auth/sign-in-link', 'p'],
    redeemLink: ['POST', '/auth/sign-in-link/redeem', 'p'],
    askCode: ['POST', '/auth/sign-in-code', 'p'],
    redeemCode: ['POST', '/auth/sign-in-code/redeem', 'p'],
  },
  passkeys: {
    list: ['GET', '/users/me/passkeys'],
    begin: ['POST', '/users/me/passkeys/options'],
    add: ['POST', '/users/me/passkeys'],
    rename: ['PATCH', '/users/me/passkeys/:passkey_id'],
    remove: ['DELETE', '/users/me/passkeys/:passkey_id'],
    beginSignIn: ['POST', '/auth/passkey/options', 'p'],
    signIn: ['POST', '/auth/passkey', 'p'],
  },
  preferences: {
    get: ['GET', '/users/me/preferences'],
    set: ['PUT', '/users/me/preferences'],
  },
  mail: {
    list: ['GET', '/mail'],
    show: ['GET', '/mail/:mail_id'],
    retry: ['POST', '/mail/:mail_id/retry'],
  },
  recovery: {
    issueLink: ['POST', '/users/:id/reset-link'],
    resetPassword: ['POST', '/auth/reset-password', 'p'],
  },
  revocations: {
    snapshot: ['GET', '/revocations'],
    stream: ['GET', '/revocations/stream', 's'],
  },
  oauth: {
    introspect: ['POST', '/oauth/introspect'],
    revoke: ['POST', '/oauth/revoke'],
  },
  roles: {
    permissions: ['GET', '/permissions'],
    own: ['GET', '/users/me/permissions'],
    list: ['GET', '/roles'],
    get: ['GET', '/roles/:name'],
    define: ['PUT', '/roles/:name'],
    delete: ['DELETE', '/roles/:name'],
    assign: ['PUT', '/users/:id/roles'],
  },
  authz: {
    check: ['POST', '/authz/check'],
  },
  keys: {
    published: ['GET', '/.well-known/jwks.json', 'p'],
    list: ['GET', '/keys'],
    rotate: ['POST', '/keys/rotate'],
    retire: ['POST', '/keys/:kid/retire'],
  },
  setup: {
    issueLink: ['POST', '/setup/link'],
    createFirstAdministrator: ['POST', '/setup', 'p'],
  },
  server: {
    settings: ['GET', '/server/settings'],
    status: ['GET', '/server/status'],
  },
  guard: {
    explain: ['GET', '/audit/explain/:reference'],
    attempts: ['GET', '/guard/attempts'],
  },
  audit: {
    list: ['GET', '/audit'],
    export: ['GET', '/audit/export'],
    access: ['GET', '/audit/access'],
    verify: ['POST', '/audit/verify'],
    checkpointKey: ['GET', '/audit/checkpoint-key'],
    activity: ['GET', '/users/me/activity'],
  },
}
