const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span in whole units, never longer than it is; the largest unit of which there are two. */
export function spanOf(milliseconds: number): { number: number; unit: 'minutes' | 'hours' | 'days' } {
  if (milliseconds >= 2 * DAY) return { number: Math.floor(milliseconds / DAY), unit: 'days' }
  if (milliseconds >= 2 * HOUR) return { number: Math.floor(milliseconds / HOUR), unit: 'hours' }
  return { number: Math.max(1, Math.floor(milliseconds / MINUTE)), unit: 'minutes' }
}
