import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem, type RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import { createPasswordHasher, type PasswordHasher } from '#crypto/passwords'
import { idempotencyFeature } from '#features/idempotency'
import { type Passwords, passwordsFeature } from '#features/passwords'
import { rolesFeature } from '#features/roles'
import { usersFeature } from '#features/users'
import { OPERATOR, type Subject } from '#kernel/ids'
import { systemRandom } from '#kernel/random'
import type { Statement, Storage } from '#storage'
import { refuseEndedKeys } from '../../../../../test/support/ended-keys.ts'
import { guardOn } from '../../../../../test/support/guard.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { type RecoveryFeature, recoveryFeature } from './index.ts'
import { type ResetDeps, resetPassword } from './reset-password.ts'

const noMailed = { findHolder: async () => undefined, spend: async () => false }
const clock = { now: () => 1_800_000_000_000, monotonic: () => 0 }
const digest = keyedDigest(Buffer.alloc(32, 1))
const GRACE = 1
const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => undefined,
  userAgent: () => null,
  device: () => undefined,
  peerAddress: () => undefined,
  header: () => null,
}
const GOOD = 'violet tramway canyon'

let folder = ''
let storage: Storage
let hasher: PasswordHasher
let recovery: RecoveryFeature
let audit: Awaited<ReturnType<typeof auditOn>>
let deps: ResetDeps
/** What happens while the new password is hashed. */
let meanwhile: () => Promise<unknown>
let heardOf: (Subject | undefined)[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-reset-'))
  storage = openSqlite(folder, migrations)
  hasher = createPasswordHasher({ memoryKib: 64, timeCost: 1, parallelism: 1, threads: 1, maxWaitMs: 2_000 })
  meanwhile = async () => undefined
  heardOf = []
  audit = await auditOn(storage, { clock })
  const roles = rolesFeature({ storage, directory: 'private' })
  const real = passwordsFeature({ hasher, minLength: 8 })
  const passwords: Passwords = {
    ...real,
    hash: async (password) => {
      const hash = await real.hash(password)
      await meanwhile()
      return hash
    },
  }
  const guard = guardOn(storage, clock)
  const refuseEnded = refuseEndedKeys(storage, clock)
  recovery = recoveryFeature({
    storage,
    clock,
    random: systemRandom,
    digest,
    roles,
    refuseEnded,
    mailed: noMailed,
  })
  const accounts = usersFeature({
    storage,
    clock,
    passwords,
    roles,
    idempotency: idempotencyFeature({ storage, clock, digest }),
    registration: 'open',
    askToRegister: () => Promise.reject(new Error('registration is open here')),
    guard,
    audit,
    refuseEnded,
    countErased: async () => ({}),
    notePassword: async () => undefined,
    endSessions: (tx, userId) => tx.run(raw(`delete from sessions where user_id = ${userId}`), {}),
    revokeResetLink: recovery.revokeLinkOf,
    tellOwner: async () => undefined,
    keepLanguage: async () => undefined,
    onAddress: async () => undefined,
    onNoPassword: async () => undefined,
    onProvedAddress: async () => undefined,
    acceptance: () => {
      throw new Error('nobody shows an invitation here')
    },
    onAddressChanged: async () => undefined,
    claimFirstAdministrator: async () => false,
    requireFreshWhereProtected: async () => undefined,
  })
  deps = { recovery, accounts, guard }
  await change(
    `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
     values ('grace', 'grace', 'hopper@example.org', '', 'old', 0, 0)`,
    `insert into sessions (id, user_id, proved_by, created_at, expires_at) values ('ses_1', 1, 'password', 0, 9)`,
  )
  storage.onChange((id) => heardOf.push(id))
})
afterEach(async () => {
  await hasher.close()
  await storage.close()
  rmSync(folder, { recursive: true })
})

const raw = (sql: string): Statement<object, Record<string, unknown>> => ({ sql, bind: () => [] })
const change = (...statements: string[]) =>
  storage.write(async (tx) => {
    for (const sql of statements) await tx.run(raw(sql), {})
  })
const stored = async () => ({
  users: await storage.all(raw('select password_hash, disabled_at, updated_at from users'), {}),
  sessions: await storage.all(raw('select id from sessions'), {}),
  links: await storage.all(raw('select user_id from reset_links'), {}),
})
const operator = { userId: OPERATOR, permissions: new Set<string>(), user: undefined } as const
const issue = async () => (await recovery.issueToken(deps.accounts, operator, GRACE, audit.itself)).token
const reset = (token: string, password = GOOD) =>
  resetPassword(deps, { token, password }, request, audit.itself).then(
    ({ message }) => message,
    (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
  )

/** By whoever has the right to it otherwise. */
const replaceOtherwise = () =>
  deps.accounts.replacePassword({
    userId: GRACE,
    password: `${GOOD} two`,
    field: 'password',
    sourceAddress: undefined,
    admit: async () => undefined,
  })

describe('a password that is reset', () => {
  test('takes with it the sessions and the link, and memory hears of it', async () => {
    expect(await reset(await issue())).toBe('Password changed')
    const { users, sessions, links } = await stored()
    expect([sessions, links, heardOf]).toEqual([[], [], [GRACE]])
    expect(users).toEqual([
      { password_hash: expect.stringMatching(/^\$argon2id\$/), disabled_at: null, updated_at: clock.now() },
    ])
    expect(await hasher.verify(String(users[0]?.['password_hash']), GOOD)).toBe(true)
  })

  test.each([
    ['of nobody before', 'update users set password_hash = null'],
    ['of somebody disabled', 'update users set disabled_at = 5'],
  ])('may be one %s', async (_, sql) => {
    await change(sql)
    const [before] = (await stored()).users
    expect(await reset(await issue())).toBe('Password changed')
    const [after] = (await stored()).users
    expect(after?.['disabled_at']).toEqual(before?.['disabled_at'])
    expect(after?.['password_hash']).not.toEqual(before?.['password_hash'])
  })

  test.each(['password1', 'grace1234', 'hopper@example.org', 'abcabcabcabc'])(
    'is judged as that of its owner: %p is refused and spends nothing',
    async (password) => {
      const token = await issue()
      const before = await stored()
      expect(await reset(token, password)).toBe('validation_failed')
      expect(await stored()).toEqual(before)
      expect(heardOf).toEqual([])
      expect(await reset(token)).toBe('Password changed')
    },
  )

  test('C063 a link goes with the password that it was to replace', async () => {
    const token = await issue()
    await replaceOtherwise()
    const before = await stored()
    expect([before.sessions, before.links]).toEqual([[], []])
    expect(await reset(token)).toBe('invalid_reset_token')
    expect(await stored()).toEqual(before)
  })

  test('C063 a wrong token never costs a hash', async () => {
    const token = await issue()
    // From now on hashing anything fails.
    await hasher.close()
    expect(await reset('A'.repeat(43))).toBe('invalid_reset_token')
    await expect(reset(token)).rejects.not.toBeInstanceOf(Problem)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['a newer link was made', issue],
    ['its account was deleted', () => change('delete from users')],
    ['the password was replaced by other means', replaceOtherwise],
  ])('C063 is refused when, while it was hashed, %s', async (_, happens) => {
    const token = await issue()
    let then: unknown
    meanwhile = async () => {
      meanwhile = async () => undefined
      await happens()
      then = { ...(await stored()), heardOf: [...heardOf] }
    }
    expect(await reset(token)).toBe('invalid_reset_token')
    expect<unknown>({ ...(await stored()), heardOf }).toEqual(then)
  })
})
