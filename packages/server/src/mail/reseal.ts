import type { Sealer } from '#crypto/sealed'
import type { Storage, Transaction } from '#storage'
import { placeOf } from './place.ts'
import { mailStore } from './store.ts'

/** Under the secret in force, whatever was sealed under the one before. What opens under neither stays as it is. */
export async function resealMails(storage: Storage, tx: Transaction, sealer: Sealer): Promise<void> {
  const store = mailStore(storage)
  for (const { id, to, data } of await store.listSealed(tx)) {
    const anew = (sealed: string, column: 'to_address' | 'data'): string => {
      const plain = sealer.isInForce(sealed) ? undefined : sealer.open(sealed, placeOf(id, column))
      return plain ? sealer.seal(plain, placeOf(id, column)) : sealed
    }
    await store.reseal(tx, {
      id,
      to: anew(to, 'to_address'),
      data: data === null ? null : anew(data, 'data'),
    })
  }
}
