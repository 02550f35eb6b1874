import { describe, expect, test } from 'bun:test'
import { PageMemo } from './page-memo.ts'

const page = (skip: number, total = 1) => ({ total, items: [], skip, limit: 10 })

describe('the pages in memory', () => {
  test('are found by skip and limit until a user changes', () => {
    const memo = new PageMemo()
    const kept = memo.keep(page(0), memo.ticket())
    expect(memo.find(0, 10)).toBe(kept)
    expect([memo.find(0, 1), memo.find(1, 10)]).toEqual([undefined, undefined])
    memo.forgetAll()
    expect(memo.find(0, 10)).toBeUndefined()
  })

  test('are not kept when a user changed while they were read', () => {
    const memo = new PageMemo()
    const ticket = memo.ticket()
    memo.forgetAll()
    expect(memo.keep(page(0), ticket)).toEqual(page(0))
    expect(memo.find(0, 10)).toBeUndefined()
  })

  test('are few', () => {
    const memo = new PageMemo()
    for (let skip = 0; skip < 1_000; skip++) memo.keep(page(skip), memo.ticket())
    const found = Array.from({ length: 1_000 }, (_, skip) => memo.find(skip, 10)).filter(Boolean)
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThanOrEqual(64)
  })

  test('are frozen, so that nobody changes what others get', () => {
    const memo = new PageMemo()
    expect(Object.isFrozen(memo.keep(page(0), memo.ticket()))).toBe(true)
  })
})
