import { problem } from '@latchkey/contract'
import { type DirectoryPolicy, type PermissionSets, permissionSets, within } from '#features/roles'
import { CacheByUser } from '#kernel/cache-by-user'
import type { Clock } from '#kernel/clock'
import { type ApiKeyId, OPERATOR, type SessionId, type UserId } from '#kernel/ids'
import { isLanguage } from '#kernel/language'
import type { Usage } from '#kernel/usage'
import type { Storage, Transaction } from '#storage'
import { lastUses } from './last-uses.ts'
import {
  type Caller,
  type CameBy,
  credentialOf,
  type KeyHolder,
  type Live,
  type Principal,
} from './principal.ts'
import { type AccountRow, type KeyRow, principalStore, type SessionRow } from './store.ts'
import { usages } from './usages.ts'

export type { Caller, CameBy, KeyHolder, Live, Principal } from './principal.ts'

export interface PrincipalsFeature {
  /** Who a session belongs to while it and its user live; at once when memory knows. */
  find(sessionId: SessionId): Principal | undefined | Promise<Principal | undefined>
  /** Who acts by the API key of this digest, likewise. */
  findByKey(digest: string): KeyHolder | undefined | Promise<KeyHolder | undefined>
  /** Whoever came by a credential before, as true as it is now. */
  findAgain(caller: Caller): Caller | undefined | Promise<Caller | undefined>
  /**
   * To be asked in the transaction of what somebody does, and before a row is written: the request was let in before it began. Throws
   * `invalid_token` where the session or the key was ended meanwhile, or its user disabled; nobody does that until the commit. After
   * `beginDeciding`, where roles decide.
   */
  refuseEnded(tx: Transaction, by: CameBy): Promise<void>
  /** When each session was used last that was not written down for five minutes; each is given once. */
  takeUses(): ReadonlyMap<SessionId, number>
  /** Likewise for API keys. */
  takeKeyUses(): ReadonlyMap<ApiKeyId, number>
}

interface Deps {
  storage: Storage
  clock: Clock
  directory: DirectoryPolicy
  /** How many principals are kept. */
  capacity: number
}

export function principalsFeature({ storage, clock, directory, capacity }: Deps): PrincipalsFeature {
  const cache = new CacheByUser<Live>(capacity)
  const store = principalStore(storage)
  const shared: Shared = { permissionsOf: permissionSets(directory), usageOf: usages(capacity) }
  storage.onChange((subject) => {
    if (typeof subject === 'number') cache.forgetUser(subject)
    else if (subject === undefined || subject === 'roles') cache.forgetEverybody()
  })
  const uses = lastUses<SessionId>()
  const keyUses = lastUses<ApiKeyId>()
  const isInTime = (live: Live) => live.expiresAt > clock.now()

  const load = async <T extends Live>(read: () => Promise<T | undefined>): Promise<T | undefined> => {
    const ticket = cache.ticket()
    const live = await read()
    if (!live || !isInTime(live)) return undefined
    cache.keep(credentialOf(live), live, ticket)
    return live
  }

  /** One question for all who ask the same meanwhile, unless something was forgotten since it was put. */
  const loading = new Map<string, { ticket: number; found: Promise<Live | undefined> }>()
  const loadOnce = <T extends Live>(
    credential: string,
    read: () => Promise<T | undefined>,
  ): Promise<T | undefined> => {
    const ticket = cache.ticket()
    const asked = loading.get(credential)
    if (asked?.ticket === ticket) return asked.found as Promise<T | undefined>
    const found = load(read).finally(() => {
      if (loading.get(credential)?.found === found) loading.delete(credential)
    })
    loading.set(credential, { ticket, found })
    return found
  }

  const remembered = (credential: string): Live | undefined => {
    // What others may have changed meanwhile is not believed: then the database is asked.
    const known = storage.isCurrent() ? cache.find(credential) : undefined
    // A session that was refreshed lives on: what memory holds of its end may be too early.
    return known !== undefined && isInTime(known) ? known : undefined
  }

  const noteKeyUse = (holder: KeyHolder | undefined) => {
    if (holder) keyUses.note(holder, holder.keyId, clock.now())
    return holder
  }

  const find: PrincipalsFeature['find'] = (sessionId) => {
    const known = remembered(sessionId)
    if (known === undefined)
      return loadOnce(sessionId, async () => toPrincipal(sessionId, await store.findLive(sessionId), shared))
    uses.note(known, sessionId, clock.now())
    return known as Principal
  }
  const findByKey: PrincipalsFeature['findByKey'] = (digest) => {
    const known = remembered(digest)
    if (known !== undefined) return noteKeyUse(known as KeyHolder)
    return loadOnce(digest, async () => toKeyHolder(digest, await store.findLiveKey(digest), shared)).then(
      noteKeyUse,
    )
  }
  return {
    find,
    findByKey,
    findAgain(caller) {
      if (caller.userId === OPERATOR) return caller
      const live = caller as Live
      return 'sessionId' in live ? find(live.sessionId) : findByKey(live.digest)
    },
    async refuseEnded(tx, { userId, sessionId, keyId }) {
      if (userId === OPERATOR) return
      const isHeld =
        sessionId === undefined
          ? keyId !== undefined && (await store.holdKey(tx, userId, keyId))
          : await store.hold(tx, userId, sessionId)
      if (!isHeld) throw problem('invalid_token')
    },
    takeUses: uses.take,
    takeKeyUses: keyUses.take,
  }
}

/** What accounts share. */
interface Shared {
  readonly permissionsOf: PermissionSets
  usageOf(userId: UserId): Usage
}

function accountOf(row: AccountRow, rows: readonly AccountRow[], shared: Shared) {
  const { userId, username, email, fullName } = row
  return {
    userId,
    permissions: shared.permissionsOf(rows),
    usage: shared.usageOf(userId),
    user: Object.freeze({ id: userId, username, email, full_name: fullName }),
  }
}

function toPrincipal(
  sessionId: SessionId,
  rows: readonly SessionRow[],
  shared: Shared,
): Principal | undefined {
  const [row] = rows
  if (!row) return undefined
  const { expiresAt, lastUsedAt, language } = row
  const chosen = language !== null && isLanguage(language) ? language : undefined
  return { ...accountOf(row, rows, shared), sessionId, expiresAt, lastUsedAt, language: chosen }
}

function toKeyHolder(digest: string, rows: readonly KeyRow[], shared: Shared): KeyHolder | undefined {
  const [row] = rows
  if (!row) return undefined
  const account = accountOf(row, rows, shared)
  const scopes: ReadonlySet<string> = new Set(row.scopes.split(' '))
  return {
    ...account,
    // Never more than the owner may do at this moment.
    permissions: within(account.permissions, scopes),
    keyId: row.keyId,
    digest,
    scopes,
    expiresAt: row.expiresAt ?? Number.POSITIVE_INFINITY,
    lastUsedAt: row.lastUsedAt ?? Number.NEGATIVE_INFINITY,
  }
}
