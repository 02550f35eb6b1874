import { describe, expect, test } from 'bun:test'
import {
  JWKS_MAX_AGE_SECONDS,
  type KeyTimes,
  signsOncePublished,
  signsUntil,
  stateOf,
  verifiesUntil,
} from './times.ts'

const SKEW = 60_000
const LIFE = 1_800_000
const key = (kid: string, signsFrom: number, more: Partial<KeyTimes> = {}): KeyTimes => ({
  kid,
  createdAt: signsFrom,
  signsFrom,
  retiredAt: null,
  tokenSeconds: 1_800,
  ...more,
})

describe('C043 when a key signs and verifies', () => {
  test('a new one is published for longer than anybody may keep the published ones', () => {
    for (const now of [0, 1, 999, 1_000, 1_795_626_303_906])
      expect(signsOncePublished(now) - now).toBeGreaterThanOrEqual((JWKS_MAX_AGE_SECONDS + 60) * 1_000)
  })

  test('alone, it signs and verifies without an end', () => {
    const only = key('a', 0)
    expect(verifiesUntil(only, [only])).toBe(Number.POSITIVE_INFINITY)
    expect(stateOf(only, [only], 1e15)).toBe('signing')
  })

  test('followed, until the last token of it has expired, by the slowest clock', () => {
    const [a, b] = [key('a', 0), key('b', 100_000)]
    expect(signsUntil(a, [b, a])).toBe(100_000 + SKEW)
    expect(verifiesUntil(a, [b, a])).toBe(100_000 + SKEW + LIFE)
    expect(verifiesUntil({ ...a, tokenSeconds: 86_400 }, [b])).toBe(100_000 + SKEW + 86_400_000)
  })

  test.each([
    [99_999, 'signing', 'next'],
    [100_000, 'verifying', 'signing'],
    [100_000 + SKEW + LIFE - 1, 'verifying', 'signing'],
    [100_000 + SKEW + LIFE, 'expired', 'signing'],
  ] as const)('at %d: %s, %s', (now, first, second) => {
    const all = [key('b', 100_000), key('a', 0)]
    expect(all.map((one) => stateOf(one, all, now)).reverse()).toEqual([first, second])
  })

  test('one that was retired before it signed has followed nobody', () => {
    const [a, b] = [key('a', 0), key('b', 100_000, { retiredAt: 50_000 })]
    expect(signsUntil(a, [a, b])).toBe(Number.POSITIVE_INFINITY)
  })

  test('one that was retired while it signed has, so that the one before it does not come back', () => {
    const all = [key('a', 0), key('b', 100_000, { retiredAt: 150_000 }), key('c', 400_000)]
    expect(signsUntil(all[0] as KeyTimes, all)).toBe(100_000 + SKEW)
  })

  test('of two that begin together the one that was made later signs, and the other has been followed', () => {
    const all = [key('a', 1_000, { createdAt: 1_200 }), key('b', 1_000, { createdAt: 1_300 })]
    expect(all.map((one) => stateOf(one, all, 2_000))).toEqual(['verifying', 'signing'])
  })
})
