import { UniqueViolation } from '#storage'
import type { Back } from './complete.ts'
import { type ProvidersDeps, refusing } from './deps.ts'
import { link } from './link.ts'
import { sessionThatAsked } from './session-that-asked.ts'
import { requireUnchanged } from './unchanged.ts'

/** In the session that asked for it, and by no address: whoever shows both accounts is the owner of both. */
export async function linkOwn(deps: ProvidersDeps, came: Back): Promise<void> {
  const { provider, person, request } = came
  const { storage, store, audit, clock } = deps
  const refuse = refusing(deps, request)
  const { issuer, subject, email = null } = person
  const session = sessionThatAsked(deps, came)
  const { userId } = session
  const record = audit.by(undefined, request)
  const write = () =>
    storage.write(async (tx) => {
      await tx.alone(`passkeys of ${userId}`)
      await requireUnchanged(deps, tx, provider)
      await deps.requireFresh(tx, session)
      const found = await store.findIdentity(tx, issuer, subject)
      if (found && found.userId !== userId) {
        const detail = `This account at ${provider.name} signs in to another account here. Remove it there first.`
        throw refuse('identity_of_another', 'identity_taken', detail, userId)
      }
      if (!found) return link(deps, tx, { userId, provider, person, request, record })
      const used = { issuer, subject, userId, email, provider: provider.slug, now: clock.now() }
      await store.useIdentity(tx, used)
    })
  try {
    await write()
  } catch (error) {
    // Linked by somebody at the same moment: looked at again.
    if (!(error instanceof UniqueViolation)) throw error
    await write()
  }
}
