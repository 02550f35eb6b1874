import type { Call, EndpointDefinition, Implemented, PageAnswer, PageRequest } from '@latchkey/contract'
import type { Rendered } from './form-document.ts'
import { HTML_TYPE } from './html.ts'

/** What sends a posted form to an endpoint: a form has one effect, and that is the endpoint's. */
export function formSender<C>(
  implemented: readonly Implemented<C>[],
  endpoint: EndpointDefinition,
): (request: PageRequest) => Promise<unknown> {
  const found = implemented.find((one) => one.endpoint === endpoint)
  if (!found) throw new Error(`nothing answers ${endpoint.method} ${endpoint.path}`)
  return async ({ form, facts }) =>
    // The edge has held the form against the endpoint's own schema.
    found.handle({ body: form, request: facts } as unknown as Call<EndpointDefinition, C>)
}

export function formAnswer({ body, policy }: Rendered): PageAnswer {
  // A browser names its origin to this server and to no other: the address of such a page holds a token.
  const headers = { 'Content-Security-Policy': policy, 'Referrer-Policy': 'same-origin' }
  return { type: HTML_TYPE, body, headers }
}
