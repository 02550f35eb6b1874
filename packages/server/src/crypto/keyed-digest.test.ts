import { expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { isSameDigest, keyedDigest } from './keyed-digest.ts'

const key = Buffer.alloc(32, 7)

test('C105 digests are compared whole, whatever is given', () => {
  const digest = keyedDigest(key)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(digest(a)).toBe(createHmac('sha256', key).update(a).digest('base64url'))
      expect(isSameDigest(digest(a), digest(b))).toBe(digest(a) === digest(b))
      expect(isSameDigest(a, digest(b))).toBe(false)
    }),
  )
})

test('C105 every place of a digest counts', () => {
  const right = keyedDigest(key)('x')
  for (let i = 0; i < right.length; i++) {
    const other = right[i] === 'A' ? 'B' : 'A'
    expect(isSameDigest(right, right.slice(0, i) + other + right.slice(i + 1))).toBe(false)
    expect(isSameDigest(right, right.slice(0, i))).toBe(false)
  }
})
