import type { UserId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import type { Reader, Storage, Transaction } from '#storage'

export function preferencesStore({ statement }: Pick<Storage, 'statement'>) {
  const own = statement((db, p: { id: UserId }) =>
    db
      .selectFrom('users')
      .select(['language', 'passkey_offer_declined_at as passkeyOfferDeclinedAt'])
      .where('id', '=', p.id),
  )
  const setLanguage = statement((db, p: { id: UserId; language: string }) =>
    db.updateTable('users').set({ language: p.language }).where('id', '=', p.id),
  )
  const setDeclined = statement((db, p: { id: UserId; at: number | null }) =>
    db.updateTable('users').set({ passkey_offer_declined_at: p.at }).where('id', '=', p.id),
  )
  return {
    find: (reader: Reader, id: UserId) => reader.first(own, { id }),
    setLanguage: (tx: Transaction, id: UserId, to: Language) => tx.run(setLanguage, { id, language: to }),
    /** `at` is null where passkeys may be offered. */
    setPasskeyOfferDeclined: (tx: Transaction, id: UserId, at: number | null) =>
      tx.run(setDeclined, { id, at }),
  }
}
