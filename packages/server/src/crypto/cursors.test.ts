import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { markedCursors } from './cursors.ts'
import { keyedDigest } from './keyed-digest.ts'

const cursors = markedCursors(keyedDigest(Buffer.alloc(32, 7)))
const others = markedCursors(keyedDigest(Buffer.alloc(32, 8)))

describe('V19 CVE-2026-33503 a cursor', () => {
  test('leads back to its position, in its list and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (position) => {
        const cursor = cursors.write('key_', position)
        expect(cursors.read('key_', cursor)).toBe(position)
        expect(cursors.read('ses_', cursor)).toBeUndefined()
        expect(others.read('key_', cursor)).toBeUndefined()
      }),
    )
  })

  test('has one spelling', () => {
    const cursor = cursors.write('key_', '1764000000000 key_AbCdEf')
    for (let at = 0; at < cursor.length; at += 1) {
      const changed = cursor.charAt(at) === 'A' ? 'B' : 'A'
      expect(cursors.read('key_', cursor.slice(0, at) + changed + cursor.slice(at + 1))).toBeUndefined()
      expect(cursors.read('key_', cursor.slice(0, at))).toBeUndefined()
      expect(cursors.read('key_', cursor.slice(0, at) + cursor.slice(at + 1))).toBeUndefined()
    }
    for (const more of ['=', 'A', '.', `.${cursor}`])
      expect(cursors.read('key_', cursor + more)).toBeUndefined()
  })

  test('of the longest name of a role is as long as a cursor may be', () => {
    expect(cursors.write('roles', 'x'.repeat(64)).length).toBeLessThanOrEqual(128)
  })
})
