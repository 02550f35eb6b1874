import { setTimeout as pause } from 'node:timers/promises'

/** Asks again until there is something to return; throws when the deadline (milliseconds) passes first. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  deadline = 10_000,
): Promise<T> {
  const end = performance.now() + deadline
  for (;;) {
    const found = await ask()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`waited ${deadline} ms in vain: ${what}`)
    await pause(5)
  }
}
