import { beforeEach, describe, expect, test } from 'bun:test'
import { Problem } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { type IdempotencyFeature, idempotencyFeature, type RepeatableRequest } from './index.ts'

const DAY_MS = 86_400_000
const time = { now: 0 }
const request: RepeatableRequest = {
  scope: 'register',
  key: 'key-1',
  body: { username: 'alice', email: 'a@x.org' },
}

everyDatabase((database) => {
  let idempotency: IdempotencyFeature
  beforeEach(async () => {
    time.now = 1_800_000_000_000
    await database.change(
      "insert into users (username, username_key, email, full_name, created_at, updated_at) values ('a', 'a', '', '', 0, 0)",
    )
    const clock = { now: () => time.now, monotonic: () => time.now }
    idempotency = idempotencyFeature({
      storage: database.storage,
      clock,
      digest: keyedDigest(Buffer.alloc(32, 1)),
    })
  })

  const keep = (one: RepeatableRequest, answer: unknown) =>
    database.storage.write((tx) => idempotency.keep(tx, one, 1, answer))
  const replay = (one: RepeatableRequest) => idempotency.replay<unknown>(database.storage, one)
  const rows = () => database.rows('select * from idempotency_keys')

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
      const failed = database.storage.write(async (tx) => {
        await idempotency.keep(tx, request, 1, { id: 1 })
        throw new Error('the effect failed')
      })
      await expect(failed).rejects.toThrow('the effect failed')
      expect(await replay(request)).toBeUndefined()
    })

    test('is forgotten with the account that it made', async () => {
      await keep(request, { id: 1 })
      await database.change('delete from users')
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
})
