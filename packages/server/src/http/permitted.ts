import { type EndpointDefinition, problem, selfScopeOf } from '@latchkey/contract'
import type { Caller } from './caller.ts'

/** Throws `forbidden` for whoever may not ask an endpoint for this. */
export function refuseUnpermitted(
  endpoint: EndpointDefinition,
  caller: Caller,
  params: Record<string, unknown> | undefined,
): void {
  const { access } = endpoint
  if (access === 'public') return
  if (access === 'session') {
    if (caller.scopes !== undefined)
      throw forbidden('An API key may not do this. Sign in, and use that token.')
    return
  }
  const isOwn = access === 'user' || (typeof access === 'object' && params?.id === caller.userId)
  if (isOwn) {
    // Whoever is signed in may do what concerns the own account; a key only what it was made for.
    const scope = selfScopeOf(endpoint)
    if (caller.scopes?.has(scope) === false)
      throw forbidden(`This API key was made without the scope ${scope}.`)
    return
  }
  const permission = typeof access === 'object' ? access.ownOr : access
  // The same words whoever is asked for: a stranger does not learn who exists.
  if (!caller.permissions.has(permission)) throw forbidden('You may not do this.')
}

const forbidden = (detail: string) => problem('forbidden', { detail })
