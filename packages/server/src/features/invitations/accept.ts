import { invalid, Problem, problem } from '@latchkey/contract'
import { type Acceptance, canonicalEmail } from '#features/users'
import type { Transaction } from '#storage'
import type { Deps } from './deps.ts'
import type { Pending } from './store.ts'

type Cause = 'invitation_not_valid' | 'inviter_lost_right'

class Refused extends Error {
  readonly reason: Cause
  constructor(reason: Cause) {
    super(reason)
    this.reason = reason
  }
}

/** One text for every token that does nothing, whatever the reason. */
export const wrongInvitation = (reference?: string) =>
  problem('invalid_invitation', {
    detail: 'The invitation is wrong, used, taken back or too old. Ask whoever invited you for a new one.',
    reference,
  })

const lostRight = (reference: string) =>
  problem('invalid_invitation', {
    detail:
      'Whoever invited you may not make such an account any more. Ask an administrator of this server for a new invitation.',
    reference,
  })

export function acceptance(deps: Deps, token: string, email: string): Acceptance {
  const { storage, store, clock, digest, roles, guard } = deps
  const tokenHash = digest(token)
  /** An address that is none is refused with everything else that is wrong. */
  const refuseAnother = ({ addressKey }: Pending): void => {
    const judged = canonicalEmail(email)
    if ('key' in judged && judged.key !== addressKey)
      throw invalid({ field: 'email', message: 'is not the address that was invited.' })
  }
  /** It is worth what whoever invited, an account or a key of one, may do now (C039). */
  const refuseAbove = async (tx: Transaction, { invitedBy, roles: given }: Pending): Promise<void> => {
    try {
      await roles.refuseCreatingAbove(tx, invitedBy, given)
    } catch (error) {
      // Also a role that there is no more.
      const isRefused =
        error instanceof Problem && (error.code === 'forbidden' || error.code === 'validation_failed')
      throw isRefused ? new Refused('inviter_lost_right') : error
    }
  }
  return {
    async refuseWrong() {
      const found = await store.findByToken(storage, tokenHash, clock.now())
      if (!found) throw new Refused('invitation_not_valid')
      refuseAnother(found)
    },
    async spend(tx) {
      // The order in which all take their locks.
      await roles.beginDeciding(tx)
      const now = clock.now()
      const found = await store.findByToken(tx, tokenHash, now)
      if (!found) throw new Refused('invitation_not_valid')
      refuseAnother(found)
      await refuseAbove(tx, found)
      const { id, roles: given, isMailed } = found
      if (!(await store.spend(tx, { id, tokenHash, now }))) throw new Refused('invitation_not_valid')
      return { id, roles: given, isAddressProved: isMailed }
    },
    async telling(asked, request) {
      try {
        return await asked
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const cause = error.reason
        const reference = guard.noteRefusal({ channel: 'register', cause, request })
        throw cause === 'inviter_lost_right' ? lostRight(reference) : wrongInvitation(reference)
      }
    },
  }
}
