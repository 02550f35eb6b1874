import { describe, expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { apiKeyTexts, looksLikeApiKey } from './api-keys.ts'
import { hmacSha256 } from './hmac.ts'

const texts = (seed = 'one') => apiKeyTexts(hmacSha256(Buffer.from(seed.padEnd(32, '.'))))
const chance = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const numberIn = (text: string) =>
  [...text].reduce((sum, digit) => sum * 62n + BigInt(DIGITS.indexOf(digit)), 0n)

describe('C060 an API key', () => {
  test('is lk_, 256 bits of chance in base62 and their CRC-32, and is known by its digest again', () => {
    fc.assert(
      fc.property(chance, (secret) => {
        const { key, hint, digest } = texts().issue(secret)
        expect(key).toMatch(/^lk_[0-9A-Za-z]{49}$/)
        expect(numberIn(key.slice(3, 46))).toBe(BigInt(`0x${secret.toString('hex')}`))
        expect(numberIn(key.slice(46))).toBe(BigInt(crc32(key.slice(0, 46))))
        expect([hint, looksLikeApiKey(key)]).toEqual([key.slice(0, 8), true])
        expect(texts().digestOf(key)).toBe(digest)
      }),
    )
  })

  test.each([0, 255])('has its length also where every byte is %p', (byte) =>
    expect(texts().issue(Buffer.alloc(32, byte)).key).toHaveLength(52),
  )

  test('is made of 32 bytes, or not at all', () => {
    for (const length of [0, 16, 31, 33])
      expect(() => texts().issue(Buffer.alloc(length))).toThrow(RangeError)
  })

  test('C042 has another digest under every root secret, and the key is in none', () => {
    const { key, digest } = texts().issue(randomBytes(32))
    expect(texts('two').digestOf(key)).not.toBe(digest)
    expect(digest).toMatch(/^[\w-]{43}$/)
    expect(digest).not.toContain(key.slice(3, 12))
  })

  test('with any one character changed is no key: a typo never reaches the database', () => {
    const { key } = texts().issue(Buffer.alloc(32, 9))
    for (let at = 3; at < key.length; at++)
      for (const digit of DIGITS)
        if (digit !== key[at])
          expect(texts().digestOf(key.slice(0, at) + digit + key.slice(at + 1))).toBeUndefined()
  })

  test('CVE-2026-27840 (V35) cut, extended or spelled otherwise is no key', () => {
    const { key } = texts().issue(Buffer.alloc(32, 9))
    const others = [
      ...Array.from({ length: key.length }, (_, end) => key.slice(0, end)),
      ...['=', ' ', '\n', '\0', 'A', key.slice(-1), key].map((end) => key + end),
      ...[' ', '\n', 'lk_', 'x'].map((start) => start + key),
      key.toUpperCase(),
      key.toLowerCase(),
      `LK_${key.slice(3)}`,
    ]
    for (const other of others) expect([other, texts().digestOf(other)]).toEqual([other, undefined])
  })

  test.each(['lkr_x', 'eyJhbGciOiJIUzI1NiJ9.e30.x', '', 'lk', 'LK_x', ' lk_x'])(
    'is told from %p, which is none',
    (token) => expect(looksLikeApiKey(token)).toBe(false),
  )
})
