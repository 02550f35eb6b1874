// What is held of a person is what the tables say, on both databases: a column that nobody classified fails here.
import { describe, expect, test } from 'bun:test'
import { markedCursors } from '#crypto/cursors'
import { keyedDigest } from '#crypto/keyed-digest'
import { everyDatabase, type TestDatabase } from '../../../../../test/support/every-database.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { exportOf } from './export.ts'
import { held, parts } from './held.ts'
import { yourDataFeature } from './index.ts'
import { heldStore } from './store.ts'

const NOW = 1_800_000_000_000
const clock = { now: () => NOW, monotonic: () => NOW }
const cursors = markedCursors(keyedDigest(Buffer.alloc(32, 7)))
const [ADA, GRACE, EVE] = [1, 2, 3]

/** What the engines keep of the tables themselves, and a view on what stands in one of them. */
const OF_THE_ENGINE = ['schema_migrations', 'user_changes', 'sqlite_sequence', 'latchkey_users']

interface ColumnFound {
  readonly table_name: string
  readonly column_name: string
  readonly type: string
  /** Whether it takes no null. */
  readonly required: unknown
}

async function columnsOf({ engine, rows }: TestDatabase): Promise<readonly ColumnFound[]> {
  const found = await rows<ColumnFound>(
    engine === 'SQLite'
      ? `select m.name as table_name, c.name as column_name, lower(c.type) as type, c."notnull" as required
           from sqlite_master m join pragma_table_info(m.name) c where m.type in ('table', 'view')`
      : `select table_name, column_name, data_type as type, is_nullable = 'NO' as required
           from information_schema.columns
           where table_schema = current_schema()`,
  )
  return found.filter(({ table_name }) => !OF_THE_ENGINE.includes(table_name))
}

const isText = ({ type }: ColumnFound) => type === 'text'
/** What refers to a row that is nobody's, which has to be there. */
const PROVIDER = 'a-provider'
const canary = (table: string, column: string) =>
  table === 'provider_attempts' && column === 'provider' ? PROVIDER : `canary-${table}-${column}`

/** A row in every table that is about people, of one of them, with a text of its own in every column that takes one. */
async function fill(database: TestDatabase, who: number): Promise<void> {
  const columns = await columnsOf(database)
  for (const { part, whose, columns: kinds } of parts) {
    if (part === 'users' || part === 'audit_entries') continue
    const of = columns.filter(({ table_name }) => table_name === part)
    const values = of.map((column) => {
      const { column_name: name } = column
      if (name === whose[0]) return String(who)
      const isOfOthers = whose.includes(name) || kinds[name] === 'foreign'
      if (isOfOthers && !isText(column)) return column.required ? String(EVE) : 'null'
      if (isOfOthers && !column.required) return 'null'
      return isText(column)
        ? `'${canary(part, name)}'`
        : '1800000000000'.slice(0, name.endsWith('_at') ? 13 : 1)
    })
    const names = of.map(({ column_name }) => `"${column_name}"`)
    await database.change(`insert into ${part} (${names.join(', ')}) values (${values.join(', ')})`)
  }
}

