import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Notice, NoticeKind, RequestFacts } from '@latchkey/contract'
import { markedCursors } from '#crypto/cursors'
import { keyedDigest } from '#crypto/keyed-digest'
import type { Caller } from '#features/principals'
import { systemClock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import { systemRandom } from '#kernel/random'
import type { Statement, Storage } from '#storage'
import { Cluster, findPostgres } from '../../../../../test/support/postgres-cluster.ts'
import { migrations } from '../../../migrations/index.ts'
import { openPostgres } from '../../storage/postgres/open.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { noticesFeature } from './index.ts'
import { tokenOf } from './not-me.ts'

const cursors = markedCursors(keyedDigest(Buffer.alloc(32, 7)))
const DAY = 86_400_000
const START = 1_700_000_000_000
const raw = (sql: string): Statement<object, { id: number }> => ({ sql, bind: () => [] })
const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => undefined,
  peerAddress: () => undefined,
  header: () => null,
  userAgent: () => null,
  device: () => undefined,
}

type Page = { items: Notice[]; next_cursor: string | null }

let made = 0

async function begin(storage: Storage) {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const nobody = async () => undefined
  /** What was proved to be the owner's, and what was mailed to whom. */
  const proved: { address: string }[] = []
  const mailed: string[] = []
  const takenBack: unknown[] = []
  const digest = keyedDigest(Buffer.alloc(32, 8))
  const notices = noticesFeature({
    storage,
    clock,
    random: systemRandom,
    cursors,
    audit: { by: () => nobody },
    digest,
    mail: {
      async send(_, { to }) {
        mailed.push(to)
        return true
      },
    },
    baseUrl: () => 'https://id.example.com',
    listProved: async () => proved,
    endSessions: nobody,
    takeBack: {
      async api_key_created(_, userId, id) {
        takenBack.push(['key', userId, id])
      },
    },
    issueReset: () => Promise.reject(new Error('no mailbox, no link')),
  })
  const [route, disowning] = notices.routes
  const list = async (userId: UserId, query: { cursor?: string; limit?: number } = {}) => {
    const caller = { userId, permissions: new Set(), user: undefined } as unknown as Caller
    return (await route?.handle({
      params: undefined,
      query,
      body: undefined,
      caller,
      request,
    } as never)) as Page
  }
  const somebody = async (): Promise<UserId> => {
    made += 1
    const name = `user${made}`
    const sql = `insert into users (username, username_key, email, full_name, created_at, updated_at)
                 values ('${name}', '${name}', '', '', 0, 0)`
    await storage.write((tx) => tx.run(raw(sql), {}))
    return Number((await storage.all(raw(`select id from users where username = '${name}'`), {}))[0]?.id)
  }
  const tell = (userId: UserId, after: number, kind: NoticeKind = 'refresh_token_reused', about?: string) => {
    time.now = START + after
    const one = { userId, kind, sourceAddress: '203.0.113.7', sessionId: 'ses_1', about } as const
    return storage.write((tx) => notices.tell(tx, one))
  }
  const disown = async (userId: UserId) => {
    const id = (await list(userId)).items[0]?.id ?? ''
    const asked = { params: undefined, query: {}, body: { token: tokenOf(digest, id) }, caller: undefined }
    return disowning?.handle({ ...asked, request } as never)
  }
  return {
    proved,
    mailed,
    takenBack,
    list,
    disown,
    somebody,
    tell,
    sweepAt: (after: number) => {
      time.now = START + after
      return notices.sweep()
    },
    remove: (id: UserId) => storage.write((tx) => tx.run(raw(`delete from users where id = ${id}`), {})),
    rows: async (id: UserId) =>
      (await storage.all(raw(`select id from notices where user_id = ${id}`), {})).length,
  }
}

