import {
  type Attempt,
  type AttemptChannel,
  type BudgetName,
  invalid,
  problem,
  type RefusalRule,
} from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { Cursors } from '#kernel/newest-first'
import type { Storage } from '#storage'
import type { AttemptRow, attemptStore } from './attempts/store.ts'
import { type Reason, type RuleName, reasons } from './reasons.ts'
import { readReference, shownReference } from './reference.ts'

interface Deps {
  storage: Storage
  attempts: ReturnType<typeof attemptStore>
  cursors: Cursors
  flush(): Promise<void>
}

/** In the order in which they are asked. */
const rulesOf: Record<AttemptChannel, readonly RuleName[]> = {
  sign_in: [
    'budget_left',
    'account_exists',
    'password_right',
    'account_active',
    'second_factor_right',
    'password_may_stay',
    'nothing_changed_meanwhile',
  ],
  change_password: ['budget_left', 'password_right', 'nothing_changed_meanwhile'],
  reset_password: ['token_counts'],
  recovery: ['token_counts', 'budget_left', 'password_right', 'nothing_changed_meanwhile'],
  refresh: ['token_counts'],
  register: ['registration_open', 'invitation_counts', 'budget_left', 'identifiers_free'],
  repeat_registration: ['budget_left', 'password_right'],
  confirm_registration: [
    'registration_open',
    'token_counts',
    'budget_left',
    'password_right',
    'identifiers_free',
  ],
  change_email: ['budget_left', 'identifiers_free'],
  passkey: ['token_counts', 'account_active', 'nothing_changed_meanwhile'],
  second_factor: [
    'token_counts',
    'budget_left',
    'second_factor_right',
    'password_may_stay',
    'nothing_changed_meanwhile',
  ],
  mailed_link: ['token_counts'],
  exchange: ['token_counts'],
  mailed_code: ['budget_left', 'account_exists', 'second_factor_right', 'nothing_changed_meanwhile'],
  provider: [
    'token_counts',
    'provider_vouches',
    'registration_open',
    'invitation_counts',
    'identifiers_free',
    'account_active',
    'second_factor_right',
    'nothing_changed_meanwhile',
  ],
  reauthenticate: ['budget_left', 'password_right', 'second_factor_right', 'nothing_changed_meanwhile'],
}

const whenItHolds: Record<RuleName, string> = {
  budget_left: 'There was something left of every budget that counts it.',
  account_exists: 'An account has this name or address.',
  password_right: 'The password is right.',
  account_active: 'The account is active.',
  token_counts: 'The token counts.',
  identifiers_free: 'The name and the address are free.',
  registration_open: 'Registration is open, or an invitation was shown.',
  invitation_counts: 'No invitation was shown, or it counts.',
  second_factor_right: 'No second factor was needed, or it was right.',
  password_may_stay: 'Nobody asked for another password.',
  provider_vouches: 'The provider said who it is, and what is needed of them.',
  nothing_changed_meanwhile: 'Nothing was changed while the password was looked at.',
}

const budgetsInWords: Record<BudgetName, string> = {
  account: 'Too many guesses at this account, by all who do not come from where it was signed in lately.',
  pair: 'Too many guesses at this account from this source, from which it has not signed in lately.',
  source: 'Too many guesses at all accounts together from this source.',
  known: 'Too many guesses at this account from this source or device, with which it has signed in lately.',
  enumeration: 'Too many were told from here that a name or an address is taken.',
  registration: 'Too many registrations from this source.',
}

const AGAIN = 'The same request, sent again.'

function reasonOf({ cause, budget, until }: AttemptRow): Reason | undefined {
  if (cause !== 'throttled') return reasons[cause]
  const because = `${budgetsInWords[budget ?? 'account']} It stays so until ${instantOf(until ?? 0)}.`
  const known =
    budget === 'account' || budget === 'source' || budget === 'pair'
      ? ' Before then: from where the account was signed in within 90 days, or after a reset link.'
      : ''
  return {
    rule: 'budget_left',
    because,
    wouldPass: `The same request from ${instantOf(until ?? 0)} on.${known}`,
  }
}

const shown = (row: AttemptRow): Attempt => ({
  reference: shownReference(row.reference),
  at: instantOf(row.at),
  channel: row.channel,
  user_id: row.userId,
  account_key: row.accountKey,
  source_key: row.sourceKey,
  lane: row.lane,
  cause: row.cause,
  budget: row.budget,
  until: row.until === null ? null : instantOf(row.until),
})

/** GET /audit/explain/{reference}. Throws `reference_not_found`. */
export async function explainAttempt({ storage, attempts, flush }: Deps, text: string) {
  const reference = readReference(text)
  await flush()
  const row = reference === undefined ? undefined : await attempts.find(storage, reference)
  if (!row) throw problem('reference_not_found')
  const reason = reasonOf(row)
  return { ...shown(row), rules: rulesTold(row, reason), would_pass: reason?.wouldPass ?? AGAIN }
}

/** Those that held, in their order, and the first that did not. */
function rulesTold({ channel, cause }: AttemptRow, reason: Reason | undefined): RefusalRule[] {
  // Asked before any other.
  const order = cause === 'password_too_long' ? (['password_right'] as const) : rulesOf[channel]
  const failed = reason === undefined ? order.length : order.indexOf(reason.rule)
  const told = order
    .slice(0, failed)
    .map((rule): RefusalRule => ({ rule, holds: true, because: whenItHolds[rule] }))
  return reason === undefined ? told : [...told, { rule: reason.rule, holds: false, because: reason.because }]
}

interface Range {
  readonly from?: string
  readonly to?: string
  readonly cursor?: string
  readonly limit?: number
}

/** GET /guard/attempts. Throws `validation_failed`. */
export async function listAttempts(
  { storage, attempts, cursors, flush }: Deps,
  { from, to, cursor, limit = 100 }: Range,
) {
  const range = {
    from: from === undefined ? 0 : readInstant('from', from),
    before: to === undefined ? Number.MAX_SAFE_INTEGER : readInstant('to', to),
    after: cursor === undefined ? { at: -1, reference: '' } : readCursor(cursors, cursor),
  }
  await flush()
  const rows = await attempts.list(storage, range, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(shown),
    next_cursor: rows.length > limit && last ? cursors.write(ATTEMPTS, `${last.at} ${last.reference}`) : null,
  }
}

function readInstant(field: string, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw invalid({ field, message: 'must be an instant such as 2026-11-23T10:00:00Z.' })
  return at
}

/** The list that cursors are of. */
const ATTEMPTS = 'attempts'

function readCursor(cursors: Cursors, cursor: string): { at: number; reference: string } {
  const [at = '', reference = '', ...more] = (cursors.read(ATTEMPTS, cursor) ?? '').split(' ')
  const isOurs = /^\d{1,15}$/.test(at) && readReference(reference) === reference && more.length === 0
  if (!isOurs) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  return { at: Number(at), reference }
}
