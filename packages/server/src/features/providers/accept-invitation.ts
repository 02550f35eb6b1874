import { Problem } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import { UniqueViolation } from '#storage'
import { closed, makeAccount } from './account-of.ts'
import type { Back } from './complete.ts'
import { type ProvidersDeps, refusing } from './deps.ts'
import { requireUnchanged } from './unchanged.ts'

/**
 * An account for somebody who was invited, with the roles of the invitation, which is spent by it. Only where the provider says that the
 * invited address is theirs: the link alone may have been passed on.
 */
export async function acceptInvitation(
  deps: ProvidersDeps,
  { provider, person, kept, request }: Back,
): Promise<UserId> {
  const { storage, users, mailboxes, audit, registration } = deps
  const { name } = provider
  const { email } = person
  const record = audit.by(undefined, request)
  const refuse = refusing(deps, request)
  const taken = () =>
    refuse(
      'identity_of_another',
      'identity_taken',
      `This account at ${name} signs in to an account here already. Sign in with it; the invitation still counts.`,
    )
  const asked = { provider, person, language: kept.language, request, record, refuse }
  if (registration === 'closed') throw closed(deps, asked)
  const addressKey = email === undefined ? undefined : users.addressKeyOf(email)
  if (email === undefined || addressKey === undefined || !person.isEmailProved)
    throw refuse(
      'provider_address_not_proved',
      'address_not_proved',
      `${name} does not prove that the invited address is yours. Choose a password instead; the invitation still counts.`,
    )
  const acceptance = deps.acceptance(kept.invitation ?? '', email)
  const make = () =>
    storage.write(async (tx) => {
      // In the order of whoever signs in with this address for the first time.
      await tx.alone(`registration ${addressKey}`)
      await requireUnchanged(deps, tx, provider)
      const invited = await acceptance.spend(tx).catch((error: unknown) => {
        if (!(error instanceof Problem && error.code === 'validation_failed')) throw error
        throw refuse(
          'invited_address_another',
          'address_not_proved',
          `The address of this account at ${name} is not the one that was invited. Choose another account, or a password instead; the invitation still counts.`,
        )
      })
      if ((await users.findProved(tx, addressKey)) ?? (await mailboxes.findUnproved(tx, addressKey)))
        throw refuse(
          'email_taken',
          'email_taken',
          'An account has the address that was invited already. Sign in with it.',
        )
      await mailboxes.releaseShown(tx, addressKey, record)
      const { id: invitation, roles } = invited
      const id = await makeAccount(deps, tx, asked, { email, addressKey, roles, invitation })
      await mailboxes.proveNew(tx, { userId: id, addressKey })
      return id
    })
  return acceptance.telling(
    make()
      .catch((error: unknown) => {
        // Somebody took the name at this moment: another one is proposed.
        if (error instanceof Problem && error.code === 'username_taken') return make()
        throw error
      })
      .catch((error: unknown) => {
        throw error instanceof UniqueViolation ? taken() : error
      }),
    request,
  )
}
