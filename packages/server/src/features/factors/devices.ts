import { invalid, type RequestFacts } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import { type Clock, instantOf } from '#kernel/clock'
import { deviceInWords } from '#kernel/device-in-words'
import type { UserId } from '#kernel/ids'
import { BEGINNING, type Cursors, page, readCursor } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import type { deviceStore } from './devices/store.ts'

const LIFETIME_MS = 30 * 86_400_000
const LONGEST_USER_AGENT = 256
/** What the ids of the list begin with. */
const DEVICES = 'dev_'

interface Deps {
  store: ReturnType<typeof deviceStore>
  clock: Clock
  random: Random
  digest: KeyedDigest
}

/** Devices that stand in for the second factor: for the account and the password that they were trusted with. */
export interface TrustedDevices {
  /** The token of a device that is trusted from now on, and its id. */
  trust(
    tx: Transaction,
    userId: UserId,
    passwordHash: string,
    request: RequestFacts,
  ): Promise<{ readonly id: string; readonly token: string }>
  /** The id of the device whose token it is, where it still counts. */
  findTrusted(
    reader: Reader,
    userId: UserId,
    passwordHash: string,
    token: string,
  ): Promise<string | undefined>
  /** That it was used. */
  touchDevice(tx: Transaction, id: string): Promise<unknown>
}

export function trustedDevices({ store, clock, random, digest }: Deps): TrustedDevices {
  const boundTo = (passwordHash: string) => digest(`password ${passwordHash}`)
  const digestOf = (userId: UserId, token: string) => digest(`device ${userId} ${token}`)
  return {
    async trust(tx, userId, passwordHash, request) {
      const id = `${DEVICES}${random.bytes(20).toString('base64url')}`
      // 256 bits.
      const token = `lkd_${random.bytes(32).toString('base64url')}`
      const now = clock.now()
      await store.insert(tx, {
        id,
        userId,
        digest: digestOf(userId, token),
        boundTo: boundTo(passwordHash),
        sourceAddress: request.sourceAddress() ?? null,
        userAgent: request.userAgent()?.slice(0, LONGEST_USER_AGENT) ?? null,
        now,
        expiresAt: now + LIFETIME_MS,
      })
      return { id, token }
    },
    findTrusted: (reader, userId, passwordHash, token) =>
      store.findId(reader, {
        userId,
        digest: digestOf(userId, token),
        boundTo: boundTo(passwordHash),
        now: clock.now(),
      }),
    touchDevice: (tx, id) => store.touch(tx, id, clock.now()),
  }
}

/** A page of somebody's trusted devices. Throws `validation_failed`. */
export async function listDevices(
  { storage, store, clock, cursors }: { storage: Storage; cursors: Cursors } & Pick<Deps, 'store' | 'clock'>,
  userId: UserId,
  { cursor, limit = 20 }: { cursor?: string; limit?: number },
) {
  const after = cursor === undefined ? BEGINNING : readCursor(cursors, DEVICES, cursor)
  if (!after) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  const found = await store.list(storage, userId, clock.now(), after, limit + 1)
  const { shown, nextCursor } = page(cursors, DEVICES, found, limit)
  const items = await Promise.all(
    shown.map(async (row) => ({
      id: row.id,
      device: await deviceInWords(row.userAgent),
      source_address: row.sourceAddress,
      created_at: instantOf(row.createdAt),
      last_used_at: instantOf(row.lastUsedAt),
      expires_at: instantOf(row.expiresAt),
    })),
  )
  return { items, next_cursor: nextCursor }
}
