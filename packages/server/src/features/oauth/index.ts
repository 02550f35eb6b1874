import { contract, type Implemented, implementFor } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import { type IntrospectDeps, introspect } from './introspect.ts'
import { type RevokeDeps, revoke } from './revoke.ts'

interface RouteDeps extends IntrospectDeps, RevokeDeps {
  audit: Pick<AuditFeature, 'by'>
}

/** The questions about tokens that programs in any language put in the same words. */
export const oauthRoutes = (deps: RouteDeps): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.oauth, {
    introspect: ({ body }) => introspect(deps, body.token),
    revoke: ({ body, caller, request }) => revoke(deps, body.token, deps.audit.by(caller, request)),
  })
