// C031: two servers on one PostgreSQL have one budget, and each knows what the other has seen.
import { afterAll, beforeAll, expect, setDefaultTimeout } from 'bun:test'
import { login, person, register } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { believing, from, newSource, tryFrom } from '../support/guessing.ts'
import { send } from '../support/http.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

shared.describe('C031 two servers on one database', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  beforeAll(async () => {
    const env = {
      ...believing,
      LATCHKEY_GUARD_ACCOUNT_BURST: '10',
      LATCHKEY_GUARD_ACCOUNT_PER_DAY: '100',
      LATCHKEY_GUARD_KNOWN_BURST: '20',
      LATCHKEY_GUARD_KNOWN_PER_DAY: '100',
      LATCHKEY_GUARD_PAIR_BURST: '1000',
      LATCHKEY_GUARD_PAIR_PER_DAY: '2000',
      LATCHKEY_GUARD_SOURCE_BURST: '1000',
      LATCHKEY_GUARD_SOURCE_PER_DAY: '2000',
    }
    replicas = await startReplicas({ env })
  })
  afterAll(() => replicas.remove())

  shared.test(
    'look at as many guesses together as one would, and none more after kill -9 of both',
    async () => {
      const { one, two } = replicas
      const [who, home] = [person(), newSource()]
      await send(one, 'POST /auth/register', { json: who, headers: from(home) })
      const guesses = Array.from({ length: 200 }, (_, i) =>
        tryFrom(i % 2 === 0 ? one : two, newSource(), who.username),
      )
      const statuses = (await Promise.all(guesses)).map(({ status }) => status)
      const looked = statuses.filter((status) => status === 401).length
      expect(looked).toBeLessThanOrEqual(10)
      for (let i = looked; i < 10; i++) await tryFrom(two, newSource(), who.username)
      await Promise.all([one.kill(), two.kill()])
      await Promise.all([one.start(), two.start()])
      for (const server of [one, two])
        expectRefusal(
          await tryFrom(server, newSource(), who.username, who.password),
          429,
          'too_many_attempts',
        )
      // Where it registered is known to both.
      for (const server of [one, two])
        expect((await tryFrom(server, home, who.username, who.password)).status).toBe(200)
    },
  )

  shared.test('what a success at one gives back, the other has', async () => {
    const { one, two } = replicas
    const who = person()
    expect((await register(one, who)).status).toBe(200)
    for (let round = 0; round < 15; round++) {
      const source = newSource()
      const server = round % 2 === 0 ? one : two
      expect((await tryFrom(server, source, who.username, who.password)).status).toBe(200)
    }
    for (let i = 0; i < 9; i++) expect((await login(one, who.username, 'not this one')).status).toBe(401)
    expect((await login(two, who.username, who.password)).status).toBe(200)
    for (let i = 0; i < 20; i++) expect((await login(two, who.username, 'not this one')).status).toBe(401)
    expect((await login(one, who.username, who.password)).status).toBe(429)
  })
})
