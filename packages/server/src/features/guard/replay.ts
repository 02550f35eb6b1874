import type { Attempt, AttemptCause, AttemptChannel, AttemptLane } from '@latchkey/contract'
import { type Bucket, type Budgets, enumerationBucket, guessBuckets, registrationBucket } from './budgets.ts'
import { decide, giveBack, giveOneBack, type Held } from './decide.ts'

/** What changes of one account's attempts, or of one source's where no account is named. */
interface Replayed {
  readonly userId: number | null
  readonly accountKey: string
  readonly sourceKey: string
  readonly channel: Attempt['channel']
  /** Were let in, and would be refused. */
  refused: number
  /** Of those: had the right password. */
  refusedWithRightPassword: number
  /** Were refused by a budget, and would be let in. */
  letIn: number
}

export interface Replay {
  readonly attempts: number
  /** By lane: how many there were, how many were refused, how many would be. */
  readonly lanes: Readonly<Record<AttemptLane, { attempts: number; throttled: number; wouldBe: number }>>
  readonly changes: readonly Replayed[]
}

/** Where a password or a second factor is looked at. */
const GUESSING: readonly AttemptChannel[] = [
  'sign_in',
  'change_password',
  'repeat_registration',
  'confirm_registration',
  'second_factor',
  'reauthenticate',
]
/** All that was asked for was right. */
const SUCCESSES: readonly AttemptCause[] = ['signed_in', 'registered', 'reauthenticated']
/** The password was, and more is asked for, or nobody is let in. */
const HALF_SUCCESSES: readonly AttemptCause[] = [
  'password_changed',
  'account_disabled',
  'second_factor_due',
  'password_change_due',
]

/**
 * What other budgets would have made of the same attempts, which are given in the order in which they came. What was
 * refused then and would be let in now counts as a wrong guess: nobody looked at it.
 */
export async function replay(attempts: AsyncIterable<Attempt>, budgets: Budgets): Promise<Replay> {
  const held = new Map<string, number>()
  const state: Held = {
    get: (key) => held.get(key) ?? 0,
    set: (key, at) => held.set(key, at),
  }
  const changes = new Map<string, Replayed>()
  const lane = () => ({ attempts: 0, throttled: 0, wouldBe: 0 })
  const lanes = { known_device: lane(), known_source: lane(), new: lane() }
  let count = 0
  for await (const attempt of attempts) {
    count += 1
    const wasThrottled = attempt.cause === 'throttled'
    const isThrottled = isRefused(state, attempt, budgets)
    const counted = lanes[attempt.lane]
    counted.attempts += 1
    if (wasThrottled) counted.throttled += 1
    if (isThrottled) counted.wouldBe += 1
    if (wasThrottled === isThrottled) continue
    const change = changeOf(changes, attempt)
    if (wasThrottled) change.letIn += 1
    else change.refused += 1
    const isRight = SUCCESSES.includes(attempt.cause) || HALF_SUCCESSES.includes(attempt.cause)
    if (isThrottled && isRight) change.refusedWithRightPassword += 1
  }
  return { attempts: count, lanes, changes: [...changes.values()] }
}

/** What tells that a name or an address is taken, or would have. */
const TELLING: readonly AttemptCause[] = [
  'username_taken',
  'email_taken',
  'provider_address_not_proved',
  'throttled',
]

/** Refused before any budget is asked. */
const BEFORE_BUDGETS: readonly AttemptCause[] = [
  'registration_closed',
  'registration_by_invitation',
  'invitation_not_valid',
]

function isRefused(state: Held, attempt: Attempt, budgets: Budgets): boolean {
  const now = Date.parse(attempt.at)
  const { account_key: accountKey, source_key: sourceKey, lane, channel, cause } = attempt
  if (GUESSING.includes(channel)) {
    if (cause === 'password_too_long' || isOfNoBudget(attempt)) return false
    const buckets = guessBuckets({ lane, accountKey, sourceKey }, budgets)
    if (decide(state, buckets, now)) return true
    if (SUCCESSES.includes(cause)) giveBack(state, buckets)
    if (HALF_SUCCESSES.includes(cause)) giveOneBack(state, buckets)
    return false
  }
  if (channel === 'register' && !BEFORE_BUDGETS.includes(cause)) {
    return isQuestionRefused(state, attempt, now, [registrationBucket(sourceKey, budgets)], budgets)
  }
  return channel === 'change_email' ? isQuestionRefused(state, attempt, now, [], budgets) : false
}

/** A half sign-in that is over: nothing is looked at where its token is nobody's, or asked only for another password. */
const isOfNoBudget = ({ cause, channel, user_id: userId }: Attempt): boolean =>
  cause === 'pending_not_valid' && (userId === null || channel === 'sign_in')

function isQuestionRefused(
  state: Held,
  { source_key: sourceKey, cause }: Attempt,
  now: number,
  buckets: readonly Bucket[],
  budgets: Budgets,
): boolean {
  if (decide(state, buckets, now)) return true
  return TELLING.includes(cause) && decide(state, [enumerationBucket(sourceKey, budgets)], now) !== undefined
}

/** Each change beside its account, or its source where it names none. */
function changeOf(changes: Map<string, Replayed>, attempt: Attempt): Replayed {
  const { user_id: userId, account_key: accountKey, source_key: sourceKey, channel } = attempt
  const key = `${channel} ${accountKey} ${sourceKey}`
  const known = changes.get(key)
  if (known) return known
  const made: Replayed = {
    userId,
    accountKey,
    sourceKey,
    channel,
    refused: 0,
    refusedWithRightPassword: 0,
    letIn: 0,
  }
  changes.set(key, made)
  return made
}