function behaviour(storage: () => Storage): void {
  test('is told to its owner and to nobody else, the newest first', async () => {
    const it = await begin(storage())
    const [who, other] = [await it.somebody(), await it.somebody()]
    for (const after of [0, 1_000, 2_000]) await it.tell(who, after)
    const { items, next_cursor } = await it.list(who)
    expect(items.map(({ created_at }) => Date.parse(created_at) - START)).toEqual([2_000, 1_000, 0])
    expect(items[0]).toMatchObject({
      kind: 'refresh_token_reused',
      source_address: '203.0.113.7',
      session_id: 'ses_1',
    })
    expect(next_cursor).toBeNull()
    expect((await it.list(other)).items).toEqual([])
  })

  test('is mailed to each address that was proved, and to no other', async () => {
    const it = await begin(storage())
    const who = await it.somebody()
    await it.tell(who, 0)
    expect([it.mailed, (await it.list(who)).items.length]).toEqual([[], 1])
    it.proved.push({ address: 'now@example.org' }, { address: 'before@example.org' })
    await it.tell(who, 1_000)
    expect(it.mailed).toEqual(['now@example.org', 'before@example.org'])
  })

  test('pages by cursor, each once, those of one millisecond too; a cursor shows nothing of others', async () => {
    const it = await begin(storage())
    const [who, other] = [await it.somebody(), await it.somebody()]
    for (const after of [0, 0, 0, 5, 5]) await it.tell(who, after)
    await it.tell(other, 5)
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page: Page = await it.list(who, { limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
      if (cursor)
        for (const { id } of (await it.list(other, { cursor })).items) expect(seen).not.toContain(id)
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
    await expect(it.list(who, { cursor: 'none of ours' })).rejects.toMatchObject({
      code: 'validation_failed',
    })
  })

  test('V51 is kept for 90 days and no longer: the old ones go, the new ones stay', async () => {
    const it = await begin(storage())
    const who = await it.somebody()
    await it.tell(who, 0)
    await it.tell(who, DAY)
    await it.sweepAt(90 * DAY - 1)
    expect(await it.rows(who)).toBe(2)
    await it.sweepAt(90 * DAY)
    expect((await it.list(who)).items.map(({ created_at }) => Date.parse(created_at))).toEqual([START + DAY])
  })

  test('C063 disowned, it takes back what it is about, of its owner and by its kind, once', async () => {
    const it = await begin(storage())
    const [who, other] = [await it.somebody(), await it.somebody()]
    await it.tell(other, 0, 'api_key_created', 'key_2')
    await it.tell(who, 0, 'api_key_created', 'key_1')
    await it.disown(who)
    await expect(it.disown(who)).rejects.toMatchObject({ code: 'invalid_notice_token' })
    expect(it.takenBack).toEqual([['key', who, 'key_1']])
  })

  test.each<[string, NoticeKind, string | undefined]>([
    ['of what is not known', 'api_key_created', undefined],
    ['of a second factor', 'passkey_added', 'pky_1'],
  ])('C063 disowned, it takes back nothing %s', async (_, kind, about) => {
    const it = await begin(storage())
    const who = await it.somebody()
    await it.tell(who, 0, kind, about)
    await it.disown(who)
    expect(it.takenBack).toEqual([])
    await expect(it.disown(who)).rejects.toMatchObject({ code: 'invalid_notice_token' })
  })

  test('C040 goes with its owner', async () => {
    const it = await begin(storage())
    const who = await it.somebody()
    await it.tell(who, 0)
    await it.remove(who)
    expect(await it.rows(who)).toBe(0)
  })
}

describe('a notice on SQLite', () => {
  let folder = ''
  let storage: Storage
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-notices-'))
    storage = openSqlite(folder, migrations)
  })
  afterAll(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })
  behaviour(() => storage)
})

describe.skipIf(findPostgres() === undefined)('a notice on PostgreSQL', () => {
  let cluster: Cluster
  let storage: Storage
  beforeAll(async () => {
    cluster = await Cluster.start({ isDurable: false })
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const url = `${cluster.createDatabase()}?options=${encodeURIComponent('-c search_path=latchkey')}`
    storage = await openPostgres(
      { url, schema: 'latchkey', poolSize: 2, patienceMs: 30_000, clock: systemClock, log },
      migrations,
    )
  }, 60_000)
  afterAll(async () => {
    await storage.close()
    await cluster.remove()
  })
  behaviour(() => storage)
})
