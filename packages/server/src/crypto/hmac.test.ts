import { describe, expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hmacSha256 } from './hmac.ts'

const reference = (key: Uint8Array, text: string) =>
  createHmac('sha256', key).update(text).digest('base64url')

describe('the HMAC of prepared blocks', () => {
  test('RFC 4231 section 4.3: the published value', () => {
    const published = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    const sign = hmacSha256(Buffer.from('Jefe'))
    expect(sign('what do ya want for nothing?')).toBe(Buffer.from(published, 'hex').toString('base64url'))
  })

  test('equals createHmac for any key of at most 64 bytes and any text', () => {
    const key = fc.uint8Array({ maxLength: 64 })
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(fc.property(key, text, (k, t) => expect(hmacSha256(Buffer.from(k))(t)).toBe(reference(k, t))))
  })

  test('equals createHmac whatever was signed before: nothing of a longer text stays behind', () => {
    const key = Buffer.alloc(32, 7)
    const sign = hmacSha256(key)
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200 }), { maxLength: 8 }), (texts) => {
        for (const text of texts) expect(sign(text)).toBe(reference(key, text))
      }),
    )
  })

  test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 4_095, 4_096])(
    'equals createHmac for %d characters',
    (length) => {
      for (const character of ['a', 'é', '€']) {
        const text = character.repeat(length)
        expect(hmacSha256(Buffer.alloc(64, 1))(text)).toBe(reference(Buffer.alloc(64, 1), text))
      }
    },
  )

  test('two keys do not share what they prepared', () => {
    const [first, second] = [hmacSha256(Buffer.from('first')), hmacSha256(Buffer.from('second'))]
    const before = first('text')
    expect(second('text')).not.toBe(before)
    expect(first('text')).toBe(before)
  })

  test('refuses what it has no room for', () => {
    expect(() => hmacSha256(Buffer.alloc(65))).toThrow(RangeError)
    expect(() => hmacSha256(Buffer.alloc(32))('a'.repeat(4_097))).toThrow(RangeError)
  })
})
