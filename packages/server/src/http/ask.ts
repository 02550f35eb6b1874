import {
  type Ask,
  type EndpointDefinition,
  type Implemented,
  limitOf,
  type OutputOf,
} from '@latchkey/contract'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'
import { readParams, readQuery } from './parameters.ts'
import { refuseUnpermitted } from './permitted.ts'
import { bodyValidator, type Validate } from './validate.ts'

/**
 * Asks an endpoint for somebody whom another part of this server knows, as a page knows them by a cookie. Whatever the edge holds
 * against a request is held against this too: limits, parameters, permission, schema; and what is refused is told to the audit.
 */
export function asker<C extends Caller>(edge: Edge<C>, implemented: readonly Implemented<C>[]): Ask<C> {
  const handlers = new Map(implemented.map(({ endpoint, handle }) => [endpoint, handle] as const))
  const validators = new Map<EndpointDefinition, Promise<Validate>>()
  const validatorOf = (endpoint: EndpointDefinition, schema: Parameters<typeof bodyValidator>[0]) => {
    const validator = validators.get(endpoint) ?? bodyValidator(schema)
    validators.set(endpoint, validator)
    return validator
  }
  return async (endpoint, caller, request, { params: given, query: typed, body } = {}) => {
    const handle = handlers.get(endpoint)
    if (!handle) throw new Error(`nothing answers ${endpoint.method} ${endpoint.path}`)
    const limit = limitOf(endpoint)
    if (caller.usage !== undefined && (limit === 'read' || limit === 'write'))
      edge.limits.countCaller(limit, caller.usage, edge.monotonic())
    const { input } = endpoint as EndpointDefinition
    const params = input?.params && readParams(input.params, given ?? {})
    try {
      refuseUnpermitted(endpoint, caller, params)
    } catch (error) {
      edge.onUnpermitted({ endpoint, call: { caller, params, request }, error })
      throw error
    }
    const query = readQuery(input?.query, typed === undefined ? '' : `?${new URLSearchParams(typed)}`)
    if (input?.body) (await validatorOf(endpoint, input.body))(body)
    const isPublic = endpoint.access === 'public'
    const call = { params, query, body, caller: isPublic ? undefined : caller, request }
    return (await handle(call as unknown as Parameters<typeof handle>[0])) as OutputOf<typeof endpoint>
  }
}
