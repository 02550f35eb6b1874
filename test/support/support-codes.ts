import type { RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import type { Caller } from '../../packages/server/src/features/principals/index.ts'
import { rolesFeature } from '../../packages/server/src/features/roles/index.ts'
import { supportFeature } from '../../packages/server/src/features/support/index.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import type { TestDatabase } from './every-database.ts'
import { auditOn } from './recorder.ts'

const START = 1_800_000_000_000
const HELPER = 1
export const [CALLER, OTHER] = [2, 3]

interface Checked {
  readonly is_confirmed: boolean
  readonly signed_in_at: string | null
  readonly proved_by: string | null
}

const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => undefined,
  peerAddress: () => undefined,
  header: () => null,
  userAgent: () => null,
  device: () => undefined,
}

/** Codes of the help desk on a database with three people, each in a session of theirs; the first may check. */
export async function codesOn({ storage, change }: TestDatabase) {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const names = ['helper', 'caller', 'other']
  await change(
    ...names.flatMap((name, i) => [
      `insert into users (username, username_key, email, full_name, created_at, updated_at)
       values ('${name}', '${name}', '', '', 0, 0)`,
      `insert into sessions (id, user_id, proved_by, created_at, last_used_at, expires_at, ends_at)
       values ('ses_${i + 1}', ${i + 1}, 'password', ${START - 60_000}, 0, ${START * 2}, ${START * 2})`,
    ]),
    `insert into roles (name, description, created_at, updated_at) values ('desk', '', 0, 0)`,
    `insert into role_permissions (role, permission) values ('desk', 'support:check')`,
    `insert into user_roles (role, user_id) values ('desk', ${HELPER})`,
  )
  const audit = await auditOn(storage, { clock })
  const support = supportFeature({
    storage,
    clock,
    random: systemRandom,
    digest: keyedDigest(Buffer.alloc(32, 1)),
    roles: rolesFeature({ storage, directory: 'private' }),
    audit,
  })
  const [issuing, checking] = support.routes
  if (!issuing || !checking) throw new Error('the routes of the help desk are not there')
  const callerOf = (userId: number) =>
    ({ userId, sessionId: `ses_${userId}`, permissions: new Set(), user: undefined }) as unknown as Caller
  const call = (userId: number, params?: object, body?: object) =>
    ({ params, query: undefined, body, caller: callerOf(userId), request }) as never
  return {
    time,
    sweep: support.sweep,
    issue: async (userId = CALLER) => ((await issuing.handle(call(userId))) as { code: string }).code,
    check: async (code: string, id = CALLER, by = HELPER) =>
      (await checking.handle(call(by, { id }, { code }))) as Checked,
  }
}

/** A code of eight digits that is another one. */
export const wrongOf = (code: string, by = 1): string =>
  String((Number(code) + by) % 100_000_000).padStart(8, '0')

/** Fifty who check the right code at once, so many times over; how often not exactly one was told yes. */
export async function raceCodes(database: TestDatabase, rounds: number): Promise<number> {
  const codes = await codesOn(database)
  let violations = 0
  for (let round = 0; round < rounds; round += 1) {
    const code = await codes.issue()
    // A day later nothing is left of what the losers spent.
    codes.time.now += 86_400_000
    const fresh = await codes.issue()
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => codes.check(fresh)))
    const confirmed = answers.filter((one) => one.status === 'fulfilled' && one.value.is_confirmed)
    const isAsItShould =
      confirmed.length === 1 && !(await codes.check(code).catch(() => undefined))?.is_confirmed
    if (!isAsItShould) violations += 1
  }
  return violations
}

/** Fifty guesses at once, so many times over: the right one is among them, behind more wrong ones than there are tries. */
export async function burstGuesses(database: TestDatabase, rounds: number): Promise<number> {
  const codes = await codesOn(database)
  let most = 0
  for (let round = 0; round < rounds; round += 1) {
    codes.time.now += 86_400_000
    const code = await codes.issue()
    await Promise.allSettled(Array.from({ length: 50 }, (_, i) => codes.check(wrongOf(code, i + 1))))
    const [row] = await database.rows<{ tries: number }>(
      `select tries from support_codes where user_id = ${CALLER}`,
    )
    most = Math.max(most, Number(row?.tries))
    if ((await codes.check(code).catch(() => undefined))?.is_confirmed) return Number.POSITIVE_INFINITY
  }
  return most
}
