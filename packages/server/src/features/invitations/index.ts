import { contract, type Implemented, implementFor, invalid } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import type { Acceptance } from '#features/users'
import { BEGINNING, page, readCursor } from '#kernel/newest-first'
import { acceptance, wrongInvitation } from './accept.ts'
import type { InvitationDeps } from './deps.ts'
import { invite, notFound, resend, shownInvitation } from './invite.ts'
import { invitationStore } from './store.ts'

export interface InvitationsFeature {
  readonly routes: Implemented<Caller>[]
  /** What somebody shows who registers with this address. */
  acceptance(token: string, email: string): Acceptance
  /** The address that was invited. The invitation stays as good as it is. Throws `invalid_invitation`. */
  getAddress(token: string): Promise<string>
  /** Removes those whose time is over. */
  sweep(): Promise<void>
}

/** What the ids of the list begin with. */
const INVITATIONS = 'inv_'

export function invitationsFeature({
  audit,
  ...given
}: InvitationDeps & { audit: Pick<AuditFeature, 'by'> }): InvitationsFeature {
  const { storage, clock, cursors, digest } = given
  const store = invitationStore(storage)
  const deps = { ...given, store }
  return {
    acceptance: (token, email) => acceptance(deps, token, email),
    async getAddress(token) {
      const found = await store.findByToken(storage, digest(token), clock.now())
      if (!found) throw wrongInvitation()
      return found.address
    },
    async sweep() {
      await storage.write((tx) => store.removeExpired(tx, clock.now()))
    },
    routes: implementFor<Caller>()(contract.invitations, {
      create: ({ body, caller, request }) => invite(deps, caller, body, request, audit.by(caller, request)),
      async list({ query: { cursor, limit = 20 } }) {
        const after = cursor === undefined ? BEGINNING : readCursor(cursors, INVITATIONS, cursor)
        if (!after) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
        const behind = { before: after.createdAt, beforeId: after.id, atMost: limit + 1 }
        const found = await store.list(storage, behind, clock.now())
        const { shown, nextCursor } = page(cursors, INVITATIONS, found, limit)
        return { items: shown.map(shownInvitation), next_cursor: nextCursor }
      },
      resend: ({ params, caller, request }) =>
        resend(deps, caller, params.invitation_id, audit.by(caller, request)),
      async revoke({ params: { invitation_id: id }, caller, request }) {
        const record = audit.by(caller, request)
        await storage.write(async (tx) => {
          await given.refuseEnded(tx, caller)
          if (!(await store.remove(tx, id, clock.now()))) throw notFound()
          await record(tx, { action: 'invitation.revoked', facts: { invitation: id } })
        })
        return { message: 'Invitation revoked' }
      },
    }),
  }
}
