import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import type { Storage } from '#storage'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { type IdempotencyFeature, idempotencyFeature, type RepeatableRequest } from './index.ts'

const DAY_MS = 86_400_000
const time = { now: 0 }
const request: RepeatableRequest = {
  scope: 'register',
  key: 'key-1',
  body: { username: 'alice', email: 'a@x.org' },
}

let folder = ''
let storage: Storage
let idempotency: IdempotencyFeature
beforeEach(async () => {
  time.now = 1_800_000_000_000
  folder = mkdtempSync(join(tmpdir(), 'latchkey-idempotency-'))
  storage = openSqlite(folder, migrations)
  const someone = storage.statement((db, _: object) =>
    db
      .insertInto('users')
      .values({ username: 'a', username_key: 'a', email: '', full_name: '', created_at: 0, updated_at: 0 }),
  )
  await storage.write((tx) => tx.run(someone, {}))
  const clock = { now: () => time.now, monotonic: () => time.now }
  idempotency = idempotencyFeature({ storage, clock, digest: keyedDigest(Buffer.alloc(32, 1)) })
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

const keep = (one: RepeatableRequest, answer: unknown) =>
  storage.write((tx) => idempotency.keep(tx, one, 1, answer))
const replay = (one: RepeatableRequest) => idempotency.replay<unknown>(storage, one)
const rows = () => storage.all({ sql: 'select * from idempotency_keys', bind: () => [] }, {})

describe('R18 a request that comes again', () => {
  test('gets the answer it was given', async () => {
    expect(await replay(request)).toBeUndefined()
    await keep(request, { id: 1 })
    expect(await replay(request)).toEqual({ id: 1 })
    const { username, email } = request.body as Record<string, string>
    expect(await replay({ ...request, body: { email, username } })).toEqual({ id: 1 })
  })

  test.each([
    ['a field changed', { username: 'alice', email: 'b@x.org' }],
    ['a field more', { username: 'alice', email: 'a@x.org', roles: ['admin'] }],
    ['a field less', { username: 'alice' }],
    ['two fields exchanged', { username: 'a@x.org', email: 'alice' }],
    ['a field of another type', { username: 'alice', email: ['a@x.org'] }],
  ])('with %s is another: refused', async (_, body) => {
    await keep(request, { id: 1 })
    const error = await replay({ ...request, body }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Problem)
    expect((error as Problem).code).toBe('idempotency_key_reused')
  })

  test.each([
    ['another key', { key: 'key-2' }],
    ['the same key of another caller', { scope: 'create by 7' }],
    ['a scope and key that only look alike joined', { scope: 'registerkey', key: '-1' }],
  ])('with %s was never answered', async (_, changes) => {
    await keep(request, { id: 1 })
    expect(await replay({ ...request, ...changes })).toBeUndefined()
  })

  test('is kept with its effect or not at all', async () => {
    const failed = storage.write(async (tx) => {
      await idempotency.keep(tx, request, 1, { id: 1 })
      throw new Error('the effect failed')
    })
    await expect(failed).rejects.toThrow('the effect failed')
    expect(await replay(request)).toBeUndefined()
  })

  test('is forgotten with the account that it made', async () => {
    await keep(request, { id: 1 })
    const remove = storage.statement((db, _: object) => db.deleteFrom('users'))
    await storage.write((tx) => tx.run(remove, {}))
    expect(await replay(request)).toBeUndefined()
    expect(await rows()).toEqual([])
  })

  test('is remembered for a day, then taken for new', async () => {
    await keep(request, { id: 1 })
    time.now += DAY_MS - 1
    expect(await replay(request)).toEqual({ id: 1 })
    time.now += 1
    expect(await replay(request)).toBeUndefined()
    await keep(request, { id: 2 })
    expect(await replay(request)).toEqual({ id: 2 })
  })
})

test('sweeping removes what is older than a day, and nothing else', async () => {
  await keep(request, { id: 1 })
  time.now += DAY_MS / 2
  await keep({ ...request, key: 'key-2' }, { id: 2 })
  time.now += DAY_MS / 2
  await idempotency.sweep()
  expect(await rows()).toHaveLength(1)
  expect(await replay({ ...request, key: 'key-2' })).toEqual({ id: 2 })
})

test('the table tells neither the key nor the request to who steals it', async () => {
  await keep(request, { id: 1 })
  const text = JSON.stringify(await rows())
  for (const told of ['key-1', 'alice', 'a@x.org', 'register']) expect(text).not.toContain(told)
})