async function worldOn(database: TestDatabase) {
  const { storage, change } = database
  await change(
    ...['ada', 'grace', 'eve'].map(
      (name) =>
        `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
         values ('canary-users-username-${name}', 'key-${name}', '${name}@example.org', 'Name Of ${name}', 'hash-${name}', 0, 0)`,
    ),
  )
  await change(
    `insert into providers
       (slug, kind, name, issuer, client_id, sealed_secret, scopes, email_domains, enabled, created_at, updated_at)
     values ('${PROVIDER}', 'oidc', 'P', 'https://p.example', 'p', 's', 'openid', '*', 1, 0, 0)`,
  )
  const audit = await auditOn(storage, { clock })
  const store = heldStore(storage)
  const deps = { storage, store, clock, cursors, audit }
  const everything = async (userId: number) => {
    const pages: Awaited<ReturnType<typeof exportOf>>[] = []
    let cursor: string | undefined
    do {
      const page = await exportOf(deps, userId, cursor)
      pages.push(page)
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    return { pages, items: pages.flatMap(({ items }) => items), text: JSON.stringify(pages) }
  }
  const exists = async () => true
  const refuseStale = async () => undefined
  return { audit, store, everything, yourData: yourDataFeature({ ...deps, exists, refuseStale }) }
}

const valuesOf = (item: { fields: readonly { name: string; value: string | null }[] }) =>
  Object.fromEntries(item.fields.map(({ name, value }) => [name, value]))

everyDatabase((database) => {
  describe('what is held of a person', () => {
    test('every column of every table is classified, and nothing that there is not', async () => {
      const columns = await columnsOf(database)
      const found = columns.map((one) => `${one.table_name}.${one.column_name}`)
      const classified = Object.entries(held).flatMap(([table, one]) =>
        Object.keys(one.columns).map((column) => `${table}.${column}`),
      )
      expect(found.sort()).toEqual(classified.sort())
    })

    test('whatever names a user says whose a row is, or is somebody else’s', async () => {
      const naming = Object.entries(held).flatMap(([table, { columns, whose }]) =>
        Object.entries(columns)
          .filter(
            ([name, kind]) =>
              /(?:^|_)(?:user|actor|subject|contact|approver)_id$/.test(name) && kind !== 'foreign',
          )
          .map(([name]) => [`${table}.${name}`, whose.includes(name)]),
      )
      expect(naming.filter(([, isWhose]) => !isWhose)).toEqual([])
    })

    test('an export has every column that is shown, of every table, and no secret and nothing of others', async () => {
      const { everything } = await worldOn(database)
      await fill(database, ADA)
      const { items, text } = await everything(ADA)
      const columns = (await columnsOf(database)).filter(isText)
      for (const { part, columns: kinds } of parts) {
        if (part === 'users' || part === 'audit_entries') continue
        const item = items.find((one) => one.part === part)
        const hasShown = Object.values(kinds).some((kind) => /^(?:shown|instant|flag)$/.test(kind))
        expect([part, item !== undefined]).toEqual([part, hasShown])
        for (const { column_name: name } of columns.filter(({ table_name }) => table_name === part)) {
          const isShown = kinds[name] === 'shown'
          if (isShown) expect(item && valuesOf(item)[name]).toBe(canary(part, name))
          else expect([part, name, text.includes(canary(part, name))]).toEqual([part, name, false])
        }
      }
      expect(valuesOf(items.find(({ part }) => part === 'users') ?? { fields: [] })).toMatchObject({
        username: 'canary-users-username-ada',
        email: 'ada@example.org',
        created_at: '1970-01-01T00:00:00.000Z',
        disabled_at: null,
      })
      expect(text).not.toMatch(/hash-ada|grace/i)
    })

    test('V30 of somebody else it has nothing', async () => {
      const { everything } = await worldOn(database)
      await fill(database, ADA)
      const { items, text } = await everything(GRACE)
      expect(items.map(({ part }) => part)).toEqual(['users'])
      expect(text).not.toMatch(/ada@|canary-sessions/)
    })

    test('a thousand rows a page, each row once', async () => {
      const { everything, audit } = await worldOn(database)
      await database.storage.write(async (tx) => {
        for (let i = 0; i < 1_203; i += 1)
          await audit.itself(tx, { action: 'user.changed', subject: ADA, facts: { fields: String(i) } })
      })
      const values = Array.from({ length: 1_101 }, (_, i) => `('ntc_${i}', ${ADA}, 'password_changed', ${i})`)
      await database.change(`insert into notices (id, user_id, kind, created_at) values ${values.join(', ')}`)
      const { pages, items } = await everything(ADA)
      expect(pages.map((page) => page.items.length)).toEqual([1_000, 1_000, 305])
      const ids = items.map((item) => `${item.part} ${valuesOf(item).id}`)
      expect(new Set(ids).size).toBe(2_305)
      expect(pages[0]?.parts.find(({ part }) => part === 'notices')?.count).toBe(1_101)
      await expect(exportOfNothing()).rejects.toMatchObject({ code: 'validation_failed' })
      async function exportOfNothing() {
        return exportOf({ ...database, store: heldStore(database.storage), clock, cursors, audit }, ADA, 'x')
      }
    })

    test('of the audit: what was done to the account, and what it did to others, where nothing is about them', async () => {
      const { everything, audit } = await worldOn(database)
      const request = {
        id: 'r-1',
        idempotencyKey: undefined,
        sourceAddress: () => '203.0.113.7',
        peerAddress: () => undefined,
        header: () => null,
        userAgent: () => 'An Agent',
        device: () => undefined,
      }
      const by = (userId: number) => audit.by({ userId, permissions: new Set(), user: undefined }, request)
      await database.storage.write(async (tx) => {
        const change = { action: 'user.changed', personal: { email: 'before@example.org' } } as const
        await by(ADA)(tx, { ...change, subject: GRACE })
        await by(GRACE)(tx, { ...change, subject: GRACE })
      })
      const ofAda = (await everything(ADA)).items.filter(({ part }) => part === 'audit_entries').map(valuesOf)
      expect(ofAda).toHaveLength(1)
      expect(ofAda[0]).toMatchObject({ by: 'yourself', is_about_you: 'false', source_address: '203.0.113.7' })
      expect(JSON.stringify(ofAda)).not.toContain('before@example.org')
      const ofGrace = (await everything(GRACE)).items
        .filter(({ part }) => part === 'audit_entries')
        .map(valuesOf)
      expect(ofGrace.map((one) => [one.by, one.source_address, one.email])).toEqual([
        ['somebody_else', null, 'before@example.org'],
        ['yourself', '203.0.113.7', 'before@example.org'],
      ])
    })

    test('C020 C040 a deletion erases all that it says: no row is about the account, and no text of it is anywhere', async () => {
      const { yourData, store } = await worldOn(database)
      await fill(database, ADA)
      const erased = await yourData.countErased(database.storage, ADA)
      const there = parts.filter(({ stays }) => stays === undefined).map(({ part }) => part)
      expect(Object.keys(erased).sort()).toEqual([...there].sort())
      await database.change(`delete from users where id = ${ADA}`)
      for (const [part, count] of await store.count(database.storage, ADA))
        expect([part, count]).toEqual([part, 0])
      for (const table of Object.keys(held)) {
        const left = JSON.stringify(await database.rows(`select * from ${table}`))
        expect([table, /canary-(?!users-username-(?:grace|eve))|Name Of ada/.test(left)]).toEqual([
          table,
          false,
        ])
      }
      expect((await store.count(database.storage, GRACE)).get('users')).toBe(1)
    })
  })
})

test('the parts and what stays are told in sentences', () => {
  for (const { about, leftOut = 'A.', stays = 'A.' } of Object.values(held))
    for (const text of [about, leftOut, stays]) expect(text).toMatch(/^[A-Z].*\.$/s)
})
