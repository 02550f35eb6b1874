/** What asks another server: https, no redirect, an address that is anybody's to reach, and bounds on time and bytes (C100). */
export type Outbound = (url: string, asked?: OutboundRequest) => Promise<Response>

export interface OutboundRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/** Nothing was sent, or no whole answer came: why, in words for whoever set the provider up. */
export class OutboundRefusal extends Error {}
