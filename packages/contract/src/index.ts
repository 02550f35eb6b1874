import { apiKeys } from './api-keys.ts'
import { audit } from './audit.ts'
import { authz } from './authz.ts'
import { factors } from './factors.ts'
import { guard } from './guard.ts'
import { health } from './health.ts'
import { invitations } from './invitations.ts'
import { keys } from './keys.ts'
import { mail } from './mail.ts'
import { mailboxes } from './mailboxes.ts'
import { notices } from './notices.ts'
import { oauth } from './oauth.ts'
import { passkeys } from './passkeys.ts'
import { preferences } from './preferences.ts'
import { providers } from './providers.ts'
import { recovery } from './recovery.ts'
import { registrations } from './registrations.ts'
import { returns } from './returns.ts'
import { revocations } from './revocations.ts'
import { roles } from './roles.ts'
import { secondSteps } from './second-steps.ts'
import { server } from './server.ts'
import { serviceAccounts } from './service-accounts.ts'
import { sessions } from './sessions.ts'
import { setup } from './setup.ts'
import { support } from './support.ts'
import { users } from './users.ts'
import { wayBack } from './way-back.ts'
import { yourData } from './your-data.ts'

/** Everything that goes over the wire, as one value: the server implements it, the client is made from it. */
export const contract = {
  health,
  users,
  invitations,
  registrations,
  sessions,
  secondSteps,
  returns,
  factors,
  apiKeys,
  serviceAccounts,
  notices,
  mailboxes,
  passkeys,
  providers,
  preferences,
  mail,
  recovery,
  revocations,
  oauth,
  roles,
  authz,
  keys,
  setup,
  server,
  guard,
  support,
  wayBack,
  yourData,
  audit,
}
export type Contract = typeof contract

export type { ApiKey, KeyRequest } from './api-keys.ts'
export type { Ask, Asked } from './ask.ts'
export type { AuditFinding } from './audit.ts'
export { type AuditAction, actions, auditActions } from './audit-actions.ts'
export type { Activity, AuditEntry } from './audit-shapes.ts'
export type { Rule, RuleName } from './authz.ts'
export * from './endpoint.ts'
export {
  type ErrorCode,
  errors,
  type FieldError,
  invalid,
  type NextStep,
  Problem,
  problem,
  type RateLimit,
} from './errors.ts'
export type { FactorKind, ShownFactor } from './factor-shapes.ts'
export type { Attempt, AttemptCause, AttemptChannel, AttemptLane, BudgetName, RefusalRule } from './guard.ts'
export type { Invitation } from './invitations.ts'
export type { SigningKey } from './keys.ts'
export type { MailDetails, MailEntry } from './mail.ts'
export type { Notice, NoticeKind } from './notices.ts'
export type { Packed, Page, PageAnswer, PageRequest } from './page.ts'
export type {
  AssertionResponse,
  Passkey,
  PasskeyAssertion,
  PasskeyOptions,
  RegistrationResponse,
} from './passkey-shapes.ts'
export {
  isApplicationsOwn,
  isGrantable,
  isPermission,
  type Permission,
  permissions,
} from './permissions.ts'
export {
  type Identity,
  type Provider,
  type ProviderCheck,
  type ProviderFinding,
  type ProviderKind,
  providerKinds,
} from './provider-shapes.ts'
export type { RoleDefinition } from './roles.ts'
export type { ObjectSchema, Schema } from './schema.ts'
export type { SettingInForce } from './server.ts'
export type { OwnSession, SessionOfUser } from './session-shapes.ts'
export type { User, UserDetails } from './users.ts'
export type { ShownRecovery } from './way-back-shapes.ts'
export type { DeletionPreview, HeldItem } from './your-data.ts'
