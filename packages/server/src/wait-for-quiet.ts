import type { Clock } from '#kernel/clock'

const QUIET_TURNS = 10
const TURN_MS = 10
const LONGEST_DRAIN_MS = 12_000

/**
 * Resolves when no request has been in flight for a moment: then nobody is about to be cut off. The moment is counted in
 * turns of the event loop, not on the clock: where the machine is so busy that this process waits for its turns, so do
 * the clients that were answered and are about to ask again.
 */
export async function waitForQuiet(pending: () => number, clock: Clock): Promise<void> {
  const startedAt = clock.monotonic()
  let quietTurns = 0
  while (quietTurns < QUIET_TURNS && clock.monotonic() - startedAt < LONGEST_DRAIN_MS) {
    quietTurns = pending() > 0 ? 0 : quietTurns + 1
    await new Promise((resolve) => setTimeout(resolve, TURN_MS))
  }
}
