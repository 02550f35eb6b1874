import { beforeEach, describe, expect, test } from 'bun:test'
import { sealer } from '#crypto/sealed'
import { stepAt, totpAt } from '#crypto/totp'
import { systemRandom } from '#kernel/random'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { callerOf, factorsOn } from '../../../../../test/support/factors.ts'
import { resealTotpSecrets } from './index.ts'

const START = 1_800_000_000_000
const STEP = 30_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const asked = { purpose: 'second_factor', boundTo: 'x' } as const
const former = sealer({ secret: Buffer.alloc(32, 7), random: systemRandom })

/** RFC 4648 section 6. */
const bytesOf = (base32: string): Buffer => {
  const bits = [...base32].map((one) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

everyDatabase((database) => {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const world = (sealed = former) => factorsOn(database.storage, clock, { sealed })
  beforeEach(async () => {
    time.now = START
    for (const name of ['grace', 'alan'])
      await database.change(
        `insert into users (username, username_key, email, full_name, created_at, updated_at)
         values ('${name}', '${name}', '', '', 0, 0)`,
      )
  })
  const codeAt = (secret: Buffer, away = 0) => totpAt(secret, stepAt(time.now) + away)
  const enrol = async (userId: number, { ask }: Awaited<ReturnType<typeof world>>) => {
    const caller = callerOf(userId)
    const secret = bytesOf(String((await ask('POST', '/users/me/factors/totp', caller)).secret))
    const body = { code: codeAt(secret) }
    const { recovery_codes } = await ask('POST', '/users/me/factors/totp/confirm', caller, { body })
    time.now += STEP
    return { secret, codes: recovery_codes as string[] }
  }
  const spend = async ({ factors }: Awaited<ReturnType<typeof world>>, userId: number, shown: object) => {
    const looked = await factors.look(userId, shown as never, asked)
    return looked ? database.storage.write((tx) => looked.spend(tx)) : false
  }

  describe('C070 a code', () => {
    test('counts once, and no earlier one after it', async () => {
      const it = await world()
      const { secret } = await enrol(1, it)
      const totp = (code: string) => spend(it, 1, { kind: 'totp', code })
      expect(await totp(codeAt(secret, 1))).toBe(true)
      for (const away of [-1, 0, 1]) expect(await totp(codeAt(secret, away))).toBe(false)
      time.now += STEP
      expect(await totp(codeAt(secret, 0))).toBe(false)
      expect(await totp(codeAt(secret, 1))).toBe(true)
    })

    test('that was seen to be right by fifty at once is spent by one', async () => {
      const it = await world()
      const { secret, codes } = await enrol(1, it)
      for (const shown of [
        { kind: 'totp', code: codeAt(secret) },
        { kind: 'recovery_code', code: codes[0] ?? '' },
      ] as const) {
        const seen = await Promise.all(Array.from({ length: 50 }, () => it.factors.look(1, shown, asked)))
        const spent = await Promise.all(
          seen.map((one) => database.storage.write(async (tx) => one?.spend(tx))),
        )
        expect(spent.filter((isSpent) => isSpent === true)).toHaveLength(1)
      }
    })

    test('of an app that was removed and added anew meanwhile is not spent on the new one', async () => {
      const it = await world()
      const { secret } = await enrol(1, it)
      const looked = await it.factors.look(1, { kind: 'totp', code: codeAt(secret) }, asked)
      await it.ask('DELETE', '/users/me/factors/totp', callerOf(1))
      const anew = await enrol(1, it)
      expect(await database.storage.write(async (tx) => looked?.spend(tx))).toBe(false)
      expect(await spend(it, 1, { kind: 'totp', code: codeAt(secret) })).toBe(false)
      expect(await spend(it, 1, { kind: 'totp', code: codeAt(anew.secret) })).toBe(true)
    })

    test('proves nothing before the app was confirmed', async () => {
      const it = await world()
      const secret = bytesOf(String((await it.ask('POST', '/users/me/factors/totp', callerOf(1))).secret))
      expect(await spend(it, 1, { kind: 'totp', code: codeAt(secret) })).toBe(false)
      expect(await it.factors.kindsOf(database.storage, 1)).toEqual([])
    })
  })

  describe('C104 the secret of an app', () => {
    test('is sealed, and opens in the row of its owner alone', async () => {
      const it = await world()
      const [grace, alan] = [await enrol(1, it), await enrol(2, it)]
      const rows = await database.rows<{ sealed: string }>('select sealed from totp_secrets order by user_id')
      for (const { sealed } of rows)
        for (const { secret } of [grace, alan]) {
          expect(sealed).not.toContain(secret.toString('base64url'))
          expect(sealed).not.toContain(secret.toString('hex'))
        }
      await database.change(
        `update totp_secrets set sealed = '${rows[1]?.sealed}' where user_id = 1`,
        `update totp_secrets set sealed = '${rows[0]?.sealed}' where user_id = 2`,
      )
      for (const userId of [1, 2])
        for (const { secret } of [grace, alan])
          expect(await spend(it, userId, { kind: 'totp', code: codeAt(secret) })).toBe(false)
    })

    test('goes on under another root secret', async () => {
      const { secret } = await enrol(1, await world())
      const next = Buffer.alloc(32, 8)
      const both = sealer({ secret: next, previous: Buffer.alloc(32, 7), random: systemRandom })
      await database.storage.write((tx) => resealTotpSecrets(database.storage, tx, both))
      const alone = await world(sealer({ secret: next, random: systemRandom }))
      expect(await spend(alone, 1, { kind: 'totp', code: codeAt(secret) })).toBe(true)
      time.now += STEP
      expect(await spend(await world(), 1, { kind: 'totp', code: codeAt(secret) })).toBe(false)
    })

    test('nothing in the database is a recovery code or the token of a device', async () => {
      const it = await world()
      const { codes } = await enrol(1, it)
      const { token } = await database.storage.write((tx) =>
        it.factors.trust(tx, 1, 'a hash', { userAgent: () => null, sourceAddress: () => undefined } as never),
      )
      const stored = JSON.stringify([
        await database.rows('select * from recovery_codes'),
        await database.rows('select * from trusted_devices'),
      ])
      for (const code of codes)
        for (const spelled of [code, code.replaceAll('-', '')]) expect(stored).not.toContain(spelled)
      expect(stored).not.toContain(token.slice(4))
    })
  })

  describe('C072 enrolment ends with a second way back', () => {
    test('ten codes of 80 bits come with the first factor, and none with a further one', async () => {
      const it = await world()
      const { codes } = await enrol(1, it)
      expect(codes).toHaveLength(10)
      for (const code of codes) expect(code.replaceAll('-', '')).toHaveLength(16)
      expect(await database.storage.write((tx) => it.factors.codesForTheFirst(tx, 1))).toBeNull()
    })

    test('they go with the last factor, and what relied on it is lowered', async () => {
      const it = await world()
      const { codes } = await enrol(1, it)
      await it.ask('DELETE', '/users/me/factors/totp', callerOf(1))
      expect(await database.rows('select * from recovery_codes')).toEqual([])
      expect(it.lowered).toEqual([1])
      expect(await spend(it, 1, { kind: 'recovery_code', code: codes[0] })).toBe(false)
      expect(it.told).toEqual(['factor_added', 'factor_removed'])
    })

    test('half an enrolment leaves no codes and asks for nothing', async () => {
      const it = await world()
      await it.ask('POST', '/users/me/factors/totp', callerOf(1))
      await it
        .ask('POST', '/users/me/factors/totp/confirm', callerOf(1), { body: { code: '000000' } })
        .catch(() => undefined)
      expect(await database.rows('select * from recovery_codes')).toEqual([])
      expect(it.told).toEqual([])
    })
  })

  describe('factors that are lost', () => {
    const declare = (it: Awaited<ReturnType<typeof world>>) =>
      it.ask('POST', '/users/me/factors/lost', callerOf(1), { body: { password: 'x' } })

    test('are removed 24 hours later and not before, and the owner is told both times', async () => {
      const it = await world()
      await enrol(1, it)
      await declare(it)
      time.now += DAY - 1
      await it.factors.sweep()
      expect(await it.factors.kindsOf(database.storage, 1)).toEqual(['totp', 'recovery_code'])
      expect(it.told).toEqual(['factor_added', 'factors_lost'])
      time.now += 1
      await it.factors.sweep()
      expect(await it.factors.kindsOf(database.storage, 1)).toEqual([])
      await it.factors.sweep()
      expect(it.told).toEqual(['factor_added', 'factors_lost', 'factors_removed'])
      expect(it.lowered).toEqual([1])
    })

    test('and stay where that was called off, or the account was changed meanwhile', async () => {
      const it = await world()
      await enrol(1, it)
      await declare(it)
      await it.ask('DELETE', '/users/me/factors/lost', callerOf(1))
      time.now += 2 * DAY
      await it.factors.sweep()
      await declare(it)
      await database.storage.write((tx) => it.factors.forgetLoss(tx, 1))
      time.now += 2 * DAY
      await it.factors.sweep()
      expect(await it.factors.kindsOf(database.storage, 1)).toEqual(['totp', 'recovery_code'])
    })

    test('two servers that see to it at once remove them once', async () => {
      const [one, two] = [await world(), await world()]
      await enrol(1, one)
      await declare(one)
      time.now += DAY
      await Promise.all([one.factors.sweep(), two.factors.sweep()])
      expect([...one.told, ...two.told].filter((kind) => kind === 'factors_removed')).toHaveLength(1)
    })
  })

  describe('a trusted device', () => {
    const request = { userAgent: () => null, sourceAddress: () => undefined } as never

    test('is trusted for thirty days, for its account and its password', async () => {
      const { factors } = await world()
      const { storage } = database
      const { id, token } = await storage.write((tx) => factors.trust(tx, 1, 'a hash', request))
      const find = (userId: number, hash: string, text = token) =>
        factors.findTrusted(storage, userId, hash, text)
      expect(await find(1, 'a hash')).toBe(id)
      expect(await find(2, 'a hash')).toBeUndefined()
      expect(await find(1, 'another hash')).toBeUndefined()
      expect(await find(1, 'a hash', `${token}x`)).toBeUndefined()
      time.now += 30 * DAY - 1
      expect(await find(1, 'a hash')).toBe(id)
      time.now += 1
      expect(await find(1, 'a hash')).toBeUndefined()
      await factors.sweep()
      expect(await database.rows('select * from trusted_devices')).toEqual([])
    })

    test('is none after the factors changed', async () => {
      const it = await world()
      await enrol(1, it)
      const { token } = await database.storage.write((tx) => it.factors.trust(tx, 1, 'a hash', request))
      await it.ask('DELETE', '/users/me/factors/totp', callerOf(1))
      expect(await it.factors.findTrusted(database.storage, 1, 'a hash', token)).toBeUndefined()
    })
  })
})
