import { describe, expect, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { base32, otpauthUri, stepAt, TOTP_SECRET_BYTES, totpAt, verifyTotp } from './totp.ts'

const STEP = 30_000
const SECRET = Buffer.from('12345678901234567890')

describe('C070 one-time codes', () => {
  // RFC 6238 appendix B, those of SHA-1: seconds since the epoch, eight digits.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %i s are those of RFC 6238', (seconds, code) => {
    expect(totpAt(SECRET, stepAt(seconds * 1_000), 8)).toBe(code)
    // Authenticator apps show the last six digits (RFC 4226 section 5.3).
    expect(totpAt(SECRET, stepAt(seconds * 1_000))).toBe(code.slice(2))
    expect(verifyTotp(SECRET, code.slice(2), seconds * 1_000)).toBe(Math.floor(seconds / 30))
  })

  // RFC 4226 appendix D: the counter is the step.
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, step) => [step, code] as const,
    ),
  )('of step %i are those of RFC 4226', (step, code) => {
    expect(totpAt(SECRET, step)).toBe(code)
  })

  const oathtool = '/usr/bin/oathtool'
  test.skipIf(!existsSync(oathtool))('are those that oathtool makes, for whatever secret and instant', () => {
    for (let i = 0; i < 50; i++) {
      const secret = randomBytes(TOTP_SECRET_BYTES)
      const seconds = randomBytes(4).readUInt32BE()
      const args = ['--totp=sha1', '--base32', `--now=@${seconds}`, base32(secret)]
      const theirs = execFileSync(oathtool, args, { encoding: 'utf8' }).trim()
      expect([seconds, totpAt(secret, stepAt(seconds * 1_000))]).toEqual([seconds, theirs])
    }
  })

  test.each([-3, -2, -1, 0, 1, 2, 3])('%i steps away count only within one step', (away) => {
    const now = 1_800_000_000_000
    const step = stepAt(now) + away
    expect(verifyTotp(SECRET, totpAt(SECRET, step), now)).toBe(Math.abs(away) <= 1 ? step : undefined)
  })

  test('begin and end with their step, to the millisecond', () => {
    const now = stepAt(1_800_000_000_000) * STEP
    const next = totpAt(SECRET, stepAt(now) + 2)
    expect(verifyTotp(SECRET, next, now + STEP - 1)).toBeUndefined()
    expect(verifyTotp(SECRET, next, now + STEP)).toBe(stepAt(now) + 2)
    const former = totpAt(SECRET, stepAt(now) - 1)
    expect(verifyTotp(SECRET, former, now + STEP - 1)).toBe(stepAt(now) - 1)
    expect(verifyTotp(SECRET, former, now + STEP)).toBeUndefined()
  })

  test('are six digits and nothing else', () => {
    const now = 1_800_000_000_000
    const code = totpAt(SECRET, stepAt(now))
    for (const wrong of [
      '',
      code.slice(1),
      `${code}0`,
      ` ${code}`,
      `+${code}`,
      `0${code}`,
      '٠١٢٣٤٥',
      'abcdef',
    ])
      expect(verifyTotp(SECRET, wrong, now)).toBeUndefined()
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        fc.pre(![-1, 0, 1].some((away) => totpAt(SECRET, stepAt(now) + away) === text))
        expect(verifyTotp(SECRET, text, now)).toBeUndefined()
      }),
    )
  })

  test('of another secret are none', () => {
    const now = 1_800_000_000_000
    const other = Buffer.from('12345678901234567891')
    expect(verifyTotp(SECRET, totpAt(other, stepAt(now)), now)).toBeUndefined()
  })
})

describe('a secret', () => {
  test('has the 160 bits of the HMAC', () => expect(TOTP_SECRET_BYTES * 8).toBe(160))

  // RFC 4648 section 10, without padding.
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%p is spelled as RFC 4648 has it', (plain, spelled) => {
    expect(base32(Buffer.from(plain))).toBe(spelled)
  })

  test('is in an address that authenticator apps read, whatever the names are', () => {
    const uri = otpauthUri(base32(SECRET), { issuer: 'id.example.com', account: 'grace:h & co' })
    expect(uri).toBe(
      'otpauth://totp/id.example.com:grace%3Ah%20%26%20co?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=id.example.com',
    )
    expect(new URL(uri).searchParams.get('secret')).toBe(base32(SECRET))
  })
})
