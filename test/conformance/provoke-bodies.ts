// Of an error's request, what is sent: a body that would do, but for what is changed.
import type { Account, Person } from '../support/accounts.ts'
import { newProvider } from '../support/providers.ts'
import type { Enrolled } from '../support/second-factors.ts'
import type { Server } from '../support/server.ts'
import type { Operation } from './document.ts'

export type World = {
  /** In development mode, with an administrator. */
  server: Server
  /** Not set up, with somebody registered. */
  fresh: Server
  setupToken: string
  closed: Server
  closedAdmin: Person
  admin: Account
  user: Account
  disabled: Account
  /** Of the user: one key that only reads the own account, and one that only changes it. */
  readingKey: string
  writingKey: string
  serviceAccount: number
  /** Of somebody who is half signed in, whose guesses at the second factor are not to run out. */
  mfaToken: string
  /** An authenticator app, a session of before it, and as many passkeys as there may be. */
  enrolled: Enrolled & { weak: string }
  /** Of whom another password is asked for. */
  changing: Account
}

const MADE = { clientDataJSON: 'e30', attestationObject: 'oA' }
/** A passkey that nobody has. */
const NOBODYS = {
  id: 'bm9ib2R5',
  rawId: 'bm9ib2R5',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
}

/** A body that its schema takes. */
export function bodyFor(world: World, { operationId }: Operation, who: Person): object {
  if (operationId === 'sessionsLogin') return { username: world.user.username, password: world.user.password }
  if (operationId === 'sessionsChangePassword')
    return { new_password: 'violet tramway canyon', current_password: 'not this one' }
  if (operationId === 'returnsExchange')
    return { code: 'x', code_verifier: 'x'.repeat(43), return_to: 'https://app.example.com/callback' }
  if (operationId === 'sessionsRefresh') return { refresh_token: 'x' }
  if (operationId === 'oauthIntrospect' || operationId === 'oauthRevoke') return { token: 'x' }
  if (operationId === 'rolesDefine') return { description: 'Of the examples', permissions: [] }
  if (operationId === 'authzCheck') return { permission: 'users:read', user_id: world.admin.id }
  if (operationId === 'serviceAccountsCreate') return { username: who.username, full_name: who.full_name }
  if (operationId === 'apiKeysCreate' || operationId === 'apiKeysCreateFor')
    return { name: 'Report', scopes: ['self:read'] }
  if (operationId === 'wayBackStart') return { email: world.user.email }
  if (operationId === 'wayBackComplete') return { token: 'x', password: who.password }
  if (/^wayBack(?:Begin|FreezeByMail|AcceptContact)$/.test(operationId)) return { token: 'x' }
  if (operationId === 'invitationsCreate') return { email: who.email, link: true }
  if (operationId === 'supportCheck') return { code: '40817263' }
  if (operationId === 'rolesAssign') return { roles: ['user'] }
  // Whose body may be empty.
  if (operationId === 'keysRotate' || operationId === 'auditVerify') return {}
  if (operationId === 'usersUpdate') return { full_name: 'Somebody Else' }
  if (operationId === 'setupCreateFirstAdministrator') return { setup_token: world.setupToken, ...who }
  if (operationId === 'preferencesSet') return { language: 'de' }
  if (operationId === 'noticesNotMe') return { token: 'x' }
  if (operationId === 'recoveryResetPassword') return { token: 'x', password: who.password }
  const code = '000000'
  const nobodys: Record<string, object> = {
    secondStepsLoginMfa: { mfa_token: world.mfaToken, kind: 'totp', code },
    secondStepsLoginMfaOptions: { mfa_token: 'x' },
    secondStepsChoosePassword: { password_token: 'x', new_password: who.password },
    secondStepsReauthenticate: { password: 'not this one' },
    factorsConfirmTotp: { code },
    factorsDeclareLost: { password: 'not this one' },
    passkeysAdd: { ceremony: 'x', name: 'Laptop', response: { ...NOBODYS, response: MADE } },
    providersCreate: newProvider(),
    providersChange: { name: 'Another' },
    passkeysRename: { name: 'Phone' },
    registrationsConfirm: { token: 'x', password: who.password },
    mailboxesVerify: { token: 'x' },
    mailboxesRevert: { token: 'x' },
    mailboxesRelease: { token: 'x' },
    mailboxesRedeemLink: { token: 'x' },
    mailboxesRedeemCode: { email: who.email, code: '00000000' },
    mailboxesResend: { email: who.email },
    mailboxesForgot: { email: who.email },
    mailboxesAskLink: { email: who.email },
    mailboxesAskCode: { email: who.email },
    passkeysSignIn: { ceremony: 'x', response: NOBODYS },
  }
  if (nobodys[operationId]) return nobodys[operationId]
  return who
}
