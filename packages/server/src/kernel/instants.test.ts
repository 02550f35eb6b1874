import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { Instants, SLOT_BYTES } from './instants.ts'

test('holds what was set last, as a map does, while there is room', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 0, max: 2 ** 45 })), {
        maxLength: 60,
      }),
      (seed, writes) => {
        const instants = new Instants(4_096, seed)
        const map = new Map<string, number>()
        for (const [text, at] of writes) {
          instants.set(text, at)
          map.set(text, at)
        }
        for (const [text, at] of map) expect(instants.get(text)).toBe(at)
        expect(instants.get('never set')).toBe(map.get('never set') ?? 0)
      },
    ),
  )
})

test('of too many it forgets those that are over soonest, and holds no more bytes', () => {
  const instants = new Instants(1_024, 5)
  expect(instants.bytes).toBe(1_024 * SLOT_BYTES)
  for (let i = 0; i < 256; i++) instants.set(`long ${i}`, 1_000_000)
  for (let i = 0; i < 100_000; i++) instants.set(`short ${i}`, 10)
  let kept = 0
  for (let i = 0; i < 256; i++) if (instants.get(`long ${i}`) === 1_000_000) kept += 1
  expect(kept).toBe(256)
  expect(instants.bytes).toBe(1_024 * SLOT_BYTES)
})

test('a million are tracked in less than 100 MB, and hardly one is forgotten', () => {
  const instants = new Instants(2_000_000, 77)
  for (let i = 0; i < 1_000_000; i++) instants.set(`a.source.number.${i}`, i + 1)
  let kept = 0
  for (let i = 0; i < 1_000_000; i++) if (instants.get(`a.source.number.${i}`) === i + 1) kept += 1
  console.log(`1,000,000 tracked: ${(instants.bytes / 1e6).toFixed(1)} MB, ${kept} of them kept`)
  expect(instants.bytes).toBeLessThan(100_000_000)
  expect(kept).toBeGreaterThan(990_000)
})
