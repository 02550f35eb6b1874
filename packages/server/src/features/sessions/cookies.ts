import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Principal, PrincipalsFeature } from '#features/principals'
import { CacheByUser } from '#kernel/cache-by-user'
import type { Clock } from '#kernel/clock'
import type { SessionId, UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import { type CookieRow, cookieStore } from './cookies/store.ts'

/** Sessions that a browser holds by a cookie: the same sessions as everybody's, with the same ends. */
export interface SessionCookies {
  /**
   * The value by which a browser is known from now on as this session, in place of any before: whoever planted or read an older one
   * has nothing (C048). Undefined where the session ended meanwhile.
   */
  give(principal: Principal): Promise<string | undefined>
  /** Whose it is now. A session that is used goes on, up to its end (C051). */
  find(value: string): Promise<Principal | undefined>
  /** Whose it is or was: a session is known for some time after its own has run out, and not once it was ended. */
  findOwner(value: string): Promise<UserId | undefined>
  /** The same, of a browser that was known by this session and cannot say so now. */
  findBySession(id: SessionId): Promise<Principal | undefined>
}

interface Deps {
  storage: Storage
  principals: Pick<PrincipalsFeature, 'find'>
  clock: Clock
  random: Random
  /** What is stored of a value. */
  digest: KeyedDigest
  sessionIdleSeconds: number
  /** How many browsers are kept in memory. */
  capacity: number
}

/** 256 bits. */
const BYTES = 32
const VALUE = /^[A-Za-z0-9_-]{43}$/
/** A session is written again once this part of its idle time is gone, not at every page. */
const WRITTEN_AFTER = 1 / 20

export function sessionCookies(deps: Deps): SessionCookies {
  const { storage, principals, clock, random, digest, sessionIdleSeconds, capacity } = deps
  const store = cookieStore(storage)
  const idleMs = sessionIdleSeconds * 1_000
  // Which session a browser is known by, by the digest of its cookie: as true as what is kept of sessions.
  const cache = new CacheByUser<CookieRow>(capacity)
  storage.onChange((subject) => {
    if (typeof subject === 'number') cache.forgetUser(subject)
    else if (subject === undefined) cache.forgetEverybody()
  })
  const read = async (name: string, ticket: number) => {
    const found = await store.find(storage, name)
    if (found) cache.keep(name, found, ticket)
    return found
  }
  const findKnown = (name: string, ticket: number) => {
    const known = storage.isCurrent() ? cache.find(name) : undefined
    // A session that was used elsewhere lives on: what memory holds of its end may be too early.
    return known !== undefined && known.expiresAt > clock.now() ? known : read(name, ticket)
  }
  return {
    async give({ sessionId: id, userId }) {
      const value = random.bytes(BYTES).toString('base64url')
      const isThere = await storage.write(async (tx) => {
        tx.changed(userId)
        return store.put(tx, { id, userId, digest: digest(value) })
      })
      return isThere ? value : undefined
    },
    async find(value) {
      if (!VALUE.test(value)) return undefined
      const name = digest(value)
      const ticket = cache.ticket()
      const found = await findKnown(name, ticket)
      const now = clock.now()
      if (!found || found.expiresAt <= now) return undefined
      const expiresAt = Math.min(now + idleMs, found.endsAt)
      if (expiresAt - found.expiresAt > idleMs * WRITTEN_AFTER) {
        const prolonged = await storage.write((tx) => store.prolong(tx, { digest: name, now, expiresAt }))
        if (prolonged === 1) cache.keep(name, { ...found, expiresAt }, ticket)
        // Used at another server, or known by another value meanwhile.
        else if ((await read(name, cache.ticket())) === undefined) return undefined
      }
      return principals.find(found.id)
    },
    async findOwner(value) {
      return VALUE.test(value) ? (await store.find(storage, digest(value)))?.userId : undefined
    },
    findBySession: async (id) => principals.find(id),
  }
}
