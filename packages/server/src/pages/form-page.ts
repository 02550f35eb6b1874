import type { Call, EndpointDefinition, Implemented, PageRequest } from '@latchkey/contract'

export { formAnswer, type Undressed } from './dressed.ts'

/** What answers an endpoint, for pages: what a page does is what the request of the same meaning does. */
export function handlerOf<C>(
  implemented: readonly Implemented<C>[],
  endpoint: EndpointDefinition,
): (call: object) => Promise<unknown> {
  const found = implemented.find((one) => one.endpoint === endpoint)
  if (!found) throw new Error(`nothing answers ${endpoint.method} ${endpoint.path}`)
  return async (call) => found.handle(call as Call<EndpointDefinition, C>)
}

/** What sends a posted form to an endpoint: a form has one effect, and that is the endpoint's. */
export function formSender<C>(
  implemented: readonly Implemented<C>[],
  endpoint: EndpointDefinition,
): (request: PageRequest) => Promise<unknown> {
  const handle = handlerOf(implemented, endpoint)
  // The edge has held the form against the endpoint's own schema.
  return ({ form, facts }) => handle({ body: form, request: facts })
}
