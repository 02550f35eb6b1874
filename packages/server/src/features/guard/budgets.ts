import type { AttemptLane, BudgetName } from '@latchkey/contract'
import { type Budget, dailyBudget } from '#kernel/budget'

/** Each is so many at once, and never more than a number a day. */
export type Budgets = Readonly<Record<BudgetName, Budget>>

/** The settings that budgets are made of. */
export interface BudgetSettings {
  readonly guardAccountBurst: number
  readonly guardAccountPerDay: number
  readonly guardPairBurst: number
  readonly guardPairPerDay: number
  readonly guardSourceBurst: number
  readonly guardSourcePerDay: number
  readonly guardKnownBurst: number
  readonly guardKnownPerDay: number
  readonly guardEnumerationBurst: number
  readonly guardEnumerationPerDay: number
  readonly guardRegistrationBurst: number
  readonly guardRegistrationPerDay: number
}

export const budgetsOf = (settings: BudgetSettings): Budgets => ({
  account: dailyBudget(settings.guardAccountBurst, settings.guardAccountPerDay),
  pair: dailyBudget(settings.guardPairBurst, settings.guardPairPerDay),
  source: dailyBudget(settings.guardSourceBurst, settings.guardSourcePerDay),
  known: dailyBudget(settings.guardKnownBurst, settings.guardKnownPerDay),
  enumeration: dailyBudget(settings.guardEnumerationBurst, settings.guardEnumerationPerDay),
  registration: dailyBudget(settings.guardRegistrationBurst, settings.guardRegistrationPerDay),
})

/** What one attempt is counted in. */
export interface Bucket {
  readonly name: BudgetName
  readonly key: string
  readonly budget: Budget
}

/**
 * Where a guess at an account is counted. Whoever comes from where this account has signed in lately, or with its device,
 * has a budget that no stranger can spend (C027); all strangers together have one a account, one a source, and one for
 * each of the two together. The keys are made of these parts and of nothing else (C030), in an order that is everybody's.
 */
export function guessBuckets(
  { lane, accountKey, sourceKey }: { lane: AttemptLane; accountKey: string; sourceKey: string },
  budgets: Budgets,
): readonly Bucket[] {
  if (lane !== 'new') return [{ name: 'known', key: `k.${accountKey}.${sourceKey}`, budget: budgets.known }]
  return [
    { name: 'account', key: `a.${accountKey}`, budget: budgets.account },
    { name: 'pair', key: `p.${accountKey}.${sourceKey}`, budget: budgets.pair },
    { name: 'source', key: `s.${sourceKey}`, budget: budgets.source },
  ]
}

/** What a right password makes whole: no guess was made from here. */
export const isOfThePair = ({ name }: Bucket): boolean => name === 'known' || name === 'pair'

/** Accounts that are made, by where they are made from. */
export const registrationBucket = (sourceKey: string, budgets: Budgets): Bucket => ({
  name: 'registration',
  key: `r.${sourceKey}`,
  budget: budgets.registration,
})

/** How often somebody is told that a name or an address is taken: by registering, or by wanting it for the own account. */
export const enumerationBucket = (asker: string, budgets: Budgets): Bucket => ({
  name: 'enumeration',
  key: `e.${asker}`,
  budget: budgets.enumeration,
})
