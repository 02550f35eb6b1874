import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export function auditKeyStore({ statement }: Pick<Storage, 'statement'>) {
  const person = statement((db, p: { userId: UserId }) =>
    db.selectFrom('audit_persons').select('sealed_key as sealedKey').where('user_id', '=', p.userId),
  )
  // Of whoever is not there any more there is no key to be made.
  const insertPerson = statement((db, p: { userId: UserId; sealedKey: string }) =>
    db
      .insertInto('audit_persons')
      .columns(['user_id', 'sealed_key'])
      .expression(
        db
          .selectFrom('users')
          .select(({ val }) => ['users.id', val(p.sealedKey).as('sealed_key')])
          .where('users.id', '=', p.userId),
      )
      .onConflict((conflict) => conflict.doNothing()),
  )
  const keys = statement((db, _: object) => db.selectFrom('audit_keys').select(['name', 'sealed']))
  const insertKey = statement((db, p: { name: string; sealed: string }) =>
    db
      .insertInto('audit_keys')
      .values({ name: p.name, sealed: p.sealed })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const reseal = statement((db, p: { name: string; sealed: string }) =>
    db.updateTable('audit_keys').set({ sealed: p.sealed }).where('name', '=', p.name),
  )
  return {
    findPerson: async (reader: Reader, userId: UserId): Promise<string | undefined> =>
      (await reader.first(person, { userId }))?.sealedKey,
    insertPerson: (tx: Transaction, userId: UserId, sealedKey: string): Promise<number> =>
      tx.run(insertPerson, { userId, sealedKey }),
    list: (reader: Reader) => reader.all(keys, {}),
    insert: (tx: Transaction, name: string, sealed: string): Promise<number> =>
      tx.run(insertKey, { name, sealed }),
    reseal: (tx: Transaction, name: string, sealed: string): Promise<number> =>
      tx.run(reseal, { name, sealed }),
  }
}
