import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { migrations } from '../../../migrations/index.ts'
import { statementBuilder } from '../statement.ts'
import { type Transaction, UniqueViolation } from '../storage.ts'
import { Connection } from './connection.ts'
import { sqliteGrammar } from './grammar.ts'
import { GroupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'

/** A connection that writes down what the group tells the engine. */
class Journalled extends Connection {
  readonly journal: string[] = []
  override exec(sql: string) {
    this.journal.push(sql)
    super.exec(sql)
  }
}

const statement = statementBuilder(sqliteGrammar)
const insert = statement((db, p: { key: string }) =>
  db
    .insertInto('users')
    .values({ username: p.key, username_key: p.key, email: '', full_name: '', created_at: 0, updated_at: 0 }),
)
const keys = statement((db, _: object) => db.selectFrom('users').select('username_key as key'))
const countFailure = statement((db, _: object) =>
  db.updateTable('user_blocks').set((is) => ({ total: is('total', '+', 1) })),
)
const failures = statement((db, _: object) => db.selectFrom('user_blocks').select('total'))
const ownerless = statement((db, p: { key: string }) =>
  db.insertInto('user_emails').values({ address_key: p.key, user_id: 404, signs_in: 1 }),
)

let folder = ''
let writer: Journalled
let group: GroupCommit

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-group-'))
  writer = new Journalled(join(folder, 'latchkey.db'), { readOnly: false })
  writer.exec('pragma journal_mode = wal; pragma foreign_keys = on')
  migrate(writer, migrations)
  writer.exec('insert into user_blocks (level, block, shard, total) values (2, 0, 0, 0)')
  writer.journal.length = 0
  group = new GroupCommit({ connection: writer, sync: () => Promise.resolve(), onChange: () => {} })
})
afterEach(() => {
  writer.close()
  rmSync(folder, { recursive: true })
})

const stored = () => writer.all(keys, {}).map((row) => row.key)
const put = (key: string) => group.write(async (tx) => void (await tx.run(insert, { key })))
const commits = () => writer.journal.filter((sql) => sql === 'commit').length

describe('writes that arrive together', () => {
  test('share one commit, and each is answered with its own value', async () => {
    const answers = Array.from({ length: 50 }, (_, i) =>
      group.write(async (tx) => (await tx.run(insert, { key: `k${i}` })) + i),
    )
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    expect(writer.journal.filter((sql) => sql === 'begin immediate')).toHaveLength(1)
    expect(commits()).toBe(1)
  })

  test('see what their neighbours wrote before them, in the order they asked', async () => {
    const seen = ['a', 'b', 'c'].map((key) =>
      group.write(async (tx) => {
        await tx.run(insert, { key })
        return (await tx.all(keys, {})).length
      }),
    )
    expect(await Promise.all(seen)).toEqual([1, 2, 3])
  })

  test('what is asked while a group runs waits for the next one', async () => {
    let second: Promise<void> | undefined
    await group.write(async (tx) => {
      await tx.run(insert, { key: 'first' })
      second ??= put('second')
    })
    expect(stored()).toEqual(['first'])
    await second
    expect(stored()).toEqual(['first', 'second'])
    expect(commits()).toBe(2)
  })

  test('draining ends when everything was answered', async () => {
    const answered: string[] = []
    for (const key of ['a', 'b']) void put(key).then(() => answered.push(key))
    void group.write(async () => void put('late').then(() => answered.push('late')))
    await group.drain()
    expect(answered).toEqual(['a', 'b', 'late'])
  })
})

describe('a writer that fails', () => {
  const failing: [string, (tx: Transaction) => Promise<unknown>][] = [
    ['by its own rule', () => Promise.reject(new Error('refused'))],
    ['by a unique index', (tx) => tx.run(insert, { key: 'taken' })],
    ['by a foreign key', (tx) => tx.run(ownerless, { key: 'a@example.org' })],
    [
      'by SQL that does not run',
      (tx) => tx.run({ sql: 'insert into nowhere values (1)', bind: () => [] }, {}),
    ],
    [
      'by throwing where a promise was meant',
      () => {
        throw new Error('at once')
      },
    ],
  ]

  test.each(failing)('%s takes nothing of its neighbours, and leaves nothing itself', async (_, fail) => {
    await put('taken')
    const before = put('before')
    const failed = group.write(async (tx) => {
      await tx.run(insert, { key: 'half' })
      await tx.run(countFailure, {})
      return fail(tx)
    })
    const after = put('after')
    await expect(failed).rejects.toBeInstanceOf(Error)
    await Promise.all([before, after])
    expect(stored().sort()).toEqual(['after', 'before', 'taken'])
    expect(writer.first(failures, {})?.total).toBe(0)
    expect(commits()).toBe(2)
  })

  test('hears which column was taken', async () => {
    await put('taken')
    const error = await put('taken').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UniqueViolation)
    expect((error as UniqueViolation).column).toBe('users.username_key')
  })

  test('does not stop the counter of its failure, which is a write of its own', async () => {
    const attempt = group.write(async (tx) => {
      await tx.run(insert, { key: 'guess' })
      throw new Error('the password is wrong')
    })
    const counted = group.write((tx) => tx.run(countFailure, {}))
    await expect(attempt).rejects.toThrow('the password is wrong')
    expect(await counted).toBe(1)
    expect(writer.first(failures, {})?.total).toBe(1)
    expect(stored()).toEqual([])
  })

  test('has no effects: they belong to what was committed', async () => {
    const effects: string[] = []
    const failed = group.write(async (tx) => {
      tx.afterCommit(() => effects.push('failed'))
      throw new Error('refused')
    })
    const kept = group.write(async (tx) => tx.afterCommit(() => effects.push('kept')))
    await expect(failed).rejects.toThrow('refused')
    await kept
    expect(effects).toEqual(['kept'])
  })
})

test('effects run after the commit and before anybody of the group is answered', async () => {
  const events = writer.journal
  const answered = ['a', 'b'].map((key) =>
    group
      .write(async (tx) => {
        tx.afterCommit(() => events.push(`effect of ${key}`))
        await tx.run(insert, { key })
      })
      .then(() => events.push(`answer to ${key}`)),
  )
  await Promise.all(answered)
  expect(events.slice(events.indexOf('commit'))).toEqual([
    'commit',
    'effect of a',
    'effect of b',
    'answer to a',
    'answer to b',
  ])
})

test('whatever mixture succeeds and fails: what was acknowledged is there, and nothing else', async () => {
  const job = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), fails: fc.boolean() })
  const run = async (jobs: { key: string; fails: boolean }[]) => {
    writer.exec('delete from users')
    const outcomes = await Promise.allSettled(
      jobs.map(({ key, fails }) =>
        group.write(async (tx) => {
          await tx.run(insert, { key })
          if (fails) throw new Error('refused')
          return key
        }),
      ),
    )
    const acknowledged = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(stored().sort()).toEqual(acknowledged.sort())
  }
  await fc.assert(fc.asyncProperty(fc.array(job, { maxLength: 12 }), run), { numRuns: 60 })
})
