// R20, C043: keys are rotated under load, and nobody notices; one is retired, and everybody is refused.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { kidOf, rotateUnderLoad, told } from './rotation-load.ts'

describe.each(['HS256', 'EdDSA'] as const)('%s', (algorithm) => {
  const server = useServer({ dev: true, env: { ...unthrottled, LATCHKEY_TOKEN_ALGORITHM: algorithm } })
  let admin: Account
  const users: Account[] = []
  beforeAll(async () => {
    admin = await join(server)
    for (let i = 0; i < 6; i++) users.push(await join(server))
  })
  const status = async (token: string) => (await send(server, 'GET /users/me', { token })).status

  test('R20 rotation under load: no request fails', async () => {
    const load = await rotateUnderLoad([server], admin, users)
    console.log(`R20 one server, ${algorithm}: ${told(load)}`)
    expect(load.failed).toEqual([])
    expect(load.keys).toBeGreaterThan(3)
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('C043 retiring under load: every token of a key is refused from the very next request on', async () => {
    const [user] = users as [Account]
    for (let round = 0; round < 10; round++) {
      const token = await signIn(server, user)
      const boss = await signIn(server, admin)
      const readers = Array.from({ length: 20 }, () => status(token))
      const retired = await send(server, `POST /keys/${kidOf(token)}/retire`, { token: boss })
      expect(retired.status).toBe(200)
      expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
      for (const one of await Promise.all(readers)) expect([200, 401]).toContain(one)
      expect([await status(token), await status(boss)]).toEqual([401, 401])
    }
  })
})
