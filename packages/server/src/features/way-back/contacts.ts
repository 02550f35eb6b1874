import { problem, type RequestFacts } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { WayBackDeps } from './deps.ts'
import { wrongToken } from './refusals.ts'
import { countsFrom, shownRecovery } from './shown.ts'
import { ownerOf } from './stop.ts'
import { tellOwner } from './tell.ts'

const OFFER_LIFETIME_MS = 24 * 60 * 60 * 1_000

/** GET /users/me/recovery */
export async function own(deps: WayBackDeps, caller: Caller) {
  const { storage, store, contacts, clock, waitMs } = deps
  const { userId } = ownerOf(caller)
  const trusted = await contacts.list(storage, userId)
  const contactOf = await Promise.all(
    (await contacts.listWhose(storage, userId)).map(async ({ userId: id, username, fullName, since }) => {
      const recovery = await store.find(storage, id, clock.now())
      const isAsked =
        recovery !== undefined &&
        recovery.addressKey !== null &&
        countsFrom(since, waitMs) <= recovery.beganAt
      return { user_id: id, username, full_name: fullName, is_asked: isAsked }
    }),
  )
  return {
    ...(await shownRecovery(deps, storage, userId)),
    trusted_contacts: trusted.map(({ userId: id, username, fullName, since }) => ({
      user_id: id,
      username,
      full_name: fullName,
      since: instantOf(since),
      counts_from: instantOf(countsFrom(since, waitMs)),
    })),
    contact_of: contactOf,
  }
}

/** POST /users/me/recovery/contacts. Throws `reauth_required`. */
export async function offerContact(deps: WayBackDeps, caller: Caller, request: RequestFacts) {
  const { storage, contacts, factors, audit, random, digest, clock } = deps
  const who = ownerOf(caller)
  const { userId } = who
  const record = audit.by(caller, request)
  // 256 bits.
  const token = random.bytes(32).toString('base64url')
  const now = clock.now()
  const expiresAt = now + OFFER_LIFETIME_MS
  await storage.write(async (tx) => {
    await factors.requireFresh(tx, who)
    await contacts.offer(tx, { userId, tokenHash: digest(token), now, expiresAt })
    await record(tx, { action: 'contact.offered', subject: userId })
  })
  return { token, expires_at: instantOf(expiresAt) }
}

/** POST /users/me/recovery/contacts/accept. Throws `invalid_recovery_token`, `account_not_suitable`. */
export function acceptContact(
  deps: WayBackDeps,
  caller: Caller,
  { token }: { token: string },
  request: RequestFacts,
) {
  const { storage, contacts, audit, digest, clock } = deps
  const contactId = ownerOf(caller).userId
  const record = audit.by(caller, request)
  return storage.write(async (tx) => {
    await deps.refuseEnded(tx, caller)
    const userId = await contacts.spendOffer(tx, digest(token), clock.now())
    if (userId === undefined) throw wrongToken()
    if (userId === contactId)
      throw problem('account_not_suitable', {
        detail: 'You cannot be the trusted contact of your own account.',
      })
    await contacts.add(tx, userId, contactId, clock.now())
    await tellOwner(deps, tx, userId, 'trusted_contact_added')
    await record(tx, { action: 'contact.accepted', subject: userId })
    return { message: 'You are a trusted contact now' }
  })
}

/** DELETE /users/me/recovery/contacts/{id}. Throws `reauth_required`, `forbidden`. */
export function removeContact(deps: WayBackDeps, caller: Caller, contactId: UserId, request: RequestFacts) {
  const { storage, contacts, factors, audit } = deps
  const who = ownerOf(caller)
  const { userId } = who
  const record = audit.by(caller, request)
  return storage.write(async (tx) => {
    await factors.requireFresh(tx, who)
    if (!(await contacts.remove(tx, userId, contactId)))
      throw problem('forbidden', { detail: 'You have no such trusted contact.' })
    await tellOwner(deps, tx, userId, 'trusted_contact_removed', request.sourceAddress())
    await record(tx, { action: 'contact.removed', subject: userId })
    return { message: 'Trusted contact removed' }
  })
}
