import { afterAll, beforeAll, expect, setDefaultTimeout } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, send } from '../support/http.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'

const shared = only({ database: 'postgres' }, 'a database that goes away while the server stays')

const WRITERS = 8
/** Writes that each of them had acknowledged before the database goes. */
const WRITES_BEFORE = 20

/** What a writer was told: the last name that was acknowledged, and the one that it tried last. */
type Told = {
  who: Account
  acknowledged: number
  tried: number
  writes: number
  refusals: number
  strange: string[]
}

shared.describe('R07 a database that goes away under load', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  let writers: Told[]
  beforeAll(async () => {
    replicas = await startReplicas({ isDurable: true })
    const people = await Promise.all(Array.from({ length: WRITERS }, () => join(replicas.one)))
    writers = people.map((who) => ({ who, acknowledged: 0, tried: 0, writes: 0, refusals: 0, strange: [] }))
  })
  afterAll(() => replicas.remove())

  const write = async (told: Told) => {
    told.tried += 1
    const answer = await send(replicas.one, `PUT /users/${told.who.id}`, {
      token: told.who.token,
      json: { full_name: `name ${told.tried}` },
    })
    if (answer.status === 200) {
      told.acknowledged = told.tried
      told.writes += 1
    } else if (answer.status === 503 && answer.headers.get('retry-after')) told.refusals += 1
    else told.strange.push(`${answer.status} ${answer.text}`)
  }

  const ways = {
    'is stopped': () => replicas.cluster.stop('fast'),
    'stops at once': () => replicas.cluster.stop('immediate'),
    'is killed': () => replicas.cluster.kill(),
  }
  shared.test.each(Object.entries(ways))(
    '%s: nothing acknowledged is lost, 503 meanwhile, and it goes on',
    async (what, goAway) => {
      let isOver = false
      const load = writers.map(async (told) => {
        while (!isOver) await write(told)
      })
      const before = writers.map(({ writes }) => writes)
      await eventually(
        'every writer writes',
        () => writers.every(({ writes }, i) => writes >= (before[i] ?? 0) + WRITES_BEFORE) || undefined,
        60_000,
      )
      await goAway()
      const awayAt = performance.now()
      await eventually(
        'somebody is told to come back',
        () => writers.some(({ refusals }) => refusals > 0) || undefined,
      )
      // A token counts only while the database says so: memory is believed for a second, and then nobody is let in.
      await eventually('who am I is refused too', async () => {
        const { status } = await send(replicas.two, 'GET /users/me', { token: writers[0]?.who.token })
        return status === 503 || undefined
      })
      await replicas.cluster.start()
      const backAt = performance.now()
      const refusedAt = writers.map(({ acknowledged }) => acknowledged)
      await eventually(
        'every writer writes again',
        () => writers.every(({ acknowledged }, i) => acknowledged > (refusedAt[i] ?? 0)) || undefined,
        30_000,
      )
      const againAfter = performance.now() - backAt
      isOver = true
      await Promise.all(load)
      for (const { who, acknowledged, tried, strange } of writers) {
        expect(strange).toEqual([])
        // The other server believes its memory for a second: what it had read before is not lost, and not there for ever.
        const stored = await eventually(`what ${who.username} was acknowledged is read at both`, async () => {
          const { full_name } = fieldsOf(await send(replicas.two, 'GET /users/me', { token: who.token }))
          const name = Number(String(full_name).split(' ')[1])
          return name >= acknowledged ? name : undefined
        })
        expect(stored).toBeLessThanOrEqual(tried)
      }
      const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(2)
      const sum = (of: (told: Told) => number) => writers.reduce((all, told) => all + of(told), 0)
      console.log(
        `R07 ${what}: away for ${seconds(backAt - awayAt)} s, everybody writes again ${seconds(againAfter)} s after; so far ` +
          `${sum(({ writes }) => writes)} writes acknowledged, 0 lost, ${sum(({ refusals }) => refusals)} told to come back`,
      )
    },
  )
})
