import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { MultiMap } from './multi-map.ts'

test('holds what a map of sets holds, whatever is added, deleted and taken', () => {
  const step = fc.record({
    what: fc.constantFrom('add', 'delete', 'take', 'clear'),
    key: fc.nat({ max: 3 }),
    value: fc.constantFrom('a', 'b', 'c'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const map = new MultiMap<number>()
      const model = new Map<number, Set<string>>()
      for (const { what, key, value } of steps) {
        if (what === 'add') {
          map.add(key, value)
          model.set(key, (model.get(key) ?? new Set()).add(value))
        } else if (what === 'delete') {
          map.delete(key, value)
          model.get(key)?.delete(value)
          if (model.get(key)?.size === 0) model.delete(key)
        } else if (what === 'take') {
          expect([...map.take(key)].sort()).toEqual([...(model.get(key) ?? [])].sort())
          model.delete(key)
        } else {
          map.clear()
          model.clear()
        }
        expect(map.size).toBe(model.size)
      }
      for (const key of [0, 1, 2, 3])
        expect([...map.take(key)].sort()).toEqual([...(model.get(key) ?? [])].sort())
    }),
  )
})
