// C031: what was spent stays spent, whatever happens to the server.
import { expect, test } from 'bun:test'
import { join, login, person } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { believing, newSource, tryFrom } from '../support/guessing.ts'
import { withServer } from '../support/server.ts'

/** A budget of ten for one account; the pair and the source have more. */
const ten = {
  ...believing,
  LATCHKEY_GUARD_ACCOUNT_BURST: '10',
  LATCHKEY_GUARD_PAIR_BURST: '1000',
  LATCHKEY_GUARD_PAIR_PER_DAY: '2000',
  LATCHKEY_GUARD_SOURCE_BURST: '1000',
  LATCHKEY_GUARD_SOURCE_PER_DAY: '2000',
}

test('of 200 guesses at once ten are looked at, and after kill -9 none more', async () => {
  await withServer({ dev: true, env: ten }, async (server) => {
    const who = await join(server)
    const nobody = person().username
    for (const name of [who.username, nobody]) {
      const stranger = newSource()
      const guesses = Array.from({ length: 200 }, (_, i) =>
        tryFrom(server, i % 2 === 0 ? stranger : newSource(), name),
      )
      const statuses = (await Promise.all(guesses)).map(({ status }) => status)
      const looked = statuses.filter((status) => status === 401).length
      expect(looked).toBeLessThanOrEqual(10)
      expect(looked).toBeGreaterThanOrEqual(1)
      expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([])
      // Those that found no room to be hashed in were given back: the rest is spent now.
      for (let i = looked; i < 10; i++) await tryFrom(server, newSource(), name)
    }
    await server.kill()
    await server.start()
    for (const name of [who.username, nobody])
      expectRefusal(await tryFrom(server, newSource(), name), 429, 'too_many_attempts')
    expectRefusal(await tryFrom(server, newSource(), who.username, who.password), 429, 'too_many_attempts')
    // Whoever is known is known after a restart.
    expect((await login(server, who.username, who.password)).status).toBe(200)
  })
})
