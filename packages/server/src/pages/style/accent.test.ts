import { expect, test } from 'bun:test'
import { accentsOf, contrast, ENOUGH } from './accent.ts'
import { grounds } from './colours.ts'

const asked = [
  '#000000',
  '#ffffff',
  '#ffff00',
  '#0b5fff',
  '#808080',
  '#ff0000',
  '#1c6150',
  '#7fd1b9',
  undefined,
]

test.each(asked)('%p is read on every ground, and what is written on it too', (colour) => {
  const accents = accentsOf(colour)
  for (const ground of ['light', 'dark'] as const) {
    const { colour: used, text } = accents[ground]
    for (const other of [...Object.values(grounds[ground]), text])
      expect([ground, used, other, contrast(used, other) >= ENOUGH]).toEqual([ground, used, other, true])
  }
})

test('a colour that is read already is left as it is', () => {
  expect(accentsOf('#0b5fff').light).toEqual({ colour: '#0b5fff', text: '#ffffff' })
  expect(accentsOf('#7fd1b9').dark.colour).toBe('#7fd1b9')
})

test('contrast is what WCAG says it is', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2)
})
