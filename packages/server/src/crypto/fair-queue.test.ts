import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Claim, FairQueue, type Lane } from './fair-queue.ts'

const claim = (source: string, lane: Lane = 'new', account = `of ${source}`): Claim => ({
  lane,
  source,
  account,
})
function filled(...rows: readonly [string, Lane?, number?][]): FairQueue<string> {
  const queue = new FairQueue<string>()
  for (const [source, lane, times = 1] of rows)
    for (let i = 0; i < times; i++) queue.push(source, claim(source, lane))
  return queue
}
function drained(queue: FairQueue<string>): string {
  const served: string[] = []
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) served.push(next)
  return served.join('')
}

describe('R12 who is hashed for next', () => {
  test('sources take turns, in the order in which they came', () => {
    expect(drained(filled(['a', 'new', 4], ['b', 'new', 2], ['c']))).toBe('abcabaa')
  })

  test('three who are known go before one who is new, and neither waits for ever', () => {
    expect(drained(filled(['n', 'new', 3], ['k', 'known', 5]))).toBe('kkknkknn')
    expect(drained(filled(['n', 'new', 2], ['k', 'known', 1]))).toBe('knn')
  })

  test('one that was taken and not begun is the next again', () => {
    const queue = filled(['a', 'new', 2], ['b'])
    const first = queue.shift() ?? ''
    queue.unshift(first, claim(first))
    expect([queue.length, drained(queue)]).toEqual([3, 'aba'])
  })

  test('how many come before is what comes before, for any queue', () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('known', 'new' as const))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), row, (rows, [source, lane]) => {
        const queue = filled(...(rows as [string, Lane][]))
        const expected = queue.aheadOf(claim(source, lane as Lane))
        queue.push('!', claim(source, lane as Lane))
        const served = drained(queue).indexOf('!')
        // Whose turn it is within a round, and of three known ones, is not counted.
        expect(served).toBeLessThanOrEqual(expected + 3)
      }),
    )
  })
})

describe('R12 who has too much', () => {
  test('a source alone may have all of it, and beside others a quarter', () => {
    expect(filled(['a', 'new', 39]).isGreedy(claim('a'), 40)).toBe(false)
    expect(filled(['a', 'new', 10], ['b']).isGreedy(claim('a'), 40)).toBe(true)
    expect(filled(['a', 'new', 9], ['b']).isGreedy(claim('a'), 40)).toBe(false)
    expect(filled(['a', 'new', 10], ['b']).isGreedy(claim('b'), 40)).toBe(false)
  })

  test('an account, from however many sources', () => {
    const queue = new FairQueue<number>()
    for (let i = 0; i < 10; i++) queue.push(i, claim(`s${i}`, 'new', 'victim'))
    queue.push(10, claim('other', 'new', 'bystander'))
    expect(queue.isGreedy(claim('s11', 'new', 'victim'), 40)).toBe(true)
    expect(queue.isGreedy(claim('s11', 'new', 'bystander'), 40)).toBe(false)
  })

  test('of a full one each source gets one place more', () => {
    const queue = filled(['a', 'new', 40], ['b'])
    expect([queue.isGreedy(claim('b'), 40), queue.isGreedy(claim('c'), 40)]).toEqual([true, false])
  })

  test('what the other lane holds is nobody’s greed', () => {
    expect(filled(['k', 'known', 30], ['n', 'new', 1]).isGreedy(claim('n'), 40)).toBe(false)
  })
})

test('nothing is left behind when all were served', () => {
  const queue = filled(['a', 'new', 20], ['b', 'known', 20])
  expect(drained(queue).length).toBe(40)
  expect(queue.length).toBe(0)
  expect(queue.aheadOf(claim('a'))).toBe(0)
})
