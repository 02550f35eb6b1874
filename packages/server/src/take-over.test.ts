// C063, C064: what somebody makes of what they hold of an owner with an authenticator app, how long it takes, and who is told.
import { afterAll, describe, expect, test } from 'bun:test'
import {
  type Holding,
  hasMailedReset,
  type Reached,
  sets,
  takeOver,
} from '../../../test/support/take-over.ts'

interface Cell {
  readonly reached: Reached['reached']
  readonly after: number | undefined
  /** Where the owner reads what comes within a day, and calls it off. */
  readonly watched: Reached['reached']
  readonly told: readonly string[]
}

const none = { reached: 'nothing', after: undefined, watched: 'nothing', told: [] } as const
const inSession = { ...none, reached: 'the session', watched: 'the session' } as const
const RECOVERY = ['recovery_completed', 'recovery_ready', 'recovery_started', 'recovery_waiting']

const expected: Readonly<Record<string, Cell>> = {
  mailbox: none,
  session: inSession,
  password: none,
  phone: none,
  'mailbox and session': inSession,
  'mailbox and password': {
    reached: 'the account',
    after: 168,
    watched: 'nothing',
    told: [...RECOVERY, 'password_changed'],
  },
  // By a mailed link a new password, and the phone is the second factor.
  'mailbox and phone': hasMailedReset
    ? { reached: 'the account', after: 0, watched: 'the account', told: ['password_changed'] }
    : none,
  'session and password': {
    reached: 'the account',
    after: 24,
    watched: 'the session',
    told: ['factors_lost', 'factors_removed'],
  },
  'session and phone': inSession,
  'password and phone': { reached: 'the account', after: 0, watched: 'the account', told: [] },
}

const nameOf = (has: readonly Holding[]) => has.join(' and ')
const rows: string[] = []
afterAll(() => {
  const head =
    '| holds | reaches | after | if the owner looks daily | the owner was told |\n|---|---|---|---|---|'
  console.log([head, ...rows].join('\n'))
})

describe('C063 C064 V20 CVE-2024-45042 a take-over of an account with a second factor', () => {
  test.each(sets.map((has) => [nameOf(has), has] as const))(
    'by somebody who holds %s',
    async (name, has) => {
      const passive = await takeOver(has)
      const watched = await takeOver(has, true)
      const after =
        passive.after === undefined ? 'never' : passive.after === 0 ? 'at once' : `${passive.after} h`
      const told = passive.told.length === 0 ? 'nothing' : passive.told.join(', ')
      rows.push(`| ${name} | ${passive.reached} | ${after} | ${watched.reached} | ${told} |`)
      const cell = expected[name]
      expect({ name, reached: passive.reached, after: passive.after, watched: watched.reached }).toEqual({
        name,
        reached: cell?.reached ?? 'nothing',
        after: cell?.after,
        watched: cell?.watched ?? 'nothing',
      })
      if (passive.reached === 'the account')
        for (const kind of cell?.told ?? []) expect(passive.told).toContain(kind)
    },
    120_000,
  )
})
