import { describe, expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import {
  burstGuesses,
  CALLER,
  codesOn,
  OTHER,
  raceCodes,
  wrongOf,
} from '../../../../../test/support/support-codes.ts'
import { newSupportCode, readSupportCode } from './code.ts'

const MINUTE_MS = 60_000
const NO = { is_confirmed: false, signed_in_at: null, proved_by: null }

everyDatabase((database) => {
  describe('a code of the help desk', () => {
    test('is theirs once, and says how and since when they are signed in', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      expect(await codes.check(`${code.slice(0, 4)} ${code.slice(4)}`)).toEqual({
        is_confirmed: true,
        signed_in_at: new Date(codes.time.now - MINUTE_MS).toISOString(),
        proved_by: 'password',
      })
      expect(await codes.check(code)).toEqual(NO)
    })

    test('is stored as something else', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      const [row] = await database.rows('select * from support_codes')
      expect(JSON.stringify(row)).not.toContain(code)
    })

    test('V30 CVE-2023-26481 is one person’s: of another it says nothing, and stays good', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      expect(await codes.check(code, OTHER)).toEqual(NO)
      await codes.issue(OTHER)
      expect(await codes.check(code, OTHER)).toEqual(NO)
      expect(await codes.check(code)).toMatchObject({ is_confirmed: true })
    })

    test.each<[string, (codes: Awaited<ReturnType<typeof codesOn>>) => Promise<unknown>]>([
      ['after five minutes', async ({ time }) => (time.now += 5 * MINUTE_MS)],
      ['once there is a newer one', ({ issue }) => issue()],
      ['once its session is ended', () => database.change(`delete from sessions where id = 'ses_${CALLER}'`)],
      [
        'once its session is over',
        ({ time }) =>
          database.change(`update sessions set expires_at = ${time.now} where id = 'ses_${CALLER}'`),
      ],
    ])('is dead %s', async (_, happens) => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      await happens(codes)
      expect(await codes.check(code)).toEqual(NO)
    })

    test('C032 V63 CVE-2026-27801 is dead after five wrong ones', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      for (let tries = 0; tries < 5; tries += 1) expect(await codes.check(wrongOf(code))).toEqual(NO)
      expect(await codes.check(code)).toEqual(NO)
    })

    test('C032 a new one does not refill what was spent on wrong ones; a right one spends nothing', async () => {
      const codes = await codesOn(database)
      for (let right = 0; right < 20; right += 1)
        expect(await codes.check(await codes.issue())).toMatchObject({ is_confirmed: true })
      for (let wrong = 0; wrong < 10; wrong += 1)
        expect(await codes.check(wrongOf(await codes.issue()))).toEqual(NO)
      const code = await codes.issue()
      const refused = { code: 'too_many_attempts', retryAfterSeconds: 72 * 60 }
      await expect(codes.check(code)).rejects.toMatchObject(refused)
      await expect(codes.check(wrongOf(code))).rejects.toMatchObject(refused)
      codes.time.now += 72 * MINUTE_MS
      expect(await codes.check(await codes.issue())).toMatchObject({ is_confirmed: true })
    })

    test('is checked by nobody who may not, and not of nobody', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      await expect(codes.check(code, CALLER, OTHER)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(codes.check(code, 99)).rejects.toMatchObject({ code: 'user_not_found' })
      expect(await codes.check(code)).toMatchObject({ is_confirmed: true })
    })

    test('leaves in the audit that it was made, and each check with what came of it', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      await codes.check(wrongOf(code))
      await codes.check(code)
      const entries = await database.rows<{ action: string; facts: string | null; subject_id: number }>(
        `select action, facts, subject_id from audit_entries where action like 'support_code.%' order by id`,
      )
      const subject_id = CALLER
      expect(entries.map((one) => ({ ...one, subject_id: Number(one.subject_id) }))).toEqual([
        { action: 'support_code.issued', facts: null, subject_id },
        { action: 'support_code.checked', facts: '{"confirmed":false}', subject_id },
        { action: 'support_code.checked', facts: '{"confirmed":true}', subject_id },
      ])
      expect(JSON.stringify(entries)).not.toContain(code)
    })

    test('C040 goes with its owner', async () => {
      const codes = await codesOn(database)
      await codes.issue()
      await database.change(`delete from users where id = ${CALLER}`)
      expect(await database.rows('select * from support_codes')).toEqual([])
    })

    test('V51 what is swept is what is over, once nothing of what was spent has to be known', async () => {
      const codes = await codesOn(database)
      const code = await codes.issue()
      await codes.check(wrongOf(code))
      await codes.sweep()
      expect(await codes.check(code)).toMatchObject({ is_confirmed: true })
      codes.time.now += 71 * MINUTE_MS
      await codes.issue(OTHER)
      await codes.sweep()
      expect(await database.rows('select user_id from support_codes')).toHaveLength(2)
      codes.time.now += MINUTE_MS
      await codes.sweep()
      expect(await database.rows<{ user_id: number }>('select user_id from support_codes')).toEqual([
        { user_id: expect.anything() },
      ])
    })

    test('R17 of fifty at once one is told yes, 10 rounds', async () => {
      expect(await raceCodes(database, 10)).toBe(0)
    })

    test('C032 R17 of fifty wrong guesses at once five are looked at, 10 rounds', async () => {
      expect(await burstGuesses(database, 10)).toBe(5)
    })
  })
})

test('a code is eight digits, each as likely as any other', () => {
  const drawn = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    return bytes
  }
  const given = [4_200_000_000, 4_294_967_295, 4_199_999_999, 7]
  const random = { bytes: () => drawn(given.shift() ?? 0) }
  expect(newSupportCode(random)).toBe('99999999')
  expect(newSupportCode(random)).toBe('00000007')
  expect(readSupportCode('0000-00 07')).toBe('00000007')
})
