// C104: what is sealed opens in its own place, under its own secret, unchanged; and nowhere else.
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { systemRandom as random } from '#kernel/random'
import { type Place, sealer } from './sealed.ts'

const secret = Buffer.from('T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA')
const former = Buffer.from('e7Jw3nKc0RtY5vHs9BqLz2XgMd8PfUa1')
const sealed = sealer({ secret, random })
const place: Place = { table: 'signing_keys', row: 'sig_0aB1cD2e', column: 'sealed_private' }
const plain = Buffer.from('a key of thirty-two bytes, surely')

describe('C104 a sealed value', () => {
  test('opens in its place, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const given = Buffer.from(bytes)
        expect(sealed.open(sealed.seal(given, place), place)?.equals(given)).toBe(true)
      }),
    )
  })

  test('shows nothing of it, and is never the same text twice', () => {
    const texts = Array.from({ length: 100 }, () => sealed.seal(plain, place))
    expect(new Set(texts).size).toBe(100)
    for (const text of texts) {
      expect(text).toMatch(/^1\.[\w-]{22}\.[\w-]+$/)
      expect(Buffer.from(text.split('.')[2] ?? '', 'base64url').includes(plain)).toBe(false)
      expect(text).not.toContain(secret.toString('base64url').slice(0, 8))
    }
  })

  test.each([
    ['another row', { row: 'sig_AAAAAAAA' }],
    ['another column', { column: 'public_jwk' }],
    ['another table', { table: 'webhooks' }],
    ['a row that swallows the column', { row: 'sig_0aB1cD2e","sealed_private', column: '' }],
  ])('does not open in %s', (_, other) => {
    expect(sealed.open(sealed.seal(plain, place), { ...place, ...other })).toBeUndefined()
  })

  test('does not open once any one character is another', () => {
    const text = sealed.seal(plain, place)
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      const opened = sealed.open(changed, place)
      // The last character has bits that mean nothing: then it is the same value.
      expect([at, opened === undefined || (at === text.length - 1 && opened.equals(plain))]).toEqual([
        at,
        true,
      ])
    }
  })

  test.each(['', '.', '..', '1..', 'x', '1.x.y', '2.x.y', `1.${'A'.repeat(22)}.${'A'.repeat(60)}`])(
    '%p opens nothing, and nothing is thrown',
    (text) => expect(sealed.open(text, place)).toBeUndefined(),
  )

  test('cut short anywhere, it opens nothing', () => {
    const text = sealed.seal(plain, place)
    for (let end = 0; end < text.length - 1; end++)
      expect(sealed.open(text.slice(0, end), place)).toBeUndefined()
  })
})

describe('C104 a change of the root secret', () => {
  const before = sealer({ secret: former, random })
  const during = sealer({ secret, previous: former, random })

  test('what was sealed under the one before opens while that is given, and is sealed under the new one', () => {
    const old = before.seal(plain, place)
    expect(during.open(old, place)?.equals(plain)).toBe(true)
    expect(during.isInForce(old)).toBe(false)
    const anew = during.seal(plain, place)
    expect(during.isInForce(anew)).toBe(true)
    expect(sealed.open(anew, place)?.equals(plain)).toBe(true)
    expect(before.open(anew, place)).toBeUndefined()
  })

  test('without it, it does not open; nor under a name that is exchanged', () => {
    const old = before.seal(plain, place)
    expect(sealed.open(old, place)).toBeUndefined()
    const [, name] = sealed.seal(plain, place).split('.')
    const [version, , encoded] = old.split('.')
    expect(sealed.open(`${version}.${name}.${encoded}`, place)).toBeUndefined()
    expect(during.open(`${version}.${name}.${encoded}`, place)).toBeUndefined()
  })
})
