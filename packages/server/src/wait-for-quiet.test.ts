import { expect, test } from 'bun:test'
import { waitForQuiet } from './wait-for-quiet.ts'

/** What is in flight at each turn, and never again after the last; a turn takes so many milliseconds. */
function watched(inFlight: readonly number[], turnMs: number) {
  let turns = 0
  const clock = { now: () => 0, monotonic: () => turns * turnMs }
  return { clock, pending: () => inFlight[turns++] ?? 0, turns: () => turns }
}

test.each([10, 500])(
  'R14 somebody who asks again ten turns of %d ms after an answer is not cut off',
  async (turnMs) => {
    const { pending, clock, turns } = watched([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], turnMs)
    await waitForQuiet(pending, clock)
    expect(turns()).toBe(21)
  },
)

test('where nobody asks it does not wait long, and for somebody who never ends not for ever', async () => {
  const idle = watched([], 10)
  await waitForQuiet(idle.pending, idle.clock)
  expect(idle.turns()).toBe(10)
  const endless = watched(Array<number>(100).fill(1), 1_000)
  await waitForQuiet(endless.pending, endless.clock)
  expect(endless.turns()).toBe(12)
})
