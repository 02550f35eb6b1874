// R20, C043: two servers on one database rotate and retire their keys as one.
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout } from 'bun:test'
import { type Account, join, signIn } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { itemsOf, numberOf, send, type Target } from '../support/http.ts'
import { StallingProxy } from '../support/stalling-proxy.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'
import { kidOf, rotateUnderLoad, told } from './rotation-load.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

const ROUNDS = 20

/** Somebody who runs the servers. */
async function joinAsAdministrator({ cluster, url, one }: Replicas): Promise<Account> {
  const who = await join(one)
  cluster.query(`insert into latchkey.user_roles (role, user_id) values ('admin', ${who.id})`, url)
  return { ...who, token: await signIn(one, who) }
}

const statusOf = async (target: Target, token: string) =>
  (await send(target, 'GET /users/me', { token })).status
const retire = async (target: Target, by: string, token: string) => {
  const answer = await send(target, `POST /keys/${kidOf(token)}/retire`, { token: by })
  expect(answer.status).toBe(200)
}
/** Until a second and more has gone by, in which the target works. */
const longerThanASecond = async (target: Target) => {
  const since = performance.now()
  await eventually('a second goes by', async () => {
    await send(target, 'GET /health')
    return performance.now() - since > 1_200 || undefined
  })
}

shared.describe('two servers', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  let admin: Account
  const users: Account[] = []
  beforeAll(async () => {
    replicas = await startReplicas({ env: { LATCHKEY_TOKEN_ALGORITHM: 'ES256' } })
    admin = await joinAsAdministrator(replicas)
    for (let i = 0; i < 6; i++) users.push(await join(replicas.two))
  })
  afterAll(() => replicas.remove())

  shared.test('that started at once on a new database have one key', async () => {
    const { one, two } = replicas
    for (const server of [one, two])
      expect(itemsOf(await send(server, 'GET /keys', { token: admin.token })).length).toBe(1)
    const [user] = users as [Account]
    expect(await statusOf(one, user.token)).toBe(200)
  })

  shared.test('R20 rotation under load at both: no request fails at either', async () => {
    const { one, two } = replicas
    const load = await rotateUnderLoad([one, two], admin, users)
    console.log(`R20 two servers: ${told(load)}`)
    expect(load.failed).toEqual([])
    expect(load.keys).toBeGreaterThan(3)
  })

  shared.test('C043 what one retires, the other refuses within a second', async () => {
    const { one, two } = replicas
    const [user] = users as [Account]
    const waited: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const token = await signIn(two, user)
      const boss = await signIn(one, admin)
      expect([await statusOf(one, token), await statusOf(two, token)]).toEqual([200, 200])
      await retire(one, boss, token)
      const since = performance.now()
      expect(await statusOf(one, token)).toBe(401)
      await eventually('the other one refuses', async () => (await statusOf(two, token)) === 401 || undefined)
      waited.push(performance.now() - since)
      expect(await statusOf(two, await signIn(one, user))).toBe(200)
    }
    waited.sort((a, b) => a - b)
    const [median, last] = [waited[ROUNDS / 2], waited.at(-1)].map((ms) => Math.round(Number(ms)))
    console.log(
      `C043 retired at one server, refused at the other after ${median} ms (median), ${last} ms at most`,
    )
    expect(Number(last)).toBeLessThan(1_000)
  })

  shared.test(
    'one that was paused refuses what was retired meanwhile, with its very first answer',
    async () => {
      const { one, two } = replicas
      const [user] = users as [Account]
      const token = await signIn(two, user)
      const boss = await signIn(one, admin)
      expect(await statusOf(two, token)).toBe(200)
      const pid = numberOf(await send(two, 'GET /server/status', { token: boss }), 'pid')
      process.kill(pid, 'SIGSTOP')
      try {
        await retire(one, boss, token)
        await longerThanASecond(one)
      } finally {
        process.kill(pid, 'SIGCONT')
      }
      const first = await Promise.all(Array.from({ length: 10 }, () => statusOf(two, token)))
      expect(first).toEqual(first.map(() => 401))
      expect(await statusOf(two, await signIn(two, user))).toBe(200)
    },
  )

  shared.test(
    'C035 names of keys that nobody has are 401, and cost the database next to nothing',
    async () => {
      const { two, cluster, url } = replicas
      const [user] = users as [Account]
      const token = await signIn(two, user)
      const [, payload, signature] = token.split('.')
      const scans = () =>
        Number(
          cluster.query(
            "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where schemaname = 'latchkey' and relname = 'signing_keys'",
            url,
          ),
        )
      const forged = (i: number) => {
        const header = { alg: 'ES256', typ: 'at+jwt', kid: `sig_${String(i).padStart(8, '0')}` }
        return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`
      }
      const before = scans()
      const since = performance.now()
      for (let i = 0; i < 500; i++) expect(await statusOf(two, forged(i))).toBe(401)
      const seconds = (performance.now() - since) / 1_000
      // Statistics come late, and never too many.
      expect(scans() - before).toBeLessThanOrEqual(seconds + 2)
      expect(await statusOf(two, token)).toBe(200)
    },
  )
})

shared.describe('a server that hears nothing', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  let admin: Account
  let user: Account
  let proxy: StallingProxy
  beforeEach(async () => {
    const { Cluster } = await import('../support/postgres-cluster.ts')
    const cluster = await Cluster.start({ isDurable: false })
    proxy = await StallingProxy.before(cluster.port)
    const own = cluster.createDatabase()
    const second = own.replace(`:${cluster.port}/`, `:${proxy.port}/`)
    replicas = await startReplicas({ through: async () => own, second: () => second })
    const { remove } = replicas
    replicas = {
      ...replicas,
      cluster,
      url: own,
      async remove() {
        await remove()
        await cluster.remove()
      },
    }
    admin = await joinAsAdministrator(replicas)
    user = await join(replicas.one)
  })
  afterEach(async () => {
    proxy.resume()
    await replicas.remove()
    proxy.close()
  })

  shared.test('lets nobody in after a second, and refuses what was retired when it hears again', async () => {
    const { one, two } = replicas
    const { token } = user
    expect([await statusOf(one, token), await statusOf(two, token)]).toEqual([200, 200])
    proxy.stall()
    await longerThanASecond(one)
    await retire(one, admin.token, token)
    const meanwhile = await Promise.all(Array.from({ length: 5 }, () => statusOf(two, token)))
    expect(meanwhile).toEqual(meanwhile.map(() => 503))
    const jwks = await send(two, 'GET /.well-known/jwks.json')
    expect(jwks.status).toBe(503)
    expect(jwks.headers.get('cache-control')).toBe('no-store')
    expect((await send(two, 'GET /users/me', { token: 'x' })).status).toBe(401)
    proxy.resume()
    const first = await eventually('the database is there again', async () => {
      const status = await statusOf(two, token)
      return status === 503 ? undefined : status
    })
    expect(first).toBe(401)
    expect(await statusOf(two, await signIn(one, user))).toBe(200)
  })
})
