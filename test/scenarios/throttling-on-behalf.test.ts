// C027: the back end of an application signs people in, and says from where and with which device.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { newSource } from '../support/guessing.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let key: string
beforeAll(async () => {
  admin = await join(server)
  key = (await makeKey(server, admin, 'signin:on-behalf')).key
})

const signIn = (
  username: string,
  password: string,
  said: { address?: string; device?: string },
  token: string | undefined = key,
) =>
  send(server, 'POST /auth/login', {
    json: { username, password },
    token,
    headers: {
      ...(said.address === undefined ? {} : { 'x-latchkey-client-address': said.address }),
      ...(said.device === undefined ? {} : { 'x-latchkey-device': said.device }),
    },
  })

const register = async (said: string) => {
  const who = person()
  const headers = { 'x-latchkey-client-address': said }
  const answer = await send(server, 'POST /auth/register', { json: who, token: key, headers })
  expect(answer.status).toBe(200)
  return who
}

describe('C027 C026 an attack from thousands of sources through one back end', () => {
  test('has the few guesses that an account has, and the known device gets in', async () => {
    const home = newSource()
    const victim = await register(home)
    const device = crypto.randomUUID()
    expect((await signIn(victim.username, victim.password, { address: home, device })).status).toBe(200)
    const statuses: number[] = []
    for (let i = 0; i < 40; i++) {
      const some = Array.from({ length: 10 }, () =>
        signIn(victim.username, 'not this one', { address: newSource(), device: crypto.randomUUID() }),
      )
      statuses.push(...(await Promise.all(some)).map(({ status }) => status))
    }
    expect(statuses.filter((status) => status === 401).length).toBe(4)
    expect(statuses.filter((status) => status === 429).length).toBe(396)
    // With the device from a strange address, and from home with a strange device.
    expect((await signIn(victim.username, victim.password, { address: newSource(), device })).status).toBe(
      200,
    )
    expect((await signIn(victim.username, victim.password, { address: home })).status).toBe(200)
  })

  test('a device is known by its whole text, to its account alone', async () => {
    const [one, other] = [await register(newSource()), await register(newSource())]
    const device = crypto.randomUUID()
    expect((await signIn(one.username, one.password, { address: newSource(), device })).status).toBe(200)
    for (let i = 0; i < 10; i++) {
      for (const { username } of [one, other])
        await signIn(username, 'not this one', { address: newSource() })
    }
    expect((await signIn(one.username, one.password, { address: newSource(), device })).status).toBe(200)
    const strange = [device.slice(0, -1), `${device}x`, device.toUpperCase(), 'short', '']
    for (const text of strange)
      expectRefusal(
        await signIn(one.username, one.password, { address: newSource(), device: text }),
        429,
        'too_many_attempts',
      )
    expectRefusal(
      await signIn(other.username, other.password, { address: newSource(), device }),
      429,
      'too_many_attempts',
    )
  })

  test('a text that others could guess is no device', async () => {
    const who = await register(newSource())
    for (const device of ['short', 'x'.repeat(15), 'x'.repeat(257), 'with spaces in its text']) {
      expect((await signIn(who.username, who.password, { address: newSource(), device })).status).toBe(200)
    }
    for (let i = 0; i < 10; i++) await signIn(who.username, 'not this one', { address: newSource() })
    for (const device of ['short', 'x'.repeat(15), 'x'.repeat(257), 'with spaces in its text'])
      expectRefusal(
        await signIn(who.username, who.password, { address: newSource(), device }),
        429,
        'too_many_attempts',
      )
  })

  test('has a budget of its own, which it can spend', async () => {
    const who = await register(newSource())
    const device = crypto.randomUUID()
    expect((await signIn(who.username, who.password, { address: newSource(), device })).status).toBe(200)
    for (let i = 0; i < 20; i++)
      expectRefusal(
        await signIn(who.username, 'not this one', { address: newSource(), device }),
        401,
        'invalid_credentials',
      )
    expectRefusal(
      await signIn(who.username, who.password, { address: newSource(), device }),
      429,
      'too_many_attempts',
    )
    // Whoever has it spent nothing of anybody's: from elsewhere the account is as open as before.
    expect((await signIn(who.username, who.password, { address: newSource() })).status).toBe(200)
  })

  test('is nothing that somebody else than the back end can say', async () => {
    const who = await join(server)
    const device = crypto.randomUUID()
    expect((await signIn(who.username, who.password, { device }, admin.token)).status).toBe(200)
    for (let i = 0; i < 20; i++) await signIn(who.username, 'not this one', {}, admin.token)
    for (const token of [admin.token, 'lk_nobodys'])
      expectRefusal(
        await signIn(who.username, who.password, { device, address: newSource() }, token),
        429,
        'too_many_attempts',
      )
  })
})
