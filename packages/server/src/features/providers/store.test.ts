import { describe, expect, test } from 'bun:test'
import { sealer } from '#crypto/sealed'
import { systemRandom } from '#kernel/random'
import { UniqueViolation } from '#storage'
import { everyDatabase, type TestDatabase } from '../../../../../test/support/every-database.ts'
import { placeOfSecret } from './deps.ts'
import { resealProviders } from './reseal.ts'
import { type AttemptRow, type ProviderRow, providerStore } from './store.ts'

const NOW = 1_800_000_000_000
const acme: ProviderRow = {
  ...{
    slug: 'acme',
    kind: 'oidc',
    name: 'Acme',
    issuer: 'https://acme.example',
    clientId: 'x',
    scopes: 'openid',
  },
  ...{
    sealedSecret: 's',
    emailDomains: '*',
    teamId: null,
    keyId: null,
    enabled: 1,
    createdAt: NOW,
    updatedAt: NOW,
  },
}
const attempt: AttemptRow = {
  ...{
    stateDigest: 'state',
    provider: 'acme',
    browserDigest: 'browser',
    purpose: 'sign-in',
    goal: '/account',
  },
  ...{ userId: null, sessionId: null, sealedSecrets: 'sealed', expiresAt: NOW + 1_000 },
}
const right = { stateDigest: 'state', browserDigest: 'browser', provider: 'acme', now: NOW }

async function storeOn({ storage, change }: TestDatabase) {
  for (const name of ['ada', 'grace'])
    await change(
      `insert into users (username, username_key, email, full_name, created_at, updated_at) values ('${name}', '${name}', '${name}@example.org', '', 0, 0)`,
    )
  const store = providerStore(storage)
  await storage.write(async (tx) => {
    await store.insert(tx, acme)
    await store.begin(tx, attempt)
  })
  return { storage, store, spend: (asked: typeof right) => storage.write((tx) => store.spend(tx, asked)) }
}

