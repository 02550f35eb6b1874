import { type LimitClass, problem } from '@latchkey/contract'
import { type Budget, spent, waitOf } from '#kernel/budget'
import type { Instants } from '#kernel/instants'
import { sourceKey } from '#kernel/source-key'
import type { Usage } from '#kernel/usage'

const WINDOW_MS = 60_000
/** So that what was rounded up on the way to the last request of a window does not refuse it. */
const ROUNDING_MS = 0.5

/** Requests a minute; 0: any number. */
export type LimitSettings = Readonly<Record<Exclude<LimitClass, 'none'>, number>>

export interface Limits {
  /** Of requests without a caller. Throws `too_many_requests`. */
  countSource(limit: LimitClass, source: string | undefined, now: number): void
  /** In the two numbers that the caller carries: no request looks anything up for it. Throws `too_many_requests`. */
  countCaller(limit: 'read' | 'write', usage: Usage, now: number): void
}

/** How often anybody may ask at all, in this process; `now` never goes back. */
export function createLimits(settings: LimitSettings, sources: Instants): Limits {
  const budgetOf = (perMinute: number): Budget | undefined =>
    perMinute === 0 ? undefined : { burst: perMinute, intervalMs: WINDOW_MS / perMinute }
  const budgets = new Map<LimitClass, Budget>()
  for (const [name, perMinute] of Object.entries(settings)) {
    const budget = budgetOf(perMinute)
    if (budget) budgets.set(name as LimitClass, budget)
  }
  const ofCallers = { read: budgetOf(settings.read), write: budgetOf(settings.write) }
  return {
    countSource(limit, source, now) {
      const budget = budgets.get(limit)
      if (!budget) return
      const key = `${limit} ${sourceKey(source)}`
      const at = sources.get(key)
      const waitMs = waitOf(at, now, budget)
      if (waitMs >= ROUNDING_MS) throw tooMany(limit, waitMs, budget)
      sources.set(key, spent(at, now, budget))
    },
    countCaller(limit, usage, now) {
      const budget = ofCallers[limit]
      if (!budget) return
      const at = Math.max(usage[limit], now)
      if (at + budget.intervalMs > now + WINDOW_MS + ROUNDING_MS)
        throw tooMany(limit, waitOf(at, now, budget), budget)
      usage[limit] = at + budget.intervalMs
    },
  }
}

function tooMany(policy: string, waitMs: number, { burst }: Budget) {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return problem('too_many_requests', {
    detail: `There were too many requests. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
    rateLimit: { policy, quota: burst, windowSeconds: WINDOW_MS / 1_000 },
  })
}
