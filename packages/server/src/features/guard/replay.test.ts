import { expect, test } from 'bun:test'
import type { Attempt } from '@latchkey/contract'
import { strict } from '../../../../../test/support/guard.ts'
import { budgetsOf } from './budgets.ts'
import { replay } from './replay.ts'

const settings = {
  ...strict,
  guardEnumerationBurst: 2,
  guardEnumerationPerDay: 480,
  guardRegistrationBurst: 5,
  guardRegistrationPerDay: 6_000,
}

const START = Date.parse('2026-11-23T10:00:00Z')

/** Attempts one second after the other. */
async function* inTurn(...given: Partial<Attempt>[]): AsyncGenerator<Attempt> {
  for (const [i, one] of given.entries()) {
    yield {
      reference: 'K7M4-2Q9T',
      at: new Date(START + i * 1_000).toISOString(),
      channel: 'sign_in',
      user_id: 7,
      account_key: 'account',
      source_key: 'source',
      lane: 'new',
      cause: 'wrong_password',
      budget: null,
      until: null,
      ...one,
    }
  }
}

const wrong = (count: number): Partial<Attempt>[] => Array.from({ length: count }, () => ({}))

test('the same budgets decide the same', async () => {
  const attempts = inTurn(...wrong(3), { cause: 'throttled' }, { cause: 'throttled' })
  expect(await replay(attempts, budgetsOf(settings))).toEqual({
    attempts: 5,
    lanes: {
      known_device: { attempts: 0, throttled: 0, wouldBe: 0 },
      known_source: { attempts: 0, throttled: 0, wouldBe: 0 },
      new: { attempts: 5, throttled: 2, wouldBe: 2 },
    },
    changes: [],
  })
})

test('smaller ones refuse, also whoever had the right password', async () => {
  const attempts = inTurn(...wrong(2), { cause: 'signed_in' })
  const { changes } = await replay(attempts, budgetsOf({ ...settings, guardPairBurst: 1 }))
  expect(changes).toMatchObject([{ userId: 7, refused: 2, refusedWithRightPassword: 1, letIn: 0 }])
})

test('larger ones let in, and what was let in counts as a guess', async () => {
  const attempts = inTurn(...wrong(3), { cause: 'throttled' }, { cause: 'throttled' }, { cause: 'throttled' })
  const larger = { ...settings, guardPairBurst: 5, guardPairPerDay: 60, guardAccountBurst: 9 }
  const { changes } = await replay(attempts, budgetsOf(larger))
  expect(changes).toMatchObject([{ refused: 0, letIn: 2 }])
})

test('a success gives back', async () => {
  const attempts = inTurn(...wrong(2), { cause: 'signed_in' }, ...wrong(1), { cause: 'signed_in' })
  expect((await replay(attempts, budgetsOf(settings))).changes).toEqual([])
})

const steps: Partial<Attempt>[] = [
  { cause: 'second_factor_due' },
  { channel: 'second_factor', cause: 'wrong_code' },
]

test('C071 wrong codes count for the account, and the right passwords between them give none back', async () => {
  const attempts = inTurn(...steps, ...steps, ...steps, { cause: 'throttled' }, { cause: 'throttled' })
  expect((await replay(attempts, budgetsOf(settings))).changes).toEqual([])
})

test('a second factor that was right makes whole what is of its source alone', async () => {
  const rightAfter = (last: Partial<Attempt>) =>
    inTurn(...steps, ...steps, { cause: 'second_factor_due' }, last, ...steps, ...steps, ...steps)
  const wide = budgetsOf({ ...settings, guardAccountBurst: 9 })
  const right = { channel: 'second_factor', cause: 'signed_in' } as const
  expect((await replay(rightAfter(right), wide)).changes).toEqual([])
  const half = { channel: 'change_password', cause: 'password_changed' } as const
  const { changes } = await replay(rightAfter(half), wide)
  expect(changes.map(({ channel, refused }) => [channel, refused])).toEqual([
    ['sign_in', 2],
    ['second_factor', 2],
  ])
})

test('registrations are counted, and what was told of names', async () => {
  const registering = { channel: 'register' as const, account_key: '', user_id: null }
  const taken = Array.from({ length: 3 }, () => ({ ...registering, cause: 'username_taken' as const }))
  const made = Array.from({ length: 3 }, () => ({ ...registering, cause: 'registered' as const }))
  const { changes } = await replay(inTurn(...taken, ...made), budgetsOf(settings))
  // The third that was told, and the sixth that was made.
  expect(changes).toMatchObject([{ channel: 'register', refused: 2 }])
})

test('what no budget counts is never refused', async () => {
  const causes: Partial<Attempt>[] = [
    ...Array.from({ length: 9 }, () => ({ cause: 'password_too_long' as const })),
    ...Array.from({ length: 9 }, () => ({
      channel: 'second_factor' as const,
      cause: 'pending_not_valid' as const,
      user_id: null,
    })),
    ...Array.from({ length: 9 }, () => ({ channel: 'refresh' as const, cause: 'session_ended' as const })),
    ...Array.from({ length: 9 }, () => ({
      channel: 'register' as const,
      cause: 'registration_closed' as const,
    })),
  ]
  expect((await replay(inTurn(...causes), budgetsOf(settings))).changes).toEqual([])
})
