import type { Sealer } from '#crypto/sealed'
import type { Storage, Transaction } from '#storage'
import { placeOfSecret } from './deps.ts'
import { providerStore } from './store.ts'

/** Under the secret in force, whatever was sealed under the one before. What opens under neither stays as it is. */
export async function resealProviders(storage: Storage, tx: Transaction, sealer: Sealer): Promise<void> {
  const store = providerStore(storage)
  for (const { slug, sealedSecret } of await store.list(tx)) {
    if (sealer.isInForce(sealedSecret)) continue
    const bytes = sealer.open(sealedSecret, placeOfSecret(slug))
    if (bytes) await store.reseal(tx, slug, sealedSecret, sealer.seal(bytes, placeOfSecret(slug)))
  }
}
