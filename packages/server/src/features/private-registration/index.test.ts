import { describe, expect, test } from 'bun:test'
import { Problem, type RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import { createPasswordHasher } from '#crypto/passwords'
import { idempotencyFeature } from '#features/idempotency'
import { mailboxesFeature } from '#features/mailboxes'
import { passwordsFeature } from '#features/passwords'
import { preferencesFeature } from '#features/preferences'
import { proofsFeature } from '#features/proofs'
import { rolesFeature } from '#features/roles'
import { usersFeature } from '#features/users'
import { systemRandom } from '#kernel/random'
import type { Letter } from '#mail'
import { everyDatabase, type TestDatabase } from '../../../../../test/support/every-database.ts'
import { guardOn } from '../../../../../test/support/guard.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { privateRegistrationFeature } from './index.ts'

const HOUR_MS = 3_600_000
const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => '203.0.113.7',
  peerAddress: () => undefined,
  header: (name) => (name === 'accept-language' ? 'de' : null),
  userAgent: () => null,
  device: () => undefined,
}
const robin = {
  username: 'Robin',
  email: 'Robin@example.org',
  full_name: 'Robin Hood',
  password: 'heron-lantern-51-meadow',
}
const nothing = async () => undefined
const loose = Object.fromEntries(
  ['Account', 'Pair', 'Source', 'Registration'].flatMap((name) => [
    [`guard${name}Burst`, 1_000],
    [`guard${name}PerDay`, 1_000_000],
  ]),
)