everyDatabase((database) => {
  describe('an attempt', () => {
    test('C079 of fifty at once is spent by one', async () => {
      const { spend } = await storeOn(database)
      const spent = await Promise.all(Array.from({ length: 50 }, () => spend(right)))
      expect(spent.filter((one) => one !== undefined)).toEqual([attempt])
    })

    test.each<[string, Partial<typeof right>]>([
      ['another browser', { browserDigest: 'another' }],
      ['another provider', { provider: 'another' }],
      ['another state', { stateDigest: 'another' }],
      ['whoever is late', { now: NOW + 1_000 }],
    ])('C079 is not spent by %s, and stays good for its own', async (_, wrong) => {
      const { spend } = await storeOn(database)
      expect(await spend({ ...right, ...wrong })).toBeUndefined()
      expect(await spend(right)).toEqual(attempt)
    })

    test('goes with its provider, and when its time is over', async () => {
      const { storage, store, spend } = await storeOn(database)
      await storage.write((tx) => store.removeExpired(tx, NOW + 999))
      await storage.write((tx) => store.removeExpired(tx, NOW + 1_000))
      expect(await spend(right)).toBeUndefined()
      await storage.write((tx) => store.begin(tx, attempt))
      await storage.write((tx) => store.remove(tx, 'acme'))
      expect(await spend(right)).toBeUndefined()
    })
  })

  describe('an identity', () => {
    const row = {
      issuer: acme.issuer,
      subject: 'sub',
      provider: 'acme',
      email: null,
      linkedAt: NOW,
      lastUsedAt: null,
    }

    test('C080 is one account’s, by issuer and subject', async () => {
      const { storage, store } = await storeOn(database)
      await storage.write((tx) => store.insertIdentity(tx, { ...row, id: 'idn_1', userId: 1 }))
      const again = storage.write((tx) => store.insertIdentity(tx, { ...row, id: 'idn_2', userId: 2 }))
      await expect(again).rejects.toBeInstanceOf(UniqueViolation)
      const elsewhere = { ...row, issuer: 'https://other.example', id: 'idn_3', userId: 2 }
      await storage.write((tx) => store.insertIdentity(tx, elsewhere))
      expect((await store.findIdentity(storage, acme.issuer, 'sub'))?.userId).toBe(1)
      expect(await store.findIdentity(storage, acme.issuer, 'SUB')).toBeUndefined()
    })

    test('is used and removed by its owner alone, and lets nobody in while its provider is off', async () => {
      const { storage, store } = await storeOn(database)
      await storage.write((tx) => store.insertIdentity(tx, { ...row, id: 'idn_1', userId: 1 }))
      const use = (userId: number) =>
        storage.write((tx) =>
          store.useIdentity(tx, { ...row, userId, email: 'new@example.org', now: NOW + 1 }),
        )
      expect([await use(2), await use(1)]).toEqual([false, true])
      expect(await store.listIdentities(storage, 1)).toMatchObject([
        { email: 'new@example.org', lastUsedAt: NOW + 1 },
      ])
      expect(await store.hasIdentity(storage, 1)).toBe(true)
      await storage.write((tx) => store.replace(tx, { ...acme, enabled: 0 }))
      expect(await store.hasIdentity(storage, 1)).toBe(false)
      const remove = (userId: number) => storage.write((tx) => store.removeIdentity(tx, userId, 'idn_1'))
      expect([await remove(2), await remove(1)]).toEqual([false, true])
    })

    test('that was removed is known as such of its account alone, until it is linked again or the account is gone', async () => {
      const { storage, store } = await storeOn(database)
      const removed = { issuer: acme.issuer, subject: 'sub', removedAt: NOW }
      await storage.write(async (tx) => {
        await store.noteRemoved(tx, { ...removed, userId: 1 })
        await store.noteRemoved(tx, { ...removed, userId: 2 })
        await store.noteRemoved(tx, { ...removed, userId: 2, subject: 'other' })
      })
      const known = () =>
        Promise.all(
          (
            [
              [1, 'sub'],
              [2, 'sub'],
              [2, 'other'],
              [1, 'other'],
            ] as const
          ).map(([userId, subject]) => store.wasRemoved(storage, userId, acme.issuer, subject)),
        )
      expect(await known()).toEqual([true, true, true, false])
      await storage.write((tx) => store.forgetRemoved(tx, 2, acme.issuer, 'sub'))
      expect(await known()).toEqual([true, false, true, false])
      await storage.write((tx) => store.forgetAllRemoved(tx, 2))
      await database.change('delete from users where id = 1')
      expect(await known()).toEqual([false, false, false, false])
    })

    test('lets nobody in where its provider’s name is another issuer’s by now', async () => {
      const { storage, store } = await storeOn(database)
      await storage.write((tx) => store.insertIdentity(tx, { ...row, id: 'idn_1', userId: 1 }))
      await storage.write(async (tx) => {
        await store.remove(tx, 'acme')
        await store.insert(tx, { ...acme, issuer: 'https://other.example' })
      })
      expect(await store.hasIdentity(storage, 1)).toBe(false)
    })

    test('goes with its account', async () => {
      const { storage, store } = await storeOn(database)
      await storage.write((tx) => store.insertIdentity(tx, { ...row, id: 'idn_1', userId: 1 }))
      await database.change('delete from users where id = 1')
      expect(await store.findIdentity(storage, acme.issuer, 'sub')).toBeUndefined()
    })
  })

  test('the client secret opens in its own row, and under the next root secret', async () => {
    const { storage, store } = await storeOn(database)
    const [old, next] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const former = sealer({ secret: old, random: systemRandom })
    const sealedSecret = former.seal(Buffer.from('of acme'), placeOfSecret('acme'))
    await storage.write((tx) => store.replace(tx, { ...acme, sealedSecret }))
    const both = sealer({ secret: next, previous: old, random: systemRandom })
    await storage.write((tx) => resealProviders(storage, tx, both))
    const now = sealer({ secret: next, random: systemRandom })
    const { sealedSecret: kept = '' } = (await store.find(storage, 'acme')) ?? {}
    expect(now.open(kept, placeOfSecret('acme'))?.toString()).toBe('of acme')
    expect(now.open(kept, placeOfSecret('other'))).toBeUndefined()
  })
})
