// Many at once, with the defaults: an honest client meets no budget, and whoever guesses gains nothing by haste.
import { describe, expect, test } from 'bun:test'
import { person } from '../support/accounts.ts'
import { believing, from, newSource, tryFrom } from '../support/guessing.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true, env: believing })
const AT_ONCE = 64

async function somebody() {
  const [who, home] = [person(), newSource()]
  expect((await send(server, 'POST /auth/register', { json: who, headers: from(home) })).status).toBe(200)
  return { ...who, home }
}

const statuses = async (username: string, source: string, password?: string, times = AT_ONCE) => {
  const tried = Array.from({ length: times }, () => tryFrom(server, source, username, password))
  const counts = new Map<number, number>()
  for (const { status } of await Promise.all(tried)) counts.set(status, (counts.get(status) ?? 0) + 1)
  return Object.fromEntries(counts)
}

/** Whoever is told that the server is busy comes again; nobody is told anything else. */
async function getIn(username: string, source: string, password: string) {
  for (let left = AT_ONCE; left > 0; ) {
    const { 200: admitted = 0, 503: busy = 0, ...others } = await statuses(username, source, password, left)
    expect(others).toEqual({})
    expect(admitted).toBeGreaterThan(0)
    left = busy
  }
}

describe('C026 C031 many sign-ins of one account at once', () => {
  test('get in, all of them, from where it is known and from where it is not', async () => {
    const who = await somebody()
    await getIn(who.username, who.home, who.password)
    await getIn(who.username, newSource(), who.password)
  })

  test('are looked at no oftener than one after another, where the password is wrong', async () => {
    const who = await somebody()
    // The burst of an account that is not known there.
    expect(await statuses(who.username, newSource())).toEqual({ 401: 3, 429: AT_ONCE - 3 })
  })
})
