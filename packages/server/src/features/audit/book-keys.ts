import type { Place, Sealer } from '#crypto/sealed'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { auditKeyStore } from './keys/store.ts'

/**
 * The keys of the book itself: of the chain, of the checkpoints (an Ed25519 seed), by which the keys of persons are sealed, and for
 * what is of nobody who is known. Of chance, so that another root secret changes none of them.
 */
const NAMES = ['chain', 'checkpoint', 'persons', 'nobody'] as const
export type BookKeyName = (typeof NAMES)[number]
export type BookKeys = Readonly<Record<BookKeyName, Buffer>>

const BYTES = 32
const placeOf = (name: string): Place => ({ table: 'audit_keys', row: name, column: 'sealed' })

/** Made when they are missing: of several servers that start at once, one makes each. Throws when one cannot be opened. */
export async function loadBookKeys(storage: Storage, sealer: Sealer, random: Random): Promise<BookKeys> {
  const store = auditKeyStore(storage)
  const read = async () => new Map((await store.list(storage)).map(({ name, sealed }) => [name, sealed]))
  let found = await read()
  const missing = NAMES.filter((name) => !found.has(name))
  if (missing.length > 0) {
    await storage.write(async (tx) => {
      for (const name of missing)
        await store.insert(tx, name, sealer.seal(random.bytes(BYTES), placeOf(name)))
    })
    found = await read()
  }
  const opened = NAMES.map((name) => {
    const key = sealer.open(found.get(name) ?? '', placeOf(name))
    if (!key)
      throw new Error(
        `the audit's key "${name}" does not open: it was changed, or sealed under another root secret`,
      )
    return [name, key] as const
  })
  return Object.fromEntries(opened) as Record<BookKeyName, Buffer>
}

/** Under the secret in force, whatever was sealed under the one before. */
export async function resealAuditKeys(storage: Storage, tx: Transaction, sealer: Sealer): Promise<void> {
  const store = auditKeyStore(storage)
  for (const { name, sealed } of await store.list(tx)) {
    if (sealer.isInForce(sealed)) continue
    const key = sealer.open(sealed, placeOf(name))
    if (key) await store.reseal(tx, name, sealer.seal(key, placeOf(name)))
  }
}
