// C035, C043: what a server believes of keys that others may have changed meanwhile.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealer } from '#crypto/sealed'
import { systemRandom as random } from '#kernel/random'
import { Unavailable } from '#kernel/unavailable'
import type { Statement, Storage } from '#storage'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { signingKeysFeature } from './index.ts'

const time = { now: 1_800_000_000_000, monotonic: 5_000 }
const clock = { now: () => time.now, monotonic: () => time.monotonic }
const log = { debug() {}, info() {}, warn() {}, error() {} }

let folder = ''
let storage: Storage
/** The same database as a process sees it that hears of no change. */
let deaf: Storage
let isCurrent = true
let isAway = false
let asked = 0
beforeEach(() => {
  Object.assign(time, { now: 1_800_000_000_000, monotonic: 5_000 })
  isCurrent = true
  isAway = false
  asked = 0
  folder = mkdtempSync(join(tmpdir(), 'latchkey-known-keys-'))
  storage = openSqlite(folder, migrations)
  deaf = {
    ...storage,
    isExclusive: false,
    isCurrent: () => isCurrent,
    onChange: () => undefined,
    all: <P, R>(statement: Statement<P, R>, params: P) => {
      asked += 1
      if (isAway) return Promise.reject(new Unavailable('storage_unavailable', 1))
      return storage.all(statement, params)
    },
  }
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

async function serverOn(on: Storage) {
  const keys = signingKeysFeature({
    storage: on,
    clock,
    random,
    log,
    sealer: sealer({ secret: Buffer.from('T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA'), random }),
    algorithm: 'HS256',
    accessTokenSeconds: 1_800,
    rotationDays: 90,
    record: (await auditOn(storage, { clock })).itself,
    isSecretInForce: async () => true,
  })
  await keys.begin()
  return keys
}
type Keys = Awaited<ReturnType<typeof serverOn>>

const seconds = () => time.now / 1_000
const issue = async (keys: Keys) =>
  await keys.tokens.issue({ sub: '1', sid: 'ses_1', iat: seconds(), exp: seconds() + 1_800 })
const isGood = async (keys: Keys, token: string) => (await keys.tokens.verify(token, seconds())) !== undefined
const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
/** A token of a key that nobody has. */
const forged = (i: number): string => {
  const header = { alg: 'HS256', typ: 'at+jwt', kid: `sig_${String(i).padStart(8, '0')}` }
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.${'A'.repeat(43)}`
}

describe('a token of a key that is not known here', () => {
  test('C043 is looked for, and counts', async () => {
    const [one, two] = [await serverOn(storage), await serverOn(deaf)]
    await one.rotate({ immediately: true })
    const token = await issue(one)
    expect(await isGood(two, token)).toBe(true)
    asked = 0
    expect(two.tokens.verify(token, seconds())).toMatchObject({ sub: '1' })
    expect(asked).toBe(0)
  })

  test('C043 twice in a row, for a look that found something keeps nobody from the next', async () => {
    const [one, two] = [await serverOn(storage), await serverOn(deaf)]
    for (let i = 0; i < 5; i++) {
      await one.rotate({ immediately: true })
      expect(await isGood(two, await issue(one))).toBe(true)
    }
  })

  test('C035 is looked for once a second at most, whoever writes how many', async () => {
    const [one, two] = [await serverOn(storage), await serverOn(deaf)]
    asked = 0
    for (let i = 0; i < 100; i++) expect(await isGood(two, forged(i))).toBe(false)
    expect(asked).toBe(1)
    await Promise.all(Array.from({ length: 100 }, (_, i) => isGood(two, forged(i))))
    expect(asked).toBe(1)
    time.monotonic += 1_000
    await one.rotate({ immediately: true })
    expect(await isGood(two, await issue(one))).toBe(true)
    expect(asked).toBe(2)
  })

  test('C035 all who come while it is looked for get its answer', async () => {
    const [one, two] = [await serverOn(storage), await serverOn(deaf)]
    await one.rotate({ immediately: true })
    const token = await issue(one)
    asked = 0
    const all = await Promise.all(Array.from({ length: 50 }, () => isGood(two, token)))
    expect(all).toEqual(all.map(() => true))
    expect(asked).toBe(1)
  })

  test('C035 is not looked for where its name cannot be one, nor at the only server of a database', async () => {
    const two = await serverOn(deaf)
    asked = 0
    const [, payload, signature] = forged(0).split('.')
    for (const head of [
      { alg: 'HS256', typ: 'at+jwt', kid: '../../dev/null' },
      { alg: 'HS256', typ: 'at+jwt', kid: "' or 1=1--" },
      { alg: 'HS256', typ: 'at+jwt', kid: 'sig_00000000', jku: 'https://evil.example' },
      { alg: 'none', typ: 'at+jwt', kid: 'sig_00000000' },
      { typ: 'at+jwt', alg: 'HS256', kid: 'sig_00000000' },
      { alg: 'HS256', typ: 'at+jwt', kid: 'x'.repeat(1_000) },
      null,
    ]) {
      const text = Buffer.from(JSON.stringify(head)).toString('base64url')
      expect(two.tokens.verify(`${text}.${payload}.${signature}`, seconds())).toBeUndefined()
    }
    expect(asked).toBe(0)
    const alone = await serverOn({ ...deaf, isExclusive: true })
    asked = 0
    expect(await isGood(alone, forged(1))).toBe(false)
    expect(asked).toBe(0)
  })

  test('C043 of one that was retired there is no look at all', async () => {
    const [one, two] = [await serverOn(storage), await serverOn(deaf)]
    const token = await issue(one)
    await two.retire(kidOf(token))
    isCurrent = false
    expect(await isGood(two, token)).toBe(false)
    isCurrent = true
    asked = 0
    for (let i = 0; i < 10; i++) {
      time.monotonic += 2_000
      expect(await isGood(two, token)).toBe(false)
    }
    expect(asked).toBe(0)
  })
})

describe('C043 a server that has heard nothing for a second', () => {
  test('asks before it lets anybody in, and before it signs', async () => {
    const [one, two] = [await serverOn(storage), await serverOn(deaf)]
    const token = await issue(one)
    expect(await isGood(two, token)).toBe(true)
    await one.retire(kidOf(token))
    isCurrent = false
    expect(await isGood(two, token)).toBe(false)
    const signed = await issue(two)
    expect(kidOf(signed)).not.toBe(kidOf(token))
    expect(await isGood(one, signed)).toBe(true)
  })

  test('lets nobody in, signs nothing and publishes nothing while the database is away', async () => {
    const token = await issue(await serverOn(storage))
    const two = await serverOn(deaf)
    isCurrent = false
    isAway = true
    for (const asking of [
      () => isGood(two, token),
      () => issue(two),
      async () => await two.publicKeySet(),
      () => two.signCompact({}, 'secevent+jwt'),
    ]) {
      await expect(asking()).rejects.toBeInstanceOf(Unavailable)
    }
    expect(await isGood(two, 'x')).toBe(false)
    isAway = false
    expect(await isGood(two, token)).toBe(true)
  })
})

test('a change that was heard of counts in that moment: what was read before is not believed', async () => {
  const one = await serverOn(storage)
  const token = await issue(one)
  let atCommit: unknown
  await storage.write(async (tx) => {
    await tx.run({ sql: 'delete from signing_keys', bind: () => [] }, {})
    // The old state is still what everybody is told, until the commit.
    expect(one.tokens.verify(token, seconds())).toMatchObject({ sub: '1' })
    tx.changed('signing-keys')
    tx.afterCommit(() => {
      atCommit = one.tokens.verify(token, seconds())
    })
  })
  expect(atCommit).toBeInstanceOf(Promise)
  expect(await atCommit).toBeUndefined()
  expect(await isGood(one, token)).toBe(false)
})
