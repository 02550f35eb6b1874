import { problem } from '@latchkey/contract'
import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import type { Clock } from '#kernel/clock'
import type { SessionId, UserId } from '#kernel/ids'
import type { Reader, Transaction } from '#storage'
import type { PendingStore } from './pending/store.ts'
import { boundToPassword, LIFETIME_MS } from './pending.ts'
import type { sessionStore } from './store.ts'

interface Deps {
  pending: PendingStore
  clock: Clock
  digest: KeyedDigest
  holders: { findPasswordHash(reader: Reader, id: UserId): Promise<string | undefined> }
}

interface Session {
  readonly userId: UserId
  readonly sessionId: SessionId
}

/** Its name is made of the session: nobody carries it about, and it counts in no other. */
const nameOf = ({ digest }: Pick<Deps, 'digest'>, { sessionId }: Session): string =>
  digest(`proof in ${sessionId}`)

/**
 * Whoever holds a session has shown by another server who they are: it stands in for the password of their next proof, for ten
 * minutes. Throws `invalid_token` where the session has ended.
 */
export async function halfProve(
  deps: Deps & { store: Pick<ReturnType<typeof sessionStore>, 'isThere'> },
  tx: Transaction,
  session: Session,
): Promise<void> {
  const { pending, clock, digest, holders, store } = deps
  const { userId, sessionId } = session
  if (!(await store.isThere(tx, userId, sessionId)))
    throw problem('invalid_token', { detail: 'The account was changed meanwhile. Sign in again.' })
  await pending.put(tx, {
    digest: nameOf(deps, session),
    userId,
    needs: 'proof',
    boundTo: boundToPassword(digest, await holders.findPasswordHash(tx, userId)),
    provedBy: 'provider',
    goesOn: 0,
    link: null,
    expiresAt: clock.now() + LIFETIME_MS,
  })
}

export interface HalfProof {
  /** False where it was spent, or is over. */
  spend(tx: Transaction): Promise<boolean>
}

/** Undefined where there is none, or the password is another one since. */
export async function findHalfProof(
  deps: Deps,
  reader: Reader,
  session: Session,
): Promise<HalfProof | undefined> {
  const { pending, clock, digest, holders } = deps
  const name = nameOf(deps, session)
  const found = await pending.find(reader, name, 'proof', clock.now())
  const hash = await holders.findPasswordHash(reader, session.userId)
  if (!found || !isSameDigest(boundToPassword(digest, hash), found.boundTo)) return undefined
  return { spend: (tx) => pending.spend(tx, name, clock.now()) }
}
