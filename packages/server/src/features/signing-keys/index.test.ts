// C042, C043, C104: keys as the database keeps them, on a clock of the tests.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealer } from '#crypto/sealed'
import type { TokenAlgorithm } from '#crypto/token-key'
import { systemRandom as random } from '#kernel/random'
import type { Statement, Storage } from '#storage'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { resealSigningKeys, signingKeysFeature } from './index.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const START = 1_800_000_000_400
const time = { now: START }
const clock = { now: () => time.now, monotonic: () => time.now }
const secret = Buffer.from('T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA')

let folder = ''
let storage: Storage
let complaints: object[] = []
beforeEach(() => {
  time.now = START
  complaints = []
  folder = mkdtempSync(join(tmpdir(), 'latchkey-signing-keys-'))
  storage = openSqlite(folder, migrations)
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object) => void complaints.push(fields),
}

interface Given {
  algorithm?: TokenAlgorithm
  accessTokenSeconds?: number
  rotationDays?: number
  root?: Buffer
  previous?: Buffer
  isSecretInForce?: boolean
}

async function begun(given: Given = {}) {
  const {
    algorithm = 'ES256',
    accessTokenSeconds = 1_800,
    rotationDays = 90,
    root = secret,
    previous,
  } = given
  const keys = signingKeysFeature({
    storage,
    clock,
    random,
    log,
    sealer: sealer({ secret: root, previous, random }),
    algorithm,
    accessTokenSeconds,
    rotationDays,
    record: (await auditOn(storage, { clock })).itself,
    isSecretInForce: async () => given.isSecretInForce ?? true,
  })
  await keys.load()
  if (given.isSecretInForce !== false) await keys.begin()
  return keys
}
type Keys = Awaited<ReturnType<typeof begun>>

const raw = (sql: string): Statement<object, { [name: string]: unknown }> => ({ sql, bind: () => [] })
const change = (sql: string) => storage.write((tx) => tx.run(raw(sql), {}))
const rows = () => storage.all(raw('select * from signing_keys order by created_at'), {})

const seconds = () => Math.floor(time.now / 1_000)
async function issue(keys: Keys, life = 1_800): Promise<string> {
  return await keys.tokens.issue({ sub: '1', sid: 'ses_1', iat: seconds(), exp: seconds() + life })
}
const isGood = async (keys: Keys, token: string) =>
  (await keys.tokens.verify(token, time.now / 1_000)) !== undefined
const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
const states = async (keys: Keys) => (await keys.list()).map(({ state }) => state)
const published = async (keys: Keys) => (await keys.publicKeySet()).map(({ kid }) => kid)

describe('the first start', () => {
  test.each(['HS256', 'EdDSA', 'ES256', 'RS256'] as const)(
    'makes one key of %s, which signs at once',
    async (algorithm) => {
      const keys = await begun({ algorithm })
      expect(await keys.list()).toMatchObject([{ algorithm, state: 'signing', verifies_until: null }])
      expect(await isGood(keys, await issue(keys))).toBe(true)
      expect((await published(keys)).length).toBe(algorithm === 'HS256' ? 0 : 1)
    },
  )

  test('and the next one finds it', async () => {
    const token = await issue(await begun())
    time.now += MINUTE
    const again = await begun()
    expect(await isGood(again, token)).toBe(true)
    expect(await states(again)).toEqual(['signing'])
  })

  test('of two at once makes one key', async () => {
    const [one, two] = await Promise.all([begun(), begun()])
    expect((await rows()).length).toBe(1)
    expect(await isGood(two, await issue(one))).toBe(true)
  })
})

