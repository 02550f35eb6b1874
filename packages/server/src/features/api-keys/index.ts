import { contract, type Implemented, implementFor, problem, type User } from '@latchkey/contract'
import type { AuditFeature, Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import { type ApiKeyId, actingOf, OPERATOR, type UserId } from '#kernel/ids'
import type { Cursors } from '#kernel/newest-first'
import type { Transaction } from '#storage'
import { type CreateDeps, createKey, notSuitable } from './create.ts'
import { listKeys } from './list.ts'
import { apiKeyStore } from './store.ts'

export interface ApiKeysFeature {
  readonly routes: Implemented<Caller>[]
  /** Revokes one of a user's keys, if it is there, by whoever showed it. */
  revoke(userId: UserId, keyId: ApiKeyId, record: Recorder): Promise<boolean>
  /** The same in a transaction that does more; the caller says that the user changed. */
  revokeOne(tx: Transaction, userId: UserId, keyId: string, record: Recorder): Promise<boolean>
  /** No key of this user counts any more; the caller says that the user changed. */
  revokeAllOf(tx: Transaction, userId: UserId): Promise<number>
  /** Writes down when keys were used last, and removes those whose time was over a month ago. */
  sweep(): Promise<void>
}

interface Deps extends Omit<CreateDeps, 'store'> {
  cursors: Cursors
  principals: Pick<PrincipalsFeature, 'refuseEnded' | 'takeKeyUses'>
  exists(tx: Transaction, userId: UserId): Promise<boolean>
  find(userId: UserId): Promise<unknown>
  findKind(tx: Transaction, userId: UserId): Promise<'person' | 'service' | undefined>
  createServiceAccount(caller: Caller, account: NewServiceAccount, record: Recorder): Promise<User>
  audit: Pick<AuditFeature, 'by'>
  /** Throws `reauth_required` where the caller's account has a second factor that was not just proved, and `invalid_token`. */
  requireFreshWhereProtected(tx: Transaction, caller: Caller): Promise<void>
}

interface Revoking {
  readonly action?: 'api_key.revoked' | 'token.revoked'
  /** Throws what refuses it. */
  readonly admit?: (tx: Transaction) => Promise<void>
}

interface NewServiceAccount {
  readonly username: string
  readonly full_name: string
  readonly roles?: readonly string[]
}

/** Whoever looks after a program that stopped sees that its key is over. */
const KEPT_EXPIRED_MS = 30 * 24 * 60 * 60 * 1_000
const WRITTEN_AT_ONCE = 500

const ownerOf = ({ userId }: Caller): UserId => {
  if (userId === OPERATOR)
    throw problem('forbidden', { detail: 'The operator of this server has no API keys of its own.' })
  return userId
}

/** Keys by which programs act for their owners: at most what the owner may do, and what the key is for. */
export function apiKeysFeature(given: Deps): ApiKeysFeature {
  const {
    storage,
    roles,
    clock,
    principals,
    exists,
    find,
    findKind,
    createServiceAccount,
    audit,
    requireFreshWhereProtected,
  } = given
  const store = apiKeyStore(storage)
  const deps = { ...given, store }
  const revokeOne = async (
    tx: Transaction,
    userId: UserId,
    keyId: string,
    record: Recorder,
    action: Revoking['action'] = 'api_key.revoked',
  ): Promise<boolean> => {
    if (!(await store.remove(tx, userId, keyId))) return false
    await record(tx, { action, subject: userId, facts: { key: keyId } })
    return true
  }
  const revoke = (userId: UserId, keyId: string, record: Recorder, { action, admit }: Revoking = {}) =>
    storage.write(async (tx) => {
      await admit?.(tx)
      tx.changed(userId)
      return revokeOne(tx, userId, keyId, record, action)
    })
  const ofKeys = implementFor<Caller>()(contract.apiKeys, {
    list: ({ caller, query }) => listKeys(deps, ownerOf(caller), query),
    // Whose it is the session says, and nothing in the request does (CVE-2025-61928).
    create: ({ caller, body, request }) =>
      createKey(deps, ownerOf(caller), body, request.sourceAddress(), audit.by(caller, request), (tx) =>
        requireFreshWhereProtected(tx, caller),
      ),
    async revoke({ caller, params: { key_id }, request }) {
      if (!(await revoke(ownerOf(caller), key_id, audit.by(caller, request))))
        throw problem('forbidden', { detail: 'You have no such API key.' })
      return { message: 'API key revoked' }
    },
    async listOf({ params: { id }, query }) {
      if (!(await find(id))) throw problem('user_not_found')
      return listKeys(deps, id, query)
    },
    async revokeOf({ caller, params: { id, key_id }, request }) {
      const admit = async (tx: Transaction) => {
        await roles.beginDeciding(tx)
        await principals.refuseEnded(tx, caller)
        if (!(await exists(tx, id))) throw problem('user_not_found')
        await roles.refuseActingAbove(tx, actingOf(caller), 'api-keys:revoke', id)
      }
      const isRevoked = await revoke(id, key_id, audit.by(caller, request), { admit })
      if (!isRevoked) throw problem('api_key_not_found')
      return { message: 'API key revoked' }
    },
    createFor: ({ caller, params: { id }, body, request }) =>
      createKey(deps, id, body, request.sourceAddress(), audit.by(caller, request), async (tx) => {
        await principals.refuseEnded(tx, caller)
        const kind = await findKind(tx, id)
        if (kind === undefined) throw problem('user_not_found')
        await roles.refuseActingAbove(tx, actingOf(caller), 'service-accounts:write', id)
        if (kind === 'person') throw notSuitable('Only service accounts get their API keys from others.')
      }),
  })
  const ofServiceAccounts = implementFor<Caller>()(contract.serviceAccounts, {
    create: ({ caller, body, request }) => createServiceAccount(caller, body, audit.by(caller, request)),
  })
  return {
    revokeOne,
    revokeAllOf: store.removeAllOf,
    revoke: (userId, keyId, record) => revoke(userId, keyId, record, { action: 'token.revoked' }),
    async sweep() {
      const all = [...principals.takeKeyUses()]
      for (let from = 0; from < all.length; from += WRITTEN_AT_ONCE) {
        await storage.write(async (tx) => {
          for (const [id, usedAt] of all.slice(from, from + WRITTEN_AT_ONCE))
            await store.touch(tx, id, usedAt)
        })
      }
      await storage.write((tx) => store.removeExpired(tx, clock.now() - KEPT_EXPIRED_MS))
    },
    routes: [...ofKeys, ...ofServiceAccounts],
  }
}
