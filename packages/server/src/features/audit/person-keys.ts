import { openFor, PERSON_KEY_BYTES, sealFor } from '#crypto/person-seal'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import type { BookKeys } from './book-keys.ts'
import { auditKeyStore } from './keys/store.ts'

const KEPT = 20_000

interface Deps {
  storage: Storage
  random: Random
  keys(): BookKeys
}

/** A key for each account, gone with it. */
export class PersonKeys {
  readonly #deps: Deps
  readonly #store: ReturnType<typeof auditKeyStore>
  /** Of committed rows only, and for writing only: whoever reads asks the database, where an erased key is gone. */
  readonly #known = new Map<UserId, Buffer>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#store = auditKeyStore(deps.storage)
  }

  /** To seal by; made when it is missing. Undefined for an account that is gone. */
  async toSeal(tx: Transaction, userId: UserId): Promise<Buffer | undefined> {
    const known = this.#known.get(userId)
    if (known) return known
    let key = await this.toOpen(tx, userId)
    if (!key) {
      const { random, keys } = this.#deps
      const made = random.bytes(PERSON_KEY_BYTES)
      await this.#store.insertPerson(tx, userId, sealFor(keys().persons, made, placeOf(userId), random))
      // Somebody else's, where another was first.
      key = await this.toOpen(tx, userId)
    }
    if (key) {
      const kept = key
      tx.afterCommit(() => this.#keep(userId, kept))
    }
    return key
  }

  /** To open by; undefined once it is erased. */
  async toOpen(reader: Reader, userId: UserId): Promise<Buffer | undefined> {
    const sealed = await this.#store.findPerson(reader, userId)
    return sealed === undefined ? undefined : openFor(this.#deps.keys().persons, sealed, placeOf(userId))
  }

  #keep(userId: UserId, key: Buffer): void {
    if (this.#known.size >= KEPT) {
      for (const oldest of this.#known.keys()) {
        this.#known.delete(oldest)
        break
      }
    }
    this.#known.set(userId, key)
  }

  /** Of an account that is deleted. */
  forget(userId: UserId): void {
    this.#known.delete(userId)
  }
}

const placeOf = (userId: UserId): string => `audit_persons ${userId}`
