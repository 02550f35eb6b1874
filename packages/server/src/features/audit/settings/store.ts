import type { Reader, Storage, Transaction } from '#storage'

export function settingStore({ statement }: Pick<Storage, 'statement'>) {
  const all = statement((db, _: object) => db.selectFrom('audit_settings').select(['name', 'value']))
  const put = statement((db, p: { name: string; value: string }) =>
    db
      .insertInto('audit_settings')
      .values({ name: p.name, value: p.value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: p.value })),
  )
  return {
    list: (reader: Reader) => reader.all(all, {}),
    put: (tx: Transaction, name: string, value: string): Promise<number> => tx.run(put, { name, value }),
  }
}
