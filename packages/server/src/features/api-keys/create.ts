import { type KeyRequest, problem } from '@latchkey/contract'
import type { ApiKeyTexts } from '#crypto/api-keys'
import type { Recorder } from '#features/audit'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import { type ApiKeyId, newApiKeyId, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { shownKey } from './list.ts'
import type { apiKeyStore } from './store.ts'

export interface CreateDeps {
  storage: Storage
  store: ReturnType<typeof apiKeyStore>
  texts: ApiKeyTexts
  roles: RolesFeature
  clock: Clock
  random: Random
  /** That a key was made, from where, and which. */
  tellOwner(
    tx: Transaction,
    userId: UserId,
    sourceAddress: string | undefined,
    keyId: ApiKeyId,
  ): Promise<void>
}

const DAY_MS = 24 * 60 * 60 * 1_000
const DEFAULT_DAYS = 90
/** For the own account: whoever owns a key may do these. */
const OWN = ['self:read', 'self:write']

export const notSuitable = (detail: string) => problem('account_not_suitable', { detail })

/**
 * A key of somebody who may do all that it is for, as they are at the moment of the write. Throws `forbidden`,
 * `account_not_suitable`, and what `admit` throws.
 */
export async function createKey(
  { storage, store, texts, roles, clock, random, tellOwner }: CreateDeps,
  userId: UserId,
  { name, scopes, expires_in_days: days = DEFAULT_DAYS }: KeyRequest,
  sourceAddress: string | undefined,
  record: Recorder,
  admit?: (tx: Transaction) => Promise<void>,
) {
  const { key, hint, digest } = texts.issue(random.bytes(32))
  const now = clock.now()
  const made = {
    id: newApiKeyId(random),
    userId,
    name,
    hint,
    digest,
    scopes: scopes.toSorted(),
    now,
    expiresAt: days === null ? null : now + days * DAY_MS,
  }
  await storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await admit?.(tx)
    if (!(await store.insert(tx, made))) throw notSuitable('The account is disabled. Enable it first.')
    const held = await roles.permissionsOf(tx, userId)
    const beyond = scopes.find((scope) => !OWN.includes(scope) && !held.has(scope))
    if (beyond !== undefined)
      throw problem('forbidden', {
        detail: `A key may do no more than its owner, who does not have ${beyond}.`,
      })
    const facts = { key: made.id, scopes: made.scopes.join(' '), days: days ?? 'until revoked' }
    await record(tx, { action: 'api_key.created', subject: userId, facts, personal: { name } })
    await tellOwner(tx, userId, sourceAddress, made.id)
  })
  return { ...shownKey({ ...made, createdAt: now, lastUsedAt: null }), key }
}
