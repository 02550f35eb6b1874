import type { BodyOf, EndpointDefinition, OutputOf, RequestFacts } from './endpoint.ts'

/** What is asked for: parameters as they would stand in an address, and a body as JSON has it. */
export interface Asked<E extends EndpointDefinition> {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: BodyOf<E>
}

/** What a page asks an endpoint for in the name of whoever it knows. Throws what the endpoint refuses, and the edge before it. */
export type Ask<C> = <E extends EndpointDefinition>(
  endpoint: E,
  caller: C,
  request: RequestFacts,
  asked?: Asked<E>,
) => Promise<OutputOf<E>>
