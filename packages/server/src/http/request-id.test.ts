import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { requestIds } from './request-id.ts'

const PLAIN = /^[A-Za-z0-9._-]{1,64}$/

describe('the id of a request', () => {
  test.each(['a', 'a.b_c-D9', '0', 'x'.repeat(64), '..', '-'])('%p comes back', (given) => {
    expect(requestIds('p')(given)).toBe(given)
  })

  test.each([
    null,
    '',
    'x'.repeat(65),
    'a b',
    'a\n',
    'a\r\nSet-Cookie: x=1',
    'a"b',
    'é',
    '１',
    'a,b',
    'a/b',
    '\u001b[31m',
    '{"a":1}',
    'a\0',
  ])('%p is replaced by a new one', (given) => {
    expect(requestIds('p')(given)).toBe('p-1')
  })

  test('is new each time, and begins with what is this process’s own', () => {
    const next = requestIds('3f9c')
    const ids = Array.from({ length: 5_000 }, () => next(null))
    expect(new Set(ids).size).toBe(5_000)
    expect(ids.every((id) => id.startsWith('3f9c-') && PLAIN.test(id))).toBe(true)
  })

  test('whatever is given: one plain word that can stand in a log line as it is', () => {
    const next = requestIds('p')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (given) => expect(next(given)).toMatch(PLAIN)))
  })
})
