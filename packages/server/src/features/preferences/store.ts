import type { UserId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import type { Reader, Storage, Transaction } from '#storage'

export function preferencesStore({ statement }: Pick<Storage, 'statement'>) {
  const language = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select('language').where('id', '=', p.id),
  )
  const setLanguage = statement((db, p: { id: UserId; language: string }) =>
    db.updateTable('users').set({ language: p.language }).where('id', '=', p.id),
  )
  return {
    findLanguage: async (reader: Reader, id: UserId) => (await reader.first(language, { id }))?.language,
    /** False where there is nobody. */
    setLanguage: async (tx: Transaction, id: UserId, to: Language): Promise<boolean> =>
      (await tx.run(setLanguage, { id, language: to })) === 1,
  }
}