async function worldOn({ storage, change, rows }: TestDatabase) {
  const time = { now: 1_800_000_000_000 }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const hasher = createPasswordHasher({
    memoryKib: 64,
    timeCost: 1,
    parallelism: 1,
    threads: 1,
    maxWaitMs: 60_000,
  })
  const passwords = passwordsFeature({ hasher, minLength: 8 })
  const digest = keyedDigest(Buffer.alloc(32, 1))
  const audit = await auditOn(storage, { clock })
  const roles = rolesFeature({ storage, directory: 'private' })
  const guard = guardOn(storage, clock, loose)
  const proofs = proofsFeature({ storage, clock, random: systemRandom, digest })
  const preferences = preferencesFeature({ storage, audit, language: 'en' })
  const letters: Letter[] = []
  const caps = { isReached: false, isBroken: false }
  const mail = {
    send: async (_: unknown, letter: Letter) => {
      if (caps.isBroken) throw new Error('the database went away')
      if (caps.isReached) return false
      letters.push(letter)
      return true
    },
  }
  const shared = {
    ...{ storage, clock, random: systemRandom, digest, guard, audit, mail, passwords, roles, proofs },
    baseUrl: () => 'https://id.example.com',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    registration: 'private' as const,
    claimFirstAdministrator: async () => false,
  }
  const mailboxes = mailboxesFeature({
    ...shared,
    endSessions: nothing,
    revokeResetLink: nothing,
    forgetCredentials: nothing,
    mailRecovery: async () => undefined,
  })
  const users = usersFeature({
    ...shared,
    idempotency: idempotencyFeature({ storage, clock, digest }),
    askToRegister: (...asked) => feature.ask(...asked),
    countErased: async () => ({}),
    notePassword: nothing,
    endSessions: async () => 0,
    revokeResetLink: async () => 0,
    tellOwner: nothing,
    keepLanguage: nothing,
    onAddress: nothing,
    onNoPassword: nothing,
    onProvedAddress: nothing,
    acceptance() {
      throw new Error('nobody was invited')
    },
    onAddressChanged: nothing,
    requireFreshWhereProtected: nothing,
  })
  const feature = privateRegistrationFeature({ ...shared, users, mailboxes, preferences })
  const confirm = feature.routes[0]?.handle as unknown as (call: object) => Promise<object>
  const tried = (token: string, password = robin.password): Promise<string> =>
    confirm({ body: { token, password }, request }).then(
      () => 'made',
      (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
    )
  return {
    ...{ time, letters, caps, feature, tried, change, rows },
    async ask(given: Partial<typeof robin> = {}) {
      await feature.ask({ ...robin, ...given }, request)
      await feature.settled()
      const { template } = letters.at(-1) ?? {}
      return template?.kind === 'register_link' ? (new URL(template.url).searchParams.get('token') ?? '') : ''
    },
    pending: () => rows<{ address_key: string }>('select * from pending_registrations'),
    accounts: () =>
      rows<{ username: string; language: string | null }>('select username, language from users'),
  }
}

everyDatabase((database) => {
  describe('a private registration', () => {
    test('is an account once both halves have come, in the language that was asked for, with a proved address', async () => {
      const { ask, tried, accounts, pending, rows, letters } = await worldOn(database)
      const token = await ask()
      expect(letters).toMatchObject([{ to: robin.email, language: 'de', userId: undefined }])
      expect(await accounts()).toEqual([])
      expect(await tried(token)).toBe('made')
      expect(await accounts()).toEqual([{ username: 'Robin', language: 'de' }])
      const [held] = await rows<{ address: string; verified_at: unknown }>('select * from user_emails')
      expect([held?.address, Number(held?.verified_at)]).toEqual([robin.email, 1_800_000_000_000])
      expect(await pending()).toEqual([])
      expect(await tried(token)).toBe('invalid_mailed_token')
    })

    test('keeps no token', async () => {
      const { ask, rows } = await worldOn(database)
      const token = await ask()
      expect(JSON.stringify(await rows('select * from pending_registrations'))).not.toContain(token)
    })

    test('is over after 24 hours, and swept', async () => {
      const { ask, tried, time, feature, pending } = await worldOn(database)
      const token = await ask()
      time.now += 24 * HOUR_MS - 1
      await feature.sweep()
      await feature.refuseWrongToken(token)
      time.now += 1
      expect(await tried(token)).toBe('invalid_mailed_token')
      expect(feature.refuseWrongToken(token)).rejects.toMatchObject({ code: 'invalid_mailed_token' })
      await feature.sweep()
      expect(await pending()).toEqual([])
    })

    test('C032 has five tries, of which a right one is none', async () => {
      const { ask, tried, change } = await worldOn(database)
      const token = await ask()
      await change(
        `insert into users (username, username_key, email, full_name, created_at, updated_at) values ('robin', 'robin', 'r@example.org', '', 0, 0)`,
      )
      for (let again = 0; again < 7; again++) expect(await tried(token)).toBe('username_taken')
      for (let again = 0; again < 5; again++)
        expect(await tried(token, 'not this one')).toBe('invalid_credentials')
      expect(await tried(token)).toBe('invalid_mailed_token')
    })

    test('leaves nothing where the mail is capped, and the link of before stays good', async () => {
      const { ask, tried, caps, pending, rows } = await worldOn(database)
      const token = await ask()
      caps.isReached = true
      await ask({ password: 'another-lantern-51-meadow' })
      expect((await pending()).length).toBe(1)
      expect(await rows('select * from asked_registrations')).toEqual([])
      expect(await tried(token)).toBe('made')
    })

    test('takes the others of its address with it, and those of no other', async () => {
      const { ask, tried, pending } = await worldOn(database)
      const token = await ask()
      const another = await ask({ username: 'marian', email: 'robin@EXAMPLE.org' })
      await ask({ username: 'tuck', email: 'tuck@example.org' })
      expect(await tried(token)).toBe('made')
      expect((await pending()).map((one) => one.address_key)).toEqual(['tuck@example.org'])
      expect(await tried(another)).toBe('invalid_mailed_token')
    })

    test('an address that was given up is its account’s as long as it is reserved', async () => {
      const { ask, letters, change, time } = await worldOn(database)
      await change(
        `insert into users (username, username_key, email, full_name, created_at, updated_at) values ('much', 'much', 'm@example.org', '', 0, 0)`,
        `insert into user_emails (address_key, user_id, signs_in, reserved_until) values ('robin@example.org', 1, 0, ${time.now + HOUR_MS})`,
      )
      await ask()
      expect(letters.map(({ template }) => template.kind)).toEqual(['already_registered'])
      time.now += HOUR_MS
      await ask()
      expect(letters.at(-1)?.template.kind).toBe('register_link')
    })

    test('C063 of fifty at once with one token, and of two tokens of one address, one makes an account', async () => {
      const { ask, tried, accounts } = await worldOn(database)
      const [one, other] = [await ask(), await ask({ username: 'marian' })]
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, n) => tried(n % 2 === 0 ? one : other)),
      )
      expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1)
      expect(await accounts()).toHaveLength(1)
    }, 60_000)

    test('of two servers that look it up, one mails it', async () => {
      const [one, other] = [await worldOn(database), await worldOn(database)]
      await one.feature.ask(robin, request)
      await Promise.all([one.feature.sweep(), other.feature.sweep()])
      await Promise.all([one.feature.settled(), other.feature.settled()])
      expect([...one.letters, ...other.letters]).toHaveLength(1)
    })

    test('what fails before it is mailed is mailed later', async () => {
      const { feature, letters, caps, rows, pending } = await worldOn(database)
      caps.isBroken = true
      await feature.ask(robin, request)
      await feature.settled()
      expect([letters.length, (await rows('select * from asked_registrations')).length]).toEqual([0, 1])
      caps.isBroken = false
      await feature.sweep()
      await feature.settled()
      expect([letters.length, (await rows('select * from asked_registrations')).length]).toEqual([1, 0])
      expect(await pending()).toHaveLength(1)
    })
  })
})
