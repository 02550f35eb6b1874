import type { Sealer } from '#crypto/sealed'
import type { Storage, Transaction } from '#storage'
import { placeOf } from './place.ts'
import { signingKeyStore } from './store.ts'

/** Under the secret in force, whatever was sealed under the one before. What opens under neither stays as it is. */
export async function resealSigningKeys(storage: Storage, tx: Transaction, sealer: Sealer): Promise<void> {
  const store = signingKeyStore(storage)
  for (const { kid, sealedPrivate } of await store.list(tx)) {
    if (sealedPrivate === null || sealer.isInForce(sealedPrivate)) continue
    const bytes = sealer.open(sealedPrivate, placeOf(kid))
    if (bytes) await store.reseal(tx, kid, sealer.seal(bytes, placeOf(kid)))
  }
  tx.changed('signing-keys')
}
