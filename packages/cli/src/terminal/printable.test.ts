import { describe, expect, test } from 'bun:test'
import { printable, printableJson } from './printable.ts'
import { card, table, widthOf } from './table.ts'

describe('what somebody else wrote', () => {
  test.each([
    ['a colour', '\u001b[31mred', '\\u001b[31mred'],
    ['a window title', '\u001b]0;gone\u0007', '\\u001b]0;gone\\u0007'],
    ['a control character of the second set', '\u009b2J', '\\u009b2J'],
    ['a new line', 'one\ntwo\r', 'one\\u000atwo\\u000d'],
    ['letters in the other order', 'a\u202eb', 'a\\u202eb'],
    ['a tag character', '\u{e0041}', '\\u{e0041}'],
  ])('%s is shown, not obeyed', (_, given, shown) => {
    expect(printable(given)).toBe(shown)
  })

  test.each(['Ada Łovelace', 'نیم\u200cفاصله', '👩‍👩‍👧', '王小明'])('%s is left as it is', (name) => {
    expect(printable(name)).toBe(name)
  })

  test('in JSON it is the same value', () => {
    const value = { name: 'a\u001b\u009b\u202e\u{e0041}\u2028 王' }
    const text = printableJson(value, 2)
    expect(JSON.parse(text)).toEqual(value)
    for (const one of '\u001b\u009b\u202e\u2028\u{e0041}') expect(text).not.toContain(one)
  })
})

describe('a table', () => {
  test('is aligned by what a terminal shows', () => {
    expect(widthOf('王a👩‍👩‍👧')).toBe(5)
    expect(
      table(
        ['ID', 'NAME', 'X'],
        [
          [1, '王小明', 'a'],
          [20, 'b\u001b', 'c'],
        ],
      ),
    ).toBe('ID  NAME     X\n1   王小明   a\n20  b\\u001b  c')
  })

  test('a card leaves out what is not there', () => {
    expect(card({ Id: 1, Name: undefined, 'E-mail': 'a@b.c' })).toBe('Id      1\nE-mail  a@b.c')
  })
})
