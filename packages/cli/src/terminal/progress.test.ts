import { expect, test } from 'bun:test'
import { line } from './progress.ts'

test.each<[number, number | undefined, string]>([
  [0, 1000, 'Reading [------------------------------] 0 % 0/1000'],
  [500, 1000, 'Reading [###############---------------] 50 % 500/1000'],
  [1200, 1000, 'Reading [##############################] 100 % 1200/1000'],
  [7, undefined, 'Reading 7'],
])('%p of %p', (done, total, shown) => {
  expect(line('Reading', done, total)).toBe(shown)
})
