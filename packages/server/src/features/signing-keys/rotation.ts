import { problem } from '@latchkey/contract'
import type { Sealer } from '#crypto/sealed'
import { generateTokenKey, openTokenKey, type TokenAlgorithm, type TokenKeyMaterial } from '#crypto/token-key'
import type { Recorder } from '#features/audit'
import type { Clock } from '#kernel/clock'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import type { KnownKeys } from './known-keys.ts'
import { placeOf } from './place.ts'
import type { KeyRow, signingKeyStore } from './store.ts'
import { lastToSign, signerOf, signsAtOnce, signsOncePublished, signsUntil, stateOf } from './times.ts'

export interface RotationDeps {
  storage: Storage
  store: ReturnType<typeof signingKeyStore>
  known: KnownKeys
  sealer: Sealer
  clock: Clock
  random: Random
  algorithm: TokenAlgorithm
  /** How long an access token lives. */
  accessTokenSeconds: number
  /** Days after which a key is followed by a new one; 0: never by itself. */
  rotationDays: number
  /** Whether the database still is of the root secret that this server has. */
  isSecretInForce(tx: Transaction): Promise<boolean>
  /** What this server does by itself. */
  record: Recorder
}

const DAY_MS = 86_400_000
/** How long a key that was retired is still listed, for whoever wonders. */
const RETIRED_SHOWN_MS = 30 * DAY_MS

/**
 * All that is decided about keys is decided by one transaction at a time, from the rows as it finds them. A new key is
 * made before, for that may take a while.
 */
export function rotation(deps: RotationDeps) {
  const { storage, store, known, sealer, clock, random, algorithm, accessTokenSeconds, rotationDays } = deps

  /** The rows that count here: those that can be opened, and those that were retired. */
  const decide = async (tx: Transaction): Promise<KeyRow[]> => {
    await tx.alone('signing-keys')
    const rows = await store.list(tx)
    return rows.filter((row) => row.sealedPrivate === null || opens(row.kid, row.sealedPrivate))
  }
  const opens = (kid: string, sealed: string) => sealer.open(sealed, placeOf(kid)) !== undefined

  const add = async (
    tx: Transaction,
    rows: readonly KeyRow[],
    made: TokenKeyMaterial,
    signsFrom: number,
    record: Recorder,
  ): Promise<KeyRow> => {
    if (!(await deps.isSecretInForce(tx)))
      throw new Error('the database has another root secret by now: start this server with that one')
    const { kid, bytes } = made
    const jwk = openTokenKey(made).publicJwk
    const row = {
      kid,
      algorithm: made.algorithm,
      sealedPrivate: sealer.seal(bytes, placeOf(kid)),
      publicJwk: jwk ? JSON.stringify(jwk) : null,
      // Of keys that begin to sign together the one that was made last does: no two are made at once.
      createdAt: Math.max(clock.now(), ...rows.map(({ createdAt }) => createdAt + 1)),
      signsFrom,
      tokenSeconds: accessTokenSeconds,
    }
    await store.insert(tx, row)
    await record(tx, { action: 'key.rotated', facts: { kid, algorithm: made.algorithm } })
    tx.changed('signing-keys')
    return { ...row, retiredAt: null }
  }

  const isDue = (rows: readonly KeyRow[]): boolean => {
    const last = lastToSign(rows)
    return rotationDays > 0 && last !== undefined && last.createdAt + rotationDays * DAY_MS <= clock.now()
  }

  /** At once where nothing signs yet; undefined when `isWanted` finds that there is no need. */
  const follow = async (
    isWanted: (rows: readonly KeyRow[]) => boolean,
    isEmergency: boolean,
    record: Recorder,
  ): Promise<KeyRow | undefined> => {
    const made = await generateTokenKey(algorithm, random)
    return storage.write(async (tx) => {
      const rows = await decide(tx)
      if (!isWanted(rows)) return undefined
      const now = clock.now()
      const isFirst = signerOf(rows, now) === undefined
      const signsFrom = isEmergency || isFirst ? signsAtOnce(now) : signsOncePublished(now)
      return add(tx, rows, made, signsFrom, record)
    })
  }

  /** The key that is to sign and does not yet, if it is of the algorithm that is set. */
  const nextOf = (rows: readonly KeyRow[]): KeyRow | undefined => {
    const last = lastToSign(rows)
    return last && last.signsFrom > clock.now() && last.algorithm === algorithm ? last : undefined
  }

  return {
    /** For a server that begins: a key of the algorithm that is set, and each as long as tokens live by now. */
    async begin(): Promise<void> {
      const isMissing = (rows: readonly KeyRow[]) => lastToSign(rows)?.algorithm !== algorithm
      await known.reload()
      if (isMissing(known.rows)) await follow(isMissing, false, deps.record)
      const isTooShort = (row: KeyRow, rows: readonly KeyRow[]) =>
        row.retiredAt === null && row.tokenSeconds < accessTokenSeconds && signsUntil(row, rows) > clock.now()
      if (known.rows.some((row) => isTooShort(row, known.rows))) {
        await storage.write(async (tx) => {
          const rows = await decide(tx)
          for (const row of rows)
            if (isTooShort(row, rows)) await store.lengthen(tx, row.kid, accessTokenSeconds)
          tx.changed('signing-keys')
        })
      }
      await known.settled()
    },

    /** A new key after the one that signs; in an emergency it signs at once. One that is on its way already is enough. */
    async rotate(isEmergency: boolean, record = deps.record): Promise<KeyRow> {
      for (;;) {
        await known.reload()
        const next = isEmergency ? undefined : nextOf(known.rows)
        if (next) return next
        const isWanted = (rows: readonly KeyRow[]) => isEmergency || nextOf(rows) === undefined
        const added = await follow(isWanted, isEmergency, record)
        if (added) return added
      }
    },

    /** Its tokens count no longer. Whoever retires the key that signs gets another that does. */
    async retire(kid: string, record = deps.record): Promise<void> {
      let spare: TokenKeyMaterial | undefined
      for (;;) {
        const isDone = await storage.write(async (tx) => {
          await tx.alone('signing-keys')
          const now = clock.now()
          const row = (await store.list(tx)).find((one) => one.kid === kid)
          if (!row) throw problem('signing_key_not_found')
          if (row.retiredAt !== null) return true
          const rows = await decide(tx)
          if (signerOf(rows, now)?.kid === kid) {
            const next = lastToSign(rows)
            if (next && next.kid !== kid) await store.signFrom(tx, next.kid, signsAtOnce(now))
            else if (spare) await add(tx, rows, spare, signsAtOnce(now), deps.record)
            else return false
          }
          await store.retire(tx, kid, now)
          await record(tx, { action: 'key.retired', facts: { kid } })
          tx.changed('signing-keys')
          return true
        })
        if (isDone) break
        spare = await generateTokenKey(algorithm, random)
      }
      await known.settled()
    },

    async sweep(): Promise<void> {
      await known.settled()
      // Of several servers one does it, for the others find it done.
      if (isDue(known.rows)) await follow(isDue, false, deps.record)
      const now = clock.now()
      const isOver = (row: KeyRow, rows: readonly KeyRow[]) =>
        row.retiredAt === null
          ? stateOf(row, rows, now) === 'expired'
          : row.retiredAt + RETIRED_SHOWN_MS <= now
      if (!known.rows.some((row) => isOver(row, known.rows))) return
      await storage.write(async (tx) => {
        const rows = await decide(tx)
        for (const row of rows) if (isOver(row, rows)) await store.remove(tx, row.kid)
        tx.changed('signing-keys')
      })
    },
  }
}
