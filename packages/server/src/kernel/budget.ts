/**
 * A budget by the generic cell rate algorithm: `burst` at once, then one each `intervalMs`. What is kept of its use is one
 * number, the instant at which it would be whole again; 0, or any instant that is over: it is whole.
 */
export interface Budget {
  readonly burst: number
  readonly intervalMs: number
}

const DAY_MS = 86_400_000

/** So many at once, and never more than `perDay` in any 24 hours. */
export const dailyBudget = (burst: number, perDay: number): Budget => ({
  burst,
  intervalMs: Math.ceil(DAY_MS / Math.max(1, perDay - burst)),
})

/** A clock that was set back, or a budget that was made smaller, makes nobody wait longer than for one interval. */
const wholeAgain = (at: number, now: number, { burst, intervalMs }: Budget): number =>
  Math.min(Math.max(at, now), now + burst * intervalMs)

/** Milliseconds until one more is admitted; 0: now. */
export const waitOf = (at: number, now: number, budget: Budget): number =>
  Math.max(0, wholeAgain(at, now, budget) + budget.intervalMs - now - budget.burst * budget.intervalMs)

/** The instant after one more. */
export const spent = (at: number, now: number, budget: Budget): number =>
  wholeAgain(at, now, budget) + budget.intervalMs

/** The latest instant that admits one more. */
export const latestAdmitted = (now: number, { burst, intervalMs }: Budget): number =>
  now + (burst - 1) * intervalMs
