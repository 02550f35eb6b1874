import { contract, type Implemented, implementFor } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import { instantOf } from '#kernel/clock'
import { type ResetDeps, resetPassword } from './reset-password.ts'

interface RouteDeps extends ResetDeps {
  /** Where people reach the server, by its settings: no header of a request has a say in a link (C065). */
  baseUrl(): string
  audit: Pick<AuditFeature, 'by'>
}

export const recoveryRoutes = ({
  baseUrl,
  recovery,
  accounts,
  guard,
  audit,
}: RouteDeps): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.recovery, {
    issueLink: async ({ params: { id }, caller, request }) => {
      const record = audit.by(caller, request)
      const { token, expiresAt } = await recovery.issueToken(accounts, caller, id, record)
      return { url: `${baseUrl()}/reset?token=${token}`, expires_at: instantOf(expiresAt) }
    },
    resetPassword: ({ body, request }) =>
      resetPassword({ recovery, accounts, guard }, body, request, audit.by(undefined, request)),
  })
