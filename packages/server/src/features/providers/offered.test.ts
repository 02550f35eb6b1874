import { expect, test } from 'bun:test'
import { eventually } from '../../../../../test/support/eventually.ts'
import { everyDatabase, type TestDatabase } from '../../../../../test/support/every-database.ts'
import { offeredProviders } from './offered.ts'
import { type ProviderRow, providerStore } from './store.ts'

const row = (slug: string, enabled: 0 | 1): ProviderRow => ({
  ...{ slug, kind: 'oidc', name: slug, issuer: `https://${slug}.example`, clientId: 'x', scopes: 'openid' },
  ...{ sealedSecret: 's', emailDomains: '*', teamId: null, keyId: null, enabled, createdAt: 0, updatedAt: 0 },
})

function offeredOn({ storage }: TestDatabase) {
  const store = providerStore(storage)
  let reads = 0
  const list = () => {
    reads++
    return store.list(storage)
  }
  const add = (one: ProviderRow) =>
    storage.write(async (tx) => {
      await store.insert(tx, one)
      tx.changed('providers')
    })
  const offered = offeredProviders({ storage, list })
  return {
    ...{ storage, store, add, offered },
    slugs: async () => (await offered()).map(({ slug }) => slug),
    readsSoFar: () => reads,
  }
}

everyDatabase((database) => {
  test('what is offered is read once, and again as soon as one changed', async () => {
    const { storage, store, add, slugs, readsSoFar } = offeredOn(database)
    expect(await slugs()).toEqual([])
    await add(row('acme', 1))
    await add(row('hidden', 0))
    expect(await slugs()).toEqual(['acme'])
    // A database of many servers tells each of its own changes too, a little later.
    await eventually('an answer that was not read', async () => {
      const before = readsSoFar()
      expect(await slugs()).toEqual(['acme'])
      return readsSoFar() === before ? true : undefined
    })
    await storage.write(async (tx) => {
      await store.remove(tx, 'acme')
      tx.changed('providers')
    })
    expect(await slugs()).toEqual([])
  })

  test('what was read before a change is not kept', async () => {
    const { storage, add, store } = offeredOn(database)
    let isFirst = true
    const offered = offeredProviders({
      storage,
      async list() {
        const found = await store.list(storage)
        if (isFirst) {
          isFirst = false
          await add(row('acme', 1))
        }
        return found
      },
    })
    expect(await offered()).toEqual([])
    expect(await offered()).toEqual([
      { slug: 'acme', kind: 'oidc', name: 'acme', issuer: 'https://acme.example' },
    ])
  })
})