describe('C043 rotation', () => {
  test('publishes the new key, signs with it once no cache lacks it, and loses no token', async () => {
    const keys = await begun()
    const first = await issue(keys)
    const { kid, signs_from, state } = await keys.rotate({ immediately: false })
    expect(state).toBe('next')
    expect(Date.parse(signs_from) - time.now).toBeGreaterThanOrEqual(300_000)
    expect(await published(keys)).toEqual([kid, kidOf(first)])

    time.now = Date.parse(signs_from) - 1
    const last = await issue(keys)
    expect(kidOf(last)).toBe(kidOf(first))
    time.now = Date.parse(signs_from)
    const second = await issue(keys)
    expect(kidOf(second)).toBe(kid)
    expect(await states(keys)).toEqual(['signing', 'verifying'])
    expect([await isGood(keys, last), await isGood(keys, second)]).toEqual([true, true])
  })

  test('the old key counts until the last token of it has expired, and not a moment longer', async () => {
    const keys = await begun()
    // Such as somebody makes who has stolen the key.
    const forged = await issue(keys, 10 * 86_400)
    const { signs_from } = await keys.rotate({ immediately: false })
    const end = Date.parse(signs_from) + 60_000 + 1_800_000
    time.now = end - 1
    expect(await isGood(keys, forged)).toBe(true)
    expect(await published(keys)).toContain(kidOf(forged))
    time.now = end
    expect(await isGood(keys, forged)).toBe(false)
    time.now += 1_000
    expect(await published(keys)).not.toContain(kidOf(forged))
    await keys.sweep()
    expect((await rows()).map(({ kid }) => kid)).not.toContain(kidOf(forged))
    expect(await isGood(keys, forged)).toBe(false)
  })

  test('a life of tokens that was longer before is remembered by the key that signed them', async () => {
    const long = await begun({ accessTokenSeconds: 86_400 })
    const token = await issue(long, 86_400)
    const keys = await begun({ accessTokenSeconds: 60 })
    await keys.rotate({ immediately: true })
    time.now += 86_400_000 - 1_000
    expect(await isGood(keys, token)).toBe(true)
  })

  test('a life of tokens that is longer now lengthens the key', async () => {
    await begun({ accessTokenSeconds: 60 })
    const keys = await begun({ accessTokenSeconds: 86_400 })
    expect(await rows()).toMatchObject([{ token_seconds: 86_400 }])
    const token = await issue(keys, 86_400)
    await keys.rotate({ immediately: true })
    time.now += 86_000_000
    expect(await isGood(keys, token)).toBe(true)
  })

  test('asked for twice is done once; in an emergency, at once and each time', async () => {
    const keys = await begun()
    const first = await keys.rotate({ immediately: false })
    expect(await keys.rotate({ immediately: false })).toEqual(first)
    expect((await rows()).length).toBe(2)
    const before = await issue(keys)
    const emergency = await keys.rotate({ immediately: true })
    expect(kidOf(await issue(keys))).toBe(emergency.kid)
    expect((await keys.rotate({ immediately: true })).kid).not.toBe(emergency.kid)
    expect(await isGood(keys, before)).toBe(true)
  })

  test('ten at once make one key', async () => {
    const keys = await begun()
    const made = await Promise.all(Array.from({ length: 10 }, () => keys.rotate({ immediately: false })))
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(1)
    expect((await rows()).length).toBe(2)
  })

  test('is done by the sweep when the key is as old as the setting says, and by one of two servers', async () => {
    const [keys, other] = [await begun({ rotationDays: 30 }), await begun({ rotationDays: 30 })]
    time.now += 30 * DAY - 1
    await keys.sweep()
    expect((await rows()).length).toBe(1)
    time.now += 1
    await Promise.all([keys.sweep(), other.sweep()])
    await keys.sweep()
    expect(await states(keys)).toEqual(['next', 'signing'])
    time.now += 7 * MINUTE
    expect(await states(other)).toEqual(['signing', 'verifying'])
  })

  test('is never done by the sweep where the setting is 0', async () => {
    const keys = await begun({ rotationDays: 0 })
    time.now += 4_000 * DAY
    await keys.sweep()
    expect((await rows()).length).toBe(1)
  })

  test('another algorithm begins as any new key does', async () => {
    const token = await issue(await begun({ algorithm: 'HS256' }))
    const keys = await begun({ algorithm: 'EdDSA' })
    expect(await keys.list()).toMatchObject([{ algorithm: 'EdDSA', state: 'next' }, { algorithm: 'HS256' }])
    expect(kidOf(await issue(keys))).toBe(kidOf(token))
    expect((await published(keys)).length).toBe(1)
    time.now += 7 * MINUTE
    expect(kidOf(await issue(keys))).not.toBe(kidOf(token))
    expect(await isGood(keys, token)).toBe(true)
    await begun({ algorithm: 'EdDSA' })
    expect((await rows()).length).toBe(2)
  })
})

describe('C043 retiring', () => {
  test('ends every token of a key in the moment of the commit, and destroys the key', async () => {
    const keys = await begun()
    const old = await issue(keys)
    await keys.rotate({ immediately: true })
    const young = await issue(keys)
    expect(await keys.retire(kidOf(old))).toMatchObject({ state: 'retired' })
    expect([await isGood(keys, old), await isGood(keys, young)]).toEqual([false, true])
    expect(await published(keys)).toEqual([kidOf(young)])
    expect((await rows()).find(({ kid }) => kid === kidOf(old))).toMatchObject({ sealed_private: null })
    expect(await isGood(await begun(), old)).toBe(false)
  })

  test('of the key that signs: the next one signs at once', async () => {
    const keys = await begun()
    const old = await issue(keys)
    const next = await keys.rotate({ immediately: false })
    await keys.retire(kidOf(old))
    expect(kidOf(await issue(keys))).toBe(next.kid)
    expect((await rows()).length).toBe(2)
  })

  test('of the only key: a new one signs at once', async () => {
    const keys = await begun()
    const old = await issue(keys)
    await keys.retire(kidOf(old))
    const young = await issue(keys)
    expect([kidOf(young) === kidOf(old), await isGood(keys, young), await isGood(keys, old)]).toEqual([
      false,
      true,
      false,
    ])
  })

  test('of the key that signs brings none back that it had followed', async () => {
    const keys = await begun()
    const first = await issue(keys)
    const second = await keys.rotate({ immediately: true })
    await keys.retire(second.kid)
    expect(kidOf(await issue(keys))).not.toBe(kidOf(first))
  })

  test('of the key that was to follow leaves everything else as it was', async () => {
    const keys = await begun()
    const token = await issue(keys)
    const next = await keys.rotate({ immediately: false })
    await keys.retire(next.kid)
    time.now += 7 * MINUTE
    expect(kidOf(await issue(keys))).toBe(kidOf(token))
    expect(await published(keys)).toEqual([kidOf(token)])
  })

  test('twice is once; of none is refused', async () => {
    const keys = await begun()
    const [{ kid = '' } = {}] = await keys.list()
    const once = await keys.retire(kid)
    time.now += 1_000
    expect(await keys.retire(kid)).toEqual(once)
    await expect(keys.retire('sig_nobodys0')).rejects.toMatchObject({ code: 'signing_key_not_found' })
    expect((await rows()).length).toBe(2)
  })

  test('is listed for a month', async () => {
    const keys = await begun({ rotationDays: 0 })
    const [{ kid = '' } = {}] = await keys.list()
    await keys.retire(kid)
    time.now += 30 * DAY - 1
    await keys.sweep()
    expect(await states(keys)).toEqual(['signing', 'retired'])
    time.now += 1
    await keys.sweep()
    expect(await states(keys)).toEqual(['signing'])
  })
})

