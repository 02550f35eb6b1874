import { contract, type Implemented, implementFor } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import { actingOf } from '#kernel/ids'
import { type ResetDeps, resetPassword } from './reset-password.ts'

interface RouteDeps extends ResetDeps {
  /** Where people reach the server, by its settings: no header of a request has a say in a link (C065). */
  baseUrl(): string
}

export const recoveryRoutes = <C extends Parameters<typeof actingOf>[0]>({
  baseUrl,
  recovery,
  accounts,
  guard,
}: RouteDeps): Implemented<C>[] =>
  implementFor<C>()(contract.recovery, {
    issueLink: async ({ params: { id }, caller }) => {
      const { token, expiresAt } = await recovery.issueToken(accounts, actingOf(caller), id)
      return { url: `${baseUrl()}/reset?token=${token}`, expires_at: instantOf(expiresAt) }
    },
    resetPassword: ({ body, request }) => resetPassword({ recovery, accounts, guard }, body, request),
  })
