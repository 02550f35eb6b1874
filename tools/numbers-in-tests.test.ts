import { expect, test } from 'bun:test'
import { namesIn, numbersIn } from './numbers-in-tests.ts'

test.each([
  ["test('C034 CVE-2022-23540 one algorithm a key', () => {})", ['C034', 'CVE-2022-23540']],
  ["describe('C045 and C046 refresh', () => {})", ['C045', 'C046']],
  ["test.each(rows)('V35 is nothing when cut: %s', () => {})", ['V35']],
  ["test.each([\n  1,\n])('C003 %i characters', () => {})", ['C003']],
  ['describe.each(matrix)(`C054 $route`, () => {})', ['C054']],
  ['// C034 would be here', []],
  ["const text = 'C034'", []],
  ["test('names nothing', () => { expect('C034').toBe('C034') })", []],
])('%p carries %p', (source, numbers) => {
  expect([...numbersIn(namesIn(source).join(' '))]).toEqual(numbers)
})
