import { isApplicationsOwn, isPermission, type Permission } from '@latchkey/contract'

/** What has to hold besides the permission when something is done to an account. */
export interface Act {
  /** Whoever it is done to may do it too; an API key with this scope. */
  readonly ownScope?: 'self:read' | 'self:write'
  /** Whether whoever does it must have every right of whom it is done to. */
  readonly isAbove: boolean
  /** Whether an administrator is one no longer afterwards. */
  readonly endsAdministrator?: true
}

const acts: Partial<Record<Permission, Act>> = {
  'users:read': { ownScope: 'self:read', isAbove: false },
  'users:inspect': { isAbove: false },
  'support:check': { isAbove: false },
  'users:write': { ownScope: 'self:write', isAbove: true },
  'users:delete': { ownScope: 'self:write', isAbove: true, endsAdministrator: true },
  'users:disable': { isAbove: true, endsAdministrator: true },
}

/** What this server does to somebody takes all their rights, unless it is known not to. */
export const actOf = (permission: string): Act =>
  (isPermission(permission) && acts[permission]) || { isAbove: !isApplicationsOwn(permission) }
