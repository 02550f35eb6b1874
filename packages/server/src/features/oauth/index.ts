import { contract, type Implemented, implementFor } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { type IntrospectDeps, introspect } from './introspect.ts'
import { type RevokeDeps, revoke } from './revoke.ts'

/** The questions about tokens that programs in any language put in the same words. */
export const oauthRoutes = (deps: IntrospectDeps & RevokeDeps): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.oauth, {
    introspect: ({ body }) => introspect(deps, body.token),
    revoke: ({ body }) => revoke(deps, body.token),
  })
