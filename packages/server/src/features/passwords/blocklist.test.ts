import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { isListed, loadBlocklist } from './blocklist.ts'
import { blocklistEntries } from './blocklist-facts.ts'

const list = await loadBlocklist()
const lines = list.toString().split('\n').slice(0, -1)

test('C007: the list is sorted by byte, folded, without shorter ones, and as long as it says', () => {
  expect(lines.length).toBe(blocklistEntries)
  expect(
    lines.every(
      (line, i) => i === 0 || Buffer.compare(Buffer.from(lines[i - 1] ?? ''), Buffer.from(line)) < 0,
    ),
  ).toBe(true)
  expect(
    lines.filter((line) => line !== line.normalize('NFC').toLowerCase() || [...line].length < 8),
  ).toEqual([])
})

test('C007: every entry is found', () => {
  expect(lines.filter((line) => !isListed(list, line))).toEqual([])
})

test.each(['password1', '1234567890', 'qwertyuiop', 'iloveyou1', 'passw0rd', 'football'])(
  'C007: %s is listed',
  (text) => {
    expect(isListed(list, text)).toBe(true)
  },
)

test.each([
  'securepassword123',
  'aaaa bbbb cccc dddd',
  '',
  '\n',
  'password\n',
  'password1\npassword12',
  'passwor',
  'password1 ',
  '\u0000',
  '\u{10ffff}',
])('C007: %j is not listed', (text) => {
  expect(isListed(list, text)).toBe(false)
})

test('finds exactly what a set finds, in any list', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🔑', '~'), maxLength: 4 })
  fc.assert(
    fc.property(fc.uniqueArray(word.filter((each) => each !== '')), word, (words, wanted) => {
      const sorted = words.map((each) => Buffer.from(each)).sort(Buffer.compare)
      const text = Buffer.concat(sorted.flatMap((each) => [each, Buffer.from('\n')]))
      expect(isListed(text, wanted)).toBe(words.includes(wanted))
    }),
  )
})
