// C060, C104: what is kept of an API key, and until when it counts.
import { beforeAll, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { statusOf } from '../support/refreshing.ts'
import { useServer } from '../support/server.ts'
import { changeStored, everythingStored } from '../support/stored.ts'

const server = useServer({ dev: true })
let user: Account
beforeAll(async () => {
  user = await join(server)
})
test('C060 C104 is stored as something from which nobody makes it, and never written to a log', async () => {
  const { key, id } = await makeKey(server, user, 'self:read')
  expect(await statusOf(server, key)).toBe(200)
  await server.stop()
  const stored = everythingStored(server)
  expect(stored).toContain(id)
  for (const part of [key, key.slice(3), key.slice(3, 46), key.slice(10)]) expect(stored).not.toContain(part)
  expect(server.written.join('\n')).not.toContain(key.slice(3, 46))
  await server.start()
  expect(await statusOf(server, key)).toBe(200)
})

test('C060 ends with its time, and another of the same owner goes on', async () => {
  const [late, inTime] = [await makeKey(server, user, 'self:read'), await makeKey(server, user, 'self:read')]
  expect([await statusOf(server, late.key), await statusOf(server, inTime.key)]).toEqual([200, 200])
  await server.stop()
  changeStored(server, `update api_keys set expires_at = ${Date.now() - 1} where id = '${late.id}'`)
  await server.start()
  expectRefusal(await send(server, 'GET /users/me', { token: late.key }), 401, 'invalid_token')
  expect(await statusOf(server, inTime.key)).toBe(200)
})
