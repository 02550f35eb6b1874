// C103: whatever is done to the table behind the server's back is found, and the first row of it is named.
import { beforeEach, describe, expect, test } from 'bun:test'
import { contract } from '@latchkey/contract'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import type { AuditFeature } from './index.ts'

const ROWS = 30
const DAY = 86_400_000
type Verdict = Record<string, unknown> & { finding: string; seq: number | null }

/** Every column that the chain is over, and what is put there instead. */
const EDITS: [column: string, value: string][] = [
  ['id', 'id + 1000000000'],
  ['at', 'at + 1'],
  ['action', "'user.enabled'"],
  ['outcome', "'refused'"],
  ['actor_kind', "'operator'"],
  ['actor_id', '4711'],
  ['actor_key', "'key_planted'"],
  ['subject_id', '4711'],
  ['request_id', "'planted'"],
  ['facts', `'{"n":"planted"}'`],
  ['actor_sealed', "'planted'"],
  ['subject_sealed', "'planted'"],
  ['mac', "'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'"],
]

everyDatabase((database) => {
  let time = 1_800_000_000_000
  const clock = { now: () => time, monotonic: () => time }
  let audit: AuditFeature

  const verifyOnce = async (on: AuditFeature, body: object) => {
    const route = on.routes.find(({ endpoint }) => endpoint === contract.audit.verify)
    return (await route?.handle({ body, query: {}, params: undefined } as never)) as Verdict & {
      next: number | null
    }
  }
  /** To the end, or to what is found. */
  const verify = async (checkpoints?: object[], on = audit, limit = 7): Promise<Verdict> => {
    let after = 0
    for (;;) {
      const verdict = await verifyOnce(on, { after, limit, ...(checkpoints ? { checkpoints } : {}) })
      if (verdict.next === null) return verdict
      after = verdict.next
    }
  }
  const record = (n: number, on = audit) =>
    database.storage.write((tx) => on.itself(tx, { action: 'key.rotated', facts: { n: String(n) } }))
  const macOf = async (seq: number) =>
    String((await database.rows<{ mac: string }>(`select mac from audit_entries where seq = ${seq}`))[0]?.mac)
  const checkpointAt = async (seq: number) => ({ seq, mac: await macOf(seq) })

  beforeEach(async () => {
    time = 1_800_000_000_000
    audit = await auditOn(database.storage, { clock })
    for (let n = 1; n <= ROWS; n++) {
      time += 10
      await record(n)
    }
    await audit.settle()
  })

  describe('C103 the chain', () => {
    test('of entries as they were written is whole, whatever stretches it is asked for in', async () => {
      for (const limit of [1, 7, 29, 30, 31, 50_000])
        expect(await verify(undefined, audit, limit)).toMatchObject({
          finding: 'none',
          seq: null,
          through: ROWS,
          waiting: 0,
        })
      const numbered = await database.rows<{ seq: number }>('select seq from audit_entries order by id')
      expect(numbered.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: ROWS }, (_, i) => i + 1))
    })

    test('numbers entries of one millisecond in the order in which they were written', async () => {
      for (let n = 0; n < 20; n++) await record(100 + n)
      await audit.settle()
      const rows = await database.rows<{ facts: string }>(
        `select facts from audit_entries where seq > ${ROWS} order by seq`,
      )
      expect(rows.map(({ facts }) => JSON.parse(facts).n)).toEqual(
        Array.from({ length: 20 }, (_, n) => String(100 + n)),
      )
    })

    test.each(EDITS)('an edited %s is found, wherever the row is', async (column, value) => {
      for (const seq of [1, 2, 17, ROWS]) {
        const [kept] = await database.rows<Record<string, unknown>>(
          `select ${column} as was from audit_entries where seq = ${seq}`,
        )
        await database.change(`update audit_entries set ${column} = ${value} where seq = ${seq}`)
        expect(await verify()).toMatchObject({ finding: 'edited', seq })
        const was = kept?.was
        await database.change(
          `update audit_entries set ${column} = ${was === null ? 'null' : typeof was === 'number' ? was : `'${String(was)}'`} where seq = ${seq}`,
        )
        expect(await verify()).toMatchObject({ finding: 'none' })
      }
    })

    test.each([1, 2, 17, ROWS - 1])('a removed row is found: number %i', async (seq) => {
      await database.change(`delete from audit_entries where seq = ${seq}`)
      expect(await verify()).toMatchObject({ finding: 'removed', seq: seq === 1 ? 1 : seq })
    })

    test.each([
      [1, 2],
      [4, 5],
      [4, 20],
      [29, 30],
    ])('rows %i and %i that changed places are found, with their MACs and without', async (a, b) => {
      const swap = (columns: string) => [
        `update audit_entries set seq = 1000 where seq = ${a}`,
        `update audit_entries set seq = ${a} where seq = ${b}`,
        `update audit_entries set seq = ${b} where seq = 1000`,
        columns,
      ]
      const [macA, macB] = [await macOf(a), await macOf(b)]
      await database.change(...swap('select 1').slice(0, 3))
      expect(await verify()).toMatchObject({ finding: 'swapped', seq: a })
      await database.change(
        `update audit_entries set mac = '${macA}' where seq = ${a}`,
        `update audit_entries set mac = '${macB}' where seq = ${b}`,
      )
      expect(await verify()).toMatchObject({ finding: 'swapped', seq: a })
    })

    test('a removed row whose gap was closed by numbering anew is found', async () => {
      await database.change('delete from audit_entries where seq = 10')
      for (let seq = 11; seq <= ROWS; seq++)
        await database.change(`update audit_entries set seq = ${seq - 1} where seq = ${seq}`)
      expect(await verify()).toMatchObject({ seq: 10 })
      expect((await verify()).finding).not.toBe('none')
    })

    test.each([1, 15, ROWS - 1])(
      'a tail that was cut behind %i is found by a checkpoint of outside',
      async (last) => {
        const outside = [await checkpointAt(last < 5 ? 1 : 5), await checkpointAt(ROWS)]
        await database.change(
          `delete from audit_entries where seq > ${last}`,
          'delete from audit_checkpoints',
        )
        // Inside, nothing tells of it: that is what the outside is for.
        expect(await verify()).toMatchObject({ finding: 'none', through: last })
        expect(await verify(outside)).toMatchObject({ finding: 'cut', seq: last + 1 })
      },
    )

    test('all of it being gone is found by a checkpoint of outside', async () => {
      const outside = [await checkpointAt(ROWS)]
      await database.change('delete from audit_entries', 'delete from audit_checkpoints')
      expect(await verify(outside)).toMatchObject({ finding: 'cut', seq: 1 })
    })

    test('a chain that was begun anew from the middle by whoever has every key is found by a checkpoint of outside', async () => {
      const outside = [await checkpointAt(20)]
      await database.change('delete from audit_entries where seq > 10')
      for (let n = 11; n <= ROWS; n++) await record(n)
      await audit.settle()
      expect(await verify()).toMatchObject({ finding: 'none', through: ROWS })
      expect(await verify(outside)).toMatchObject({ finding: 'checkpoint_differs', seq: 20 })
    })

    test('an entry that was written past the server is set aside, told, and never in the chain', async () => {
      await database.change(
        `insert into audit_entries (id, at, action, outcome, actor_kind) values (7, ${time}, 'user.deleted', 'success', 'operator')`,
        `insert into audit_entries (id, at, action, outcome, actor_kind, mac) values (8, ${time}, 'user.deleted', 'success', 'operator', 'x')`,
      )
      await audit.settle()
      await audit.settle()
      expect(await verify()).toMatchObject({
        finding: 'forged',
        seq: null,
        entry_id: expect.stringMatching(/^adt_0000000000[78]$/),
      })
      const told = await database.rows<{ facts: string }>(
        "select facts from audit_entries where action = 'audit.forged'",
      )
      expect(told.map(({ facts }) => JSON.parse(facts).entry).sort()).toEqual([
        'adt_00000000007',
        'adt_00000000008',
      ])
      const chained = await database.rows('select id from audit_entries where id < 10 and seq > 0')
      expect(chained).toEqual([])
    })

    test('an entry that was edited before it had a number is set aside, too', async () => {
      time += 10
      await record(500)
      await database.change("update audit_entries set action = 'user.enabled' where seq is null")
      await audit.settle()
      // With one writer there is no such moment.
      const finding = database.engine === 'SQLite' ? 'none' : 'forged'
      expect(await verify()).toMatchObject({ finding })
    })

    test('of two servers on one database each numbers what is there, once', async () => {
      const other = await auditOn(database.storage, { clock })
      for (let n = 0; n < 60; n++) await record(n, n % 2 ? other : audit)
      await Promise.all([audit.settle(), other.settle(), audit.settle(), other.settle()])
      expect(await verify()).toMatchObject({ finding: 'none', through: ROWS + 60, waiting: 0 })
      expect(await verify(undefined, other)).toMatchObject({ finding: 'none', through: ROWS + 60 })
    })

    test('another root key verifies nothing of it', async () => {
      const { sealer } = await import('#crypto/sealed')
      const { systemRandom } = await import('#kernel/random')
      const stranger = sealer({ secret: Buffer.alloc(32, 9), random: systemRandom })
      expect(auditOn(database.storage, { clock, sealer: stranger })).rejects.toThrow('does not open')
    })
  })

  describe('C103 retention', () => {
    const trimming = () => auditOn(database.storage, { clock, retentionDays: 30 })

    test('removes a beginning, and what is left still proves itself', async () => {
      time += 29 * DAY
      for (let n = 1; n <= 5; n++) await record(n)
      await audit.settle()
      const later = await trimming()
      await later.sweep()
      expect(await verify()).toMatchObject({ finding: 'none', first: 1 })
      time += 2 * DAY
      await later.sweep()
      await later.settle()
      const verdict = await verify()
      expect(verdict).toMatchObject({ finding: 'none', first: ROWS + 1 })
      const [told] = await database.rows<{ facts: string }>(
        "select facts from audit_entries where action = 'audit.trimmed'",
      )
      expect(JSON.parse(told?.facts ?? '{}')).toMatchObject({
        through_seq: ROWS,
        removed: ROWS,
        retention_days: 30,
      })
      // Once a day is enough.
      await later.sweep()
      expect(
        (await database.rows("select id from audit_entries where action = 'audit.trimmed'")).length,
      ).toBe(1)
    })

    test('is no cover for whoever removes more', async () => {
      time += 31 * DAY
      for (let n = 1; n <= 5; n++) await record(n)
      await audit.settle()
      const later = await trimming()
      await later.sweep()
      await later.settle()
      expect(await verify()).toMatchObject({ finding: 'none', first: ROWS + 1 })
      await database.change(`delete from audit_entries where seq = ${ROWS + 1}`)
      expect(await verify()).toMatchObject({ finding: 'removed', seq: ROWS + 1 })
    })

    test('leaves the last entry, so that the next number follows it', async () => {
      time += 31 * DAY
      const later = await trimming()
      await later.sweep()
      await later.settle()
      expect(await verify()).toMatchObject({ finding: 'none', first: ROWS, head: ROWS + 1 })
    })

    test('cannot be claimed by a row that was written past the server', async () => {
      const facts = JSON.stringify({ through_seq: 10, mac: await macOf(10) })
      await database.change(
        'delete from audit_entries where seq <= 10',
        `insert into audit_entries (id, at, action, outcome, actor_kind, facts)
         values (7, ${time}, 'audit.trimmed', 'success', 'server', '${facts}')`,
      )
      expect((await verify()).finding).toBe('removed')
      await audit.settle()
      expect((await verify()).finding).toBe('forged')
    })
  })
})
