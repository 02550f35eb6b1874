import { beforeEach, describe, expect, test } from 'bun:test'
import { keyedDigest } from '#crypto/keyed-digest'
import { systemRandom } from '#kernel/random'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { type ProofKind, type ProofsFeature, proofsFeature } from './index.ts'

const time = { now: 1_800_000_000_000 }
const clock = { now: () => time.now, monotonic: () => time.now }
const HOUR_MS = 3_600_000
const [GRACE, EVE] = [1, 2]

everyDatabase((database) => {
  let proofs: ProofsFeature
  beforeEach(async () => {
    time.now = 1_800_000_000_000
    proofs = proofsFeature({
      storage: database.storage,
      clock,
      random: systemRandom,
      digest: keyedDigest(Buffer.alloc(32, 1)),
    })
    for (const [id, name] of [
      [GRACE, 'grace'],
      [EVE, 'eve'],
    ] as const)
      await database.change(
        `insert into users (id, username, username_key, email, full_name, password_hash, created_at, updated_at)
         values (${id}, '${name}', '${name}', '${name}@example.org', '', 'hash', 0, 0)`,
        `insert into user_emails (address_key, user_id, signs_in) values ('${name}@example.org', ${id}, 1)`,
      )
  })
  const proofOf = (kind: ProofKind, userId = GRACE) => ({
    kind,
    userId,
    address: 'grace@example.org',
    addressKey: 'grace@example.org',
    lifetimeMs: HOUR_MS,
    boundTo: 'credentials' as const,
  })
  const issue = async (kind: ProofKind = 'reset_password', isMade = true, userId = GRACE) => {
    let made = ''
    await database.storage.write((tx) =>
      proofs.issue(tx, proofOf(kind, userId), async (token) => {
        made = token
        return isMade
      }),
    )
    return made
  }
  const issueCode = async () => {
    let made = ''
    await database.storage.write((tx) =>
      proofs.issueCode(tx, proofOf('sign_in_code'), async (code) => {
        made = code
        return true
      }),
    )
    return made
  }
  const spend = (token: string, kind: ProofKind = 'reset_password') =>
    database.storage.write(async (tx) => (await proofs.spend(tx, token, kind)) !== undefined)

  test('C063 is good once, of one kind, and looking at it spends nothing', async () => {
    const token = await issue()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    for (let again = 0; again < 3; again++)
      expect(await proofs.find(token, 'reset_password')).toMatchObject({ userId: GRACE })
    expect(await spend(token, 'sign_in_link')).toBe(false)
    expect(await spend(token)).toBe(true)
    expect(await spend(token)).toBe(false)
    expect(JSON.stringify(await database.rows('select * from mailed_proofs'))).toBe('[]')
  })

  test('C063 the token is not stored', async () => {
    const token = await issue()
    expect(JSON.stringify(await database.rows('select * from mailed_proofs'))).not.toContain(token)
  })

  test('C063 V51 a newer one takes its place, where it is mailed', async () => {
    const older = await issue()
    await issue('reset_password', false)
    expect(await proofs.find(older, 'reset_password')).toBeDefined()
    const newer = await issue()
    const others = await issue('reset_password', true, EVE)
    expect([await spend(older), await spend(newer), await spend(others)]).toEqual([false, true, true])
  })

  test.each<[string, string]>([
    ['another password', `update users set password_hash = 'other' where id = ${GRACE}`],
    ['no account any more', `delete from users where id = ${GRACE}`],
    ['a disabled account', `update users set disabled_at = 5 where id = ${GRACE}`],
    ['another address', `update user_emails set address_key = 'other@example.org' where user_id = ${GRACE}`],
  ])('C063 with %s it is over', async (_, sql) => {
    const token = await issue()
    const code = await issueCode()
    await database.change(sql)
    expect(await proofs.find(token, 'reset_password')).toBeUndefined()
    expect(await spend(token)).toBe(false)
    const spent = await database.storage.write((tx) => proofs.spendCode(tx, GRACE, code, 'sign_in_code'))
    expect(spent).toBeUndefined()
  })

  test('C063 V51 CVE-2026-28268 its time is over in the moment it ends, and what is swept is what is over', async () => {
    const token = await issue()
    time.now += HOUR_MS - 1
    await proofs.sweep()
    expect(await proofs.find(token, 'reset_password')).toBeDefined()
    time.now += 1
    expect([await proofs.find(token, 'reset_password'), await spend(token)]).toEqual([undefined, false])
    time.now += 24 * HOUR_MS
    const newer = await issue('reset_password', true, EVE)
    await proofs.sweep()
    expect([await spend(token), await spend(newer)]).toEqual([false, true])
  })

  test('C032 V63 a code has five tries, whoever tries at once', async () => {
    const code = await issueCode()
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const tried = await Promise.all(
      Array.from({ length: 50 }, () => proofs.tryCode(GRACE, wrong, 'sign_in_code')),
    )
    expect(tried).not.toContain(true)
    expect(await proofs.tryCode(GRACE, code, 'sign_in_code')).toBe(false)
    expect(await database.rows('select tries from mailed_proofs')).toEqual([{ tries: 5 }])
    expect(await proofs.tryCode(EVE, code, 'sign_in_code')).toBe(false)
  })

  describe('C063 of fifty at once one spends it', () => {
    test('a link, 4 rounds', async () => {
      for (let round = 0; round < 4; round++) {
        const token = await issue()
        const spent = await Promise.all(Array.from({ length: 50 }, () => spend(token)))
        expect(spent.filter(Boolean)).toHaveLength(1)
      }
    })

    test('a code, 4 rounds', async () => {
      for (let round = 0; round < 4; round++) {
        const code = await issueCode()
        const spent = await Promise.all(
          Array.from({ length: 50 }, () =>
            database.storage.write(
              async (tx) => (await proofs.spendCode(tx, GRACE, code, 'sign_in_code')) !== undefined,
            ),
          ),
        )
        expect(spent.filter(Boolean)).toHaveLength(1)
      }
    })
  })
})
