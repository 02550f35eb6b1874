import { beforeEach, describe, expect, test } from 'bun:test'
import { UniqueViolation } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { userStore } from './store.ts'

everyDatabase((database) => {
  let store: ReturnType<typeof userStore>
  let [one, other] = [0, 0]
  beforeEach(async () => {
    store = userStore(database.storage)
    one = await join('one')
    other = await join('other')
  })

  const join = (name: string) =>
    database.storage.write((tx) =>
      store.insert(tx, {
        username: name,
        usernameKey: name,
        email: `${name}@x.org`,
        emailKey: `${name}@x.org`,
        fullName: name,
        passwordHash: 'a hash',
        now: 0,
      }),
    )
  /** Which index refused it, if one did, and how often it was run. */
  const move = async (id: number, emailKey: string) => {
    let runs = 0
    const refused = await database.storage
      .write((tx) => {
        runs += 1
        return store.replaceShownEmail(tx, id, { email: emailKey, emailKey, now: 0 })
      })
      .catch((error: unknown) => error)
    if (refused !== undefined && !(refused instanceof UniqueViolation)) throw refused
    return { runs, refusedBy: refused?.column }
  }
  const done = { runs: 1, refusedBy: undefined }
  const taken = { runs: 1, refusedBy: 'user_emails.address_key' }
  const addresses = () =>
    database.rows('select address_key, user_id, signs_in from user_emails order by address_key')
  const asJoined = () => [
    { address_key: 'one@x.org', user_id: one, signs_in: 1 },
    { address_key: 'other@x.org', user_id: other, signs_in: 1 },
  ]

  describe('the address that is shown', () => {
    test('is one beside that which signs in, and the one before is free again', async () => {
      expect(await move(one, 'a@x.org')).toEqual(done)
      expect(await move(one, 'b@x.org')).toEqual(done)
      const shown = { address_key: 'b@x.org', user_id: one, signs_in: 0 }
      expect(await addresses()).toEqual([shown, ...asJoined()])
      expect(await move(one, 'b@x.org')).toEqual(done)
      expect(await addresses()).toEqual([shown, ...asJoined()])
      expect(await move(one, 'one@x.org')).toEqual(done)
      expect(await addresses()).toEqual(asJoined())
    })

    test('is nobody else’s, whether they sign in with it or only show it', async () => {
      expect(await move(other, 'b@x.org')).toEqual(done)
      for (const emailKey of ['b@x.org', 'other@x.org']) expect(await move(one, emailKey)).toEqual(taken)
      expect(await addresses()).toEqual([
        { address_key: 'b@x.org', user_id: other, signs_in: 0 },
        ...asJoined(),
      ])
    })

    test('R16 of two who swap theirs both are refused at once, and neither waits for the other', async () => {
      await move(one, 'a@x.org')
      await move(other, 'b@x.org')
      for (let round = 0; round < 20; round++) {
        expect(await Promise.all([move(one, 'b@x.org'), move(other, 'a@x.org')])).toEqual([taken, taken])
      }
      expect(await addresses()).toEqual([
        { address_key: 'a@x.org', user_id: one, signs_in: 0 },
        { address_key: 'b@x.org', user_id: other, signs_in: 0 },
        ...asJoined(),
      ])
    })
  })
})
