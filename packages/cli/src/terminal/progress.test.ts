import { expect, test } from 'bun:test'
import { line, progress } from './progress.ts'

test.each<[number, number | undefined, string]>([
  [0, 1000, 'Reading [------------------------------] 0 % 0/1000'],
  [500, 1000, 'Reading [###############---------------] 50 % 500/1000'],
  [1200, 1000, 'Reading [##############################] 100 % 1200/1000'],
  [7, undefined, 'Reading 7'],
])('%p of %p', (done, total, shown) => {
  expect(line('Reading', done, total)).toBe(shown)
})

/** What is on the screen after steps at these instants (milliseconds), and the end. */
function drawn(isTTY: boolean, instants: readonly number[]): string[] {
  const written: string[] = []
  let time = 0
  const bar = progress('Reading', { isTTY, write: (text) => written.push(text) }, () => time)
  for (const [i, instant] of instants.entries()) {
    time = instant
    bar.reached(i, 10)
  }
  bar.end()
  return written.map((text) => text.replaceAll('\r\u001b[K', '|').replace(/\[.*\] /, ''))
}

test.each<[string, boolean, number[], string[]]>([
  ['what takes less than a second shows nothing', true, [0, 500, 999], []],
  ['what takes longer shows where it is, and takes it away', true, [0, 1_000], ['|Reading 10 % 1/10', '|']],
  [
    'it is drawn ten times a second at most',
    true,
    [1_000, 1_050, 1_100],
    ['|Reading 0 % 0/10', '|Reading 20 % 2/10', '|'],
  ],
  ['a script is shown nothing, however long it takes', false, [0, 1_000, 60_000], []],
])('%s', (_, isTTY, instants, shown) => {
  expect(drawn(isTTY, instants)).toEqual(shown)
})

test('a step that takes long is shown while it does', async () => {
  const shown = Promise.withResolvers<string>()
  let time = 0
  const bar = progress('Migrating', { isTTY: true, write: shown.resolve }, () => time)
  bar.reached(3, 10)
  time = 2_000
  expect(await shown.promise).toContain('30 % 3/10')
  bar.end()
})
