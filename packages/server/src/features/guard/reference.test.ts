import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { systemRandom } from '#kernel/random'
import { newReference, readReference, shownReference } from './reference.ts'

test('a reference is read as it was told, also where O, I and L are heard for 0 and 1', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (bytes) => {
      const reference = newReference({ bytes: () => Buffer.from(bytes) })
      expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
      const told = shownReference(reference)
      const heard = [told, told.toLowerCase(), ` ${told} `, told.replaceAll('0', 'O').replaceAll('1', 'l')]
      for (const text of heard) expect(readReference(text)).toBe(reference)
    }),
  )
})

test('no two of many are the same, and nothing else is one', () => {
  const many = new Set(Array.from({ length: 10_000 }, () => newReference(systemRandom)))
  expect(many.size).toBeGreaterThan(9_998)
  for (const text of ['', 'K7M4', 'K7M4-2Q9U', 'K7M4-2Q9T0', 'K7M4_2Q9T', '../../etc'])
    expect(readReference(text)).toBeUndefined()
})
