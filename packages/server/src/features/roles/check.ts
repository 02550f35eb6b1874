import { invalid, isApplicationsOwn, isPermission, problem } from '@latchkey/contract'
import { type Actor, type ApiKeyId, OPERATOR, type UserId } from '#kernel/ids'
import type { AssignDeps } from './assign.ts'

/** Whoever asks. */
export interface Asker {
  readonly userId: Actor
  readonly permissions: ReadonlySet<string>
  readonly keyId?: ApiKeyId
  /** Of an API key. */
  readonly scopes?: ReadonlySet<string>
}

interface Asked {
  readonly permission: string
  readonly user_id?: UserId
  readonly target_id?: UserId
}

/** POST /authz/check */
export async function checkAuthorization(
  { storage, roles, exists }: AssignDeps,
  caller: Asker,
  { permission, user_id: userId, target_id: targetId }: Asked,
) {
  if (!isPermission(permission) && !isApplicationsOwn(permission)) {
    throw invalid({ field: 'permission', message: 'is no permission of this server or of an application.' })
  }
  const isOfOthers = userId !== undefined && userId !== caller.userId
  if (isOfOthers) {
    if (!caller.permissions.has('authz:check')) throw problem('forbidden', { detail: 'You may not do this.' })
    if (!(await exists(storage, userId))) throw problem('user_not_found')
  }
  const rules = await roles.explain(storage, {
    actor: userId ?? caller.userId,
    permission,
    targetId,
    scopes: isOfOthers ? undefined : caller.scopes,
  })
  return {
    allowed: rules.every(({ holds }) => holds),
    permission,
    user_id: userId ?? (caller.userId === OPERATOR ? null : caller.userId),
    target_id: targetId ?? null,
    rules,
  }
}