describe('C104 what is stored', () => {
  test('is sealed: the key is nowhere in the row', async () => {
    await begun({ algorithm: 'HS256' })
    await begun({ algorithm: 'ES256' })
    for (const row of await rows()) {
      expect(row.sealed_private).toMatch(/^1\.[\w-]{22}\.[\w-]{80,}$/)
      if (row.algorithm === 'HS256') expect(row.public_jwk).toBeNull()
      else expect(Object.keys(JSON.parse(String(row.public_jwk))).sort()).toEqual(['crv', 'kty', 'x', 'y'])
    }
  })

  test('two sealed keys that are exchanged open neither, and no token of them counts', async () => {
    const keys = await begun()
    const first = await issue(keys)
    await keys.rotate({ immediately: true })
    const second = await issue(keys)
    const [a, b] = await rows()
    await change(`update signing_keys set sealed_private = '${b?.sealed_private}' where kid = '${a?.kid}'`)
    await change(`update signing_keys set sealed_private = '${a?.sealed_private}' where kid = '${b?.kid}'`)
    const again = await begun()
    expect([await isGood(again, first), await isGood(again, second)]).toEqual([false, false])
    expect(complaints).toMatchObject([{ kid: expect.any(String) }, { kid: expect.any(String) }])
    // The server has a key of its own by now, and goes on.
    expect(await isGood(again, await issue(again))).toBe(true)
    expect((await states(again)).sort()).toEqual(['signing', 'unreadable', 'unreadable'])
    for (const { kid } of [a, b] as { kid: string }[]) await again.retire(kid)
    expect((await states(again)).sort()).toEqual(['retired', 'retired', 'signing'])
  })

  test('a public half that was exchanged is not what is published', async () => {
    const keys = await begun()
    const before = await keys.publicKeySet()
    await change(
      `update signing_keys set public_jwk = '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}'`,
    )
    expect(await (await begun()).publicKeySet()).toEqual([...before])
  })

  test('under a new root secret it is sealed anew, and every token goes on', async () => {
    const root = Buffer.from('e7Jw3nKc0RtY5vHs9BqLz2XgMd8PfUa1')
    const token = await issue(await begun())
    await storage.write((tx) =>
      resealSigningKeys(storage, tx, sealer({ secret: root, previous: secret, random })),
    )
    expect(await isGood(await begun({ root }), token)).toBe(true)
    expect(complaints).toEqual([])
  })

  test('a server that still has the former secret verifies on, and adds nothing that the others cannot open', async () => {
    const former = await begun()
    const token = await issue(former)
    const root = Buffer.from('e7Jw3nKc0RtY5vHs9BqLz2XgMd8PfUa1')
    await storage.write((tx) =>
      resealSigningKeys(storage, tx, sealer({ secret: root, previous: secret, random })),
    )
    expect(await isGood(former, token)).toBe(true)
    const outdated = await begun({ isSecretInForce: false })
    await expect(outdated.rotate({ immediately: true })).rejects.toThrow(/root secret/)
    expect((await rows()).length).toBe(1)
  })
})

describe('for others', () => {
  test('a compact JWS by the key that signs, and none where that is symmetric', async () => {
    const keys = await begun()
    const text = await keys.signCompact({ iss: 'latchkey', heartbeat: 1 }, 'secevent+jwt')
    const [header = '', payload = ''] = String(text).split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'ES256',
      typ: 'secevent+jwt',
    })
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      iss: 'latchkey',
      heartbeat: 1,
    })
    expect(await isGood(keys, String(text))).toBe(false)
    await change('delete from signing_keys')
    expect(await (await begun({ algorithm: 'HS256' })).signCompact({}, 'secevent+jwt')).toBeUndefined()
  })
})
