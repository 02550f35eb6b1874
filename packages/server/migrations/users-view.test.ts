import { beforeEach, expect, test } from 'bun:test'
import { everyDatabase } from '../../../test/support/every-database.ts'

everyDatabase((database) => {
  beforeEach(() =>
    database.change(
      `insert into users (username, username_key, email, full_name, password_hash, external_id, created_at, updated_at)
       values ('Ada', 'ada', 'ada@x.org', 'Ada A', 'a hash', 'crm-7', 1800000000000, 1800000000001)`,
      `insert into users (username, username_key, email, full_name, disabled_at, created_at, updated_at)
       values ('Bob', 'bob', 'bob@x.org', 'Bob B', 5, 0, 0)`,
    ),
  )

  test('latchkey_users shows each user once, and nothing of what signs in', async () => {
    const rows = await database.rows('select * from latchkey_users order by id')
    // A truth value and an instant, as each engine has them.
    const plain = rows.map((row) => ({
      ...row,
      is_disabled: Boolean(row.is_disabled),
      created_at: new Date(String(row.created_at)).toISOString().slice(0, 19),
      updated_at: new Date(row.updated_at as string | Date).toISOString(),
    }))
    const ada = { id: 1, username: 'Ada', email: 'ada@x.org', full_name: 'Ada A', external_id: 'crm-7' }
    const bob = { id: 2, username: 'Bob', email: 'bob@x.org', full_name: 'Bob B', external_id: null }
    expect(plain).toEqual([
      {
        ...ada,
        is_disabled: false,
        created_at: '2027-01-15T08:00:00',
        updated_at: '2027-01-15T08:00:00.001Z',
      },
      {
        ...bob,
        is_disabled: true,
        created_at: '1970-01-01T00:00:00',
        updated_at: '1970-01-01T00:00:00.000Z',
      },
    ])
  })

  test.each([
    "update latchkey_users set full_name = 'x'",
    'delete from latchkey_users',
    "insert into latchkey_users (username, email, full_name) values ('eve', 'eve@x.org', 'Eve')",
  ])('latchkey_users takes no writes: %s', async (sql) => {
    const before = await database.rows('select * from users order by id')
    const refused = await database.change(sql).catch((error: unknown) => error)
    expect(String(refused)).toMatch(/cannot .*\bview\b/)
    expect(await database.rows('select * from users order by id')).toEqual(before)
  })
})
