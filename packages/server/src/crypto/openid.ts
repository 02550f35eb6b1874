import type * as client from 'openid-client'

/** OpenID Connect and OAuth 2.0, by a library that is certified as a client. */
export type OpenId = typeof client
export type { ClientAuth, Configuration, CustomFetch, ServerMetadata } from 'openid-client'

/** Loaded when somebody first signs in by a provider: most servers have none. */
export const loadOpenId = (): Promise<OpenId> => import('openid-client')
