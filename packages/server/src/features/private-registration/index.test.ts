import { describe, expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { registrationsOn, request, robin } from '../../../../../test/support/registrations-on.ts'

const HOUR_MS = 3_600_000

everyDatabase((database) => {
  describe('a private registration', () => {
    test('is an account once both halves have come, in the language that was asked for, with a proved address', async () => {
      const { ask, tried, accounts, pending, rows, letters } = await registrationsOn(database)
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
      const { ask, rows } = await registrationsOn(database)
      const token = await ask()
      expect(JSON.stringify(await rows('select * from pending_registrations'))).not.toContain(token)
    })

    test('is over after 24 hours, and swept', async () => {
      const { ask, tried, time, feature, pending } = await registrationsOn(database)
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
      const { ask, tried, change } = await registrationsOn(database)
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
      const { ask, tried, caps, pending, rows } = await registrationsOn(database)
      const token = await ask()
      caps.isReached = true
      await ask({ password: 'another-lantern-51-meadow' })
      expect((await pending()).length).toBe(1)
      expect(await rows('select * from asked_registrations')).toEqual([])
      expect(await tried(token)).toBe('made')
    })

    test('takes the others of its address with it, and those of no other', async () => {
      const { ask, tried, pending } = await registrationsOn(database)
      const token = await ask()
      const another = await ask({ username: 'marian', email: 'robin@EXAMPLE.org' })
      await ask({ username: 'tuck', email: 'tuck@example.org' })
      expect(await tried(token)).toBe('made')
      expect((await pending()).map((one) => one.address_key)).toEqual(['tuck@example.org'])
      expect(await tried(another)).toBe('invalid_mailed_token')
    })

    test('an address that was given up is its account’s as long as it is reserved', async () => {
      const { ask, letters, change, time } = await registrationsOn(database)
      await change(
        `insert into users (username, username_key, email, full_name, created_at, updated_at) values ('much', 'much', 'm@example.org', '', 0, 0)`,
        `insert into user_emails (address_key, user_id, signs_in, verified_at, reserved_until) values ('robin@example.org', 1, 0, 1, ${time.now + HOUR_MS})`,
      )
      await ask()
      expect(letters.map(({ template }) => template.kind)).toEqual(['already_registered'])
      time.now += HOUR_MS
      await ask()
      expect(letters.at(-1)?.template.kind).toBe('register_link')
    })

    test('C063 of fifty at once with one token, and of two tokens of one address, one makes an account', async () => {
      const { ask, tried, accounts } = await registrationsOn(database)
      const [one, other] = [await ask(), await ask({ username: 'marian' })]
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, n) => tried(n % 2 === 0 ? one : other)),
      )
      expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1)
      expect(await accounts()).toHaveLength(1)
    }, 60_000)

    test('of two servers that look it up, one mails it', async () => {
      const [one, other] = [await registrationsOn(database), await registrationsOn(database)]
      await one.feature.ask(robin, request)
      await Promise.all([one.feature.sweep(), other.feature.sweep()])
      await Promise.all([one.feature.settled(), other.feature.settled()])
      expect([...one.letters, ...other.letters]).toHaveLength(1)
    })

    test('what fails before it is mailed is mailed later', async () => {
      const { feature, letters, caps, rows, pending } = await registrationsOn(database)
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
