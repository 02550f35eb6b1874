import { beforeEach, describe, expect, test } from 'bun:test'
import { Problem, type RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import { systemRandom } from '#kernel/random'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { findSecretFingerprint, rememberFirstStart, type SetupFeature, setupFeature } from './index.ts'

const FIRST_START = 1_800_000_000_000
const DAY_MS = 86_400_000
const time = { now: FIRST_START }
const clock = { now: () => time.now, monotonic: () => time.now }
const digest = keyedDigest(Buffer.alloc(32, 1))

const fromHere: RequestFacts = {
  id: 'r1',
  idempotencyKey: undefined,
  sourceAddress: () => '127.0.0.1',
  userAgent: () => null,
  device: () => undefined,
  peerAddress: () => '127.0.0.1',
  header: (name) => (name === 'host' ? 'localhost:8000' : null),
}

const refusal = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
  )

everyDatabase((database) => {
  let setup: SetupFeature
  let audit: Awaited<ReturnType<typeof auditOn>>
  beforeEach(async () => {
    time.now = FIRST_START
    await rememberFirstStart(database.storage, clock.now(), 'fingerprint')
    audit = await auditOn(database.storage, { clock })
    setup = featureOf(true)
  })

  const featureOf = (isDevelopment: boolean) =>
    setupFeature({ storage: database.storage, clock, random: systemRandom, digest, isDevelopment })
  const claimByToken = (token: string) => database.storage.write((tx) => setup.claimByToken(tx, token))
  const claimHere = (feature = setup) =>
    database.storage.write((tx) => feature.claimInDevelopment(tx, fromHere))
  const issued = async () => (await setup.issueToken(audit.itself))?.token ?? ''

  describe('C059 the setup token', () => {
    test('makes one administrator, and then nothing any more', async () => {
      const token = await issued()
      expect(await setup.isCompleted()).toBe(false)
      await setup.refuseWrongToken(token)
      await claimByToken(token)
      expect(await setup.isCompleted()).toBe(true)
      expect(await refusal(claimByToken(token))).toBe('setup_completed')
      expect(await refusal(setup.refuseWrongToken(token))).toBe('setup_completed')
      expect(await setup.issueToken(audit.itself)).toBeUndefined()
    })

    test('R17 is spent by one of fifty at once, 20 rounds', async () => {
      for (let round = 0; round < 20; round++) {
        await database.change('update instance set administrator_created_at = null')
        const token = await issued()
        const outcomes = await Promise.all(Array.from({ length: 50 }, () => refusal(claimByToken(token))))
        expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1)
        expect(outcomes.filter((outcome) => outcome === 'setup_completed')).toHaveLength(49)
      }
    })

    test('is not spent by a transaction that fails', async () => {
      const token = await issued()
      const failed = database.storage.write(async (tx) => {
        await setup.claimByToken(tx, token)
        throw new Error('the username was taken')
      })
      await expect(failed).rejects.toThrow('the username was taken')
      await claimByToken(token)
    })

    test.each(['', 'x', 'A'.repeat(43), '../..', "' or 1=1--"])('%p is none', async (token) => {
      await issued()
      expect(await refusal(claimByToken(token))).toBe('invalid_setup_token')
      expect(await refusal(setup.refuseWrongToken(token))).toBe('invalid_setup_token')
      expect(await setup.isCompleted()).toBe(false)
    })

    test('is none before one was issued', async () => {
      expect(await refusal(claimByToken(''))).toBe('invalid_setup_token')
    })

    test('lives for a day, and gives way to a newer one', async () => {
      const [older, newer] = [await issued(), await issued()]
      expect(await refusal(setup.refuseWrongToken(older))).toBe('invalid_setup_token')
      time.now += DAY_MS - 1
      await setup.refuseWrongToken(newer)
      time.now += 1
      expect(await refusal(setup.refuseWrongToken(newer))).toBe('invalid_setup_token')
      expect(await refusal(claimByToken(newer))).toBe('invalid_setup_token')
    })

    test('is stored as something else', async () => {
      const token = await issued()
      expect(JSON.stringify(await database.rows('select * from instance'))).not.toContain(token)
    })
  })

  describe('the first account in development', () => {
    test('is the administrator’s, once for ever', async () => {
      expect(await claimHere()).toBe(true)
      expect(await claimHere()).toBe(false)
      expect(await setup.isCompleted()).toBe(true)
    })

    test('is one of fifty at once', async () => {
      const claims = await Promise.all(Array.from({ length: 50 }, () => claimHere()))
      expect(claims.filter(Boolean)).toHaveLength(1)
    })

    test('is nobody’s without --dev, nor later than ten minutes after the first start', async () => {
      expect(await claimHere(featureOf(false))).toBe(false)
      time.now += 600_000
      expect(await claimHere()).toBe(false)
      expect(await setup.isCompleted()).toBe(false)
    })

    test('is nobody’s once a token was used, and the other way round', async () => {
      const token = await issued()
      expect(await claimHere()).toBe(true)
      expect(await refusal(claimByToken(token))).toBe('setup_completed')
    })
  })

  describe('how the first administrator is made', () => {
    test('by registering in development, and by the token otherwise', async () => {
      expect([await setup.findWay(), await featureOf(false).findWay()]).toEqual(['registration', 'token'])
      time.now += 600_000
      expect(await setup.findWay()).toBe('token')
    })

    test('by the token where there is an account already', async () => {
      await database.change(
        "insert into users (username, username_key, email, full_name, created_at, updated_at) values ('grace', 'grace', '', '', 0, 0)",
      )
      expect([await setup.findWay(), await claimHere()]).toEqual(['token', false])
    })

    test('by nothing once there was one, and the database is not asked again', async () => {
      expect(await claimHere()).toBe(true)
      expect([await setup.findWay(), await setup.isCompleted()]).toEqual([undefined, true])
      await database.change('update instance set administrator_created_at = null')
      expect([await setup.findWay(), await featureOf(true).findWay()]).toEqual([undefined, 'registration'])
    })
  })

  test('what is fixed at the first start stays at every other', async () => {
    time.now += DAY_MS
    await rememberFirstStart(database.storage, clock.now(), 'another')
    expect(await findSecretFingerprint(database.storage)).toBe('fingerprint')
    expect(await claimHere()).toBe(false)
  })
})
