/** Time is an argument: whoever needs it is given a clock. */
export interface Clock {
  /** Milliseconds since the epoch, by the wall clock: for instants that are stored or shown. */
  now(): number
  /** Milliseconds since some fixed point, never going back: for limits and durations. */
  monotonic(): number
}

/** RFC 3339 in UTC with milliseconds, as the wire has instants. */
export const instantOf = (milliseconds: number): string => new Date(milliseconds).toISOString()

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}
