// Clause 8: when the link counts by which an address is taken from an account that only shows it, and to whom it goes.
import { beforeEach, describe, expect, test } from 'bun:test'
import { Problem } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import { proofsFeature } from '#features/proofs'
import { systemRandom } from '#kernel/random'
import type { Letter } from '#mail'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { guardOn } from '../../../../../test/support/guard.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { tokenIn } from '../../../../../test/support/reset-links.ts'
import { mailboxesFeature, mailboxesRoutes } from './index.ts'

const MINUTE_MS = 60_000
const [EVE, MALLORY] = [1, 2]
const [EVES, BOBS] = ['eve@example.org', 'bob@example.org']
const request = { id: 'r', userAgent: () => null, sourceAddress: () => undefined, device: () => undefined }
const nothing = async () => undefined

everyDatabase((database) => {
  const time = { now: 0 }
  let letters: Letter[]
  let told: number[]
  let forgot: (addressKey: string) => Promise<string>
  let release: (token: string) => Promise<string>

  /** An account with an address that signs in, and with one that it shows. */
  const account = (id: number, name: string, shown: string) =>
    database.change(
      `insert into users (id, username, username_key, email, full_name, language, created_at, updated_at)
       values (${id}, '${name}', '${name}', '${shown}', '', 'de', 0, 0)`,
      `insert into user_emails (address_key, address, user_id, signs_in, verified_at, reserved_until) values
       ('${name}@example.org', '${name}@example.org', ${id}, 1, 1, null),
       ('${shown.toLowerCase()}', '${shown}', ${id}, 0, null, null)`,
    )
  const shownBy = async (id: number) =>
    (await database.rows<{ email: string }>(`select email from users where id = ${id}`))[0]?.email

  beforeEach(async () => {
    time.now = 1_800_000_000_000
    letters = []
    told = []
    const { storage } = database
    const clock = { now: () => time.now, monotonic: () => time.now }
    const audit = await auditOn(storage, { clock })
    const mailboxes = mailboxesFeature({
      ...{ storage, clock, guard: guardOn(storage, clock) },
      proofs: proofsFeature({
        ...{ storage, clock, random: systemRandom },
        digest: keyedDigest(Buffer.alloc(32, 1)),
      }),
      mail: {
        async send(_, letter) {
          letters.push(letter)
          return true
        },
      },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      baseUrl: () => 'https://id.example.com',
      tellReleased: async (_, userId) => told.push(userId),
      ...{
        endSessions: nothing,
        revokeResetLink: nothing,
        forgetCredentials: nothing,
        mailRecovery: nothing,
      },
    })
    const finishSignIn = () => {
      throw new Error('nobody is signed in by it')
    }
    const route = mailboxesRoutes({ mailboxes, finishSignIn, audit }).find(
      ({ endpoint }) => endpoint.path === '/auth/email/release',
    )
    const handle = route?.handle as unknown as (call: object) => Promise<object>
    forgot = async (addressKey) => {
      await mailboxes.ask('reset_password', addressKey, audit.itself)
      await mailboxes.settled()
      const { template } = letters.at(-1) ?? {}
      return template?.kind === 'release_address' ? tokenIn(template.url) : ''
    }
    release = async (token) =>
      handle({ body: { token }, request }).then(
        () => 'released',
        (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
      )
  })

  describe('an address that is only shown', () => {
    test('C016 is mailed to as it is stored, in nobody’s name and language', async () => {
      await account(EVE, 'eve', 'Bob@example.org')
      await forgot(BOBS)
      expect(letters).toMatchObject([
        { to: 'Bob@example.org', userId: undefined, template: { kind: 'release_address' } },
      ])
      expect(letters[0]?.language).toBeUndefined()
      expect(letters[0]?.expiresAt).toBe(time.now + 60 * MINUTE_MS)
    })

    test('C063 is taken within 60 minutes, and not a moment later', async () => {
      await account(EVE, 'eve', BOBS)
      const late = await forgot(BOBS)
      time.now += 60 * MINUTE_MS
      expect(await release(late)).toBe('invalid_mailed_token')
      expect([await shownBy(EVE), told]).toEqual([BOBS, []])
      const soon = await forgot(BOBS)
      time.now += 60 * MINUTE_MS - 1
      expect(await release(soon)).toBe('released')
      expect([await shownBy(EVE), told]).toEqual([EVES, [EVE]])
    })

    test('C063 is taken by the newest link, and by none of before', async () => {
      await account(EVE, 'eve', BOBS)
      const [first, second] = [await forgot(BOBS), await forgot(BOBS)]
      expect(await release(first)).toBe('invalid_mailed_token')
      expect(await release(second)).toBe('released')
    })

    test('has a link of its own: one for another address of the account takes nothing from it', async () => {
      await account(EVE, 'eve', BOBS)
      const token = await forgot(BOBS)
      const other = "address_key = 'carol@example.org', address = 'carol@example.org'"
      await database.change(`update user_emails set ${other} where address_key = '${BOBS}'`)
      expect(await forgot('carol@example.org')).not.toBe('')
      await database.change(`update user_emails set address_key = '${BOBS}' where signs_in = 0`)
      expect(await release(token)).toBe('released')
    })

    test('is taken from an account with another password by then, and from one that is disabled', async () => {
      await account(EVE, 'eve', BOBS)
      await account(MALLORY, 'mallory', 'carol@example.org')
      const [first, second] = [await forgot(BOBS), await forgot('carol@example.org')]
      await database.change(
        `update users set password_hash = 'another' where id = ${EVE}`,
        `update users set disabled_at = 1 where id = ${MALLORY}`,
      )
      expect([await release(first), await release(second)]).toEqual(['released', 'released'])
    })

    test.each([
      ['signs in', 'update user_emails set signs_in = 1 - signs_in'],
      [
        'was proved and given up',
        'update user_emails set verified_at = 1, reserved_until = 9000000000000 where signs_in = 0',
      ],
      ['is proved', 'update user_emails set verified_at = 1 where signs_in = 0'],
    ])('has no such link, and one of before does nothing, where it %s', async (_, change) => {
      await account(EVE, 'eve', BOBS)
      const token = await forgot(BOBS)
      await database.change(change)
      expect(await release(token)).toBe('invalid_mailed_token')
      letters.length = 0
      await forgot(BOBS)
      expect(letters.filter(({ template }) => template.kind === 'release_address')).toEqual([])
      expect([await shownBy(EVE), told]).toEqual([BOBS, []])
    })
  })

  test('what signs in is mailed a reset, and nothing where the account is disabled', async () => {
    await account(EVE, 'eve', BOBS)
    await forgot(EVES)
    expect(letters).toMatchObject([{ to: EVES, template: { kind: 'reset_password' } }])
    letters.length = 0
    await database.change(`update users set disabled_at = 1 where id = ${EVE}`)
    await forgot(EVES)
    expect(letters).toEqual([])
  })
})
