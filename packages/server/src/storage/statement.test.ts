import { describe, expect, test } from 'bun:test'
import { sqliteGrammar } from './sqlite/grammar.ts'
import { statementBuilder } from './statement.ts'

const statement = statementBuilder(sqliteGrammar)

describe('a statement', () => {
  test('binds its parameters where they stand, and constants beside them', () => {
    const built = statement((db, p: { id: number; now: number }) =>
      db
        .updateTable('users')
        .set({ disabled_at: p.now, updated_at: p.now, full_name: 'nobody' })
        .where('id', '=', p.id),
    )
    expect(built.sql).toBe(
      'update "users" set "disabled_at" = +?, "updated_at" = +?, "full_name" = +? where "id" = +?',
    )
    expect(built.bind({ id: 7, now: 50 })).toEqual([50, 50, 'nobody', 7])
  })

  test('has the same text whatever it is given: values never become SQL', () => {
    const built = statement((db, p: { key: string }) =>
      db.selectFrom('users').select('id').where('username_key', '=', p.key),
    )
    const injected = `' or 1=1 --`
    expect(built.bind({ key: injected })).toEqual([injected])
    expect(built.sql).toBe('select "id" from "users" where "username_key" = +?')
  })
})
