// V42: whoever is disabled gets nothing that lets anybody in, by whatever route there is.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, signIn } from '../support/accounts.ts'
import { askForKey, makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { type Going, goingOf, refresh, signInToStay } from '../support/refreshing.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
const NEW = 'heron-lantern-51-meadow'
let admin: Account
let front = ''
let user: Account
let going: Going
let spent: Going
let key = ''
beforeAll(async () => {
  admin = await join(server)
  front = (await makeKey(server, admin, 'signin:on-behalf')).key
})
beforeEach(async () => {
  // An administrator, so that no right is what is lacking.
  user = await create(server, admin, {}, ['user', 'admin'])
  spent = await signInToStay(server, user)
  going = goingOf(await refresh(server, spent.refresh))
  key = (await makeKey(server, user, 'self:read', 'self:write', 'users:recover', 'signin:on-behalf')).key
})
const disable = async () =>
  expect((await send(server, `POST /users/${user.id}/disable`, { token: admin.token })).status).toBe(200)

async function expectNothingGiven(answer: Answer): Promise<void> {
  expect(answer.text).not.toMatch(/eyJ|lkr_|lk_|token=/)
  const sessions = await send(server, `GET /users/${user.id}/sessions`, { token: admin.token })
  expect([itemsOf(sessions), answer.status < 500]).toEqual([[], true])
}

describe('V42 CVE-2024-47000 CVE-2025-64521 CVE-2025-53942 a disabled account', () => {
  test('gets no token for its password, however it is given', async () => {
    await disable()
    for (const name of [user.username, user.email, user.username.toUpperCase()]) {
      const credentials = { username: name, password: user.password }
      const form = { grant_type: 'password', scope: 'offline_access', ...credentials }
      const headers = { 'x-latchkey-client-address': '203.0.113.9' }
      for (const [ask, status] of [
        [{ json: credentials }, 403],
        [{ json: { ...credentials, refresh: true } }, 403],
        [{ json: credentials, token: front, headers }, 403],
        [{ json: credentials, token: key, headers }, 403],
        [{ form }, 400],
      ] as const) {
        const answer = await send(server, 'POST /auth/login', ask)
        expectRefusal(answer, status)
        await expectNothingGiven(answer)
      }
    }
  })

  test('gets none for a refresh token, the newest or a spent one, as JSON or as a form', async () => {
    await disable()
    for (const { refresh: refresh_token } of [going, spent]) {
      for (const ask of [
        { json: { refresh_token } },
        { form: { grant_type: 'refresh_token', refresh_token } },
      ]) {
        const answer = await send(server, 'POST /auth/refresh', ask)
        expectRefusal(answer, 400, 'invalid_grant')
        await expectNothingGiven(answer)
      }
    }
  })

  test('makes no key, no link and no account, by a token or a key of before', async () => {
    await disable()
    for (const token of [user.token, going.token, key]) {
      for (const answer of [
        await askForKey(server, token, ['self:read']),
        await send(server, `POST /users/${admin.id}/reset-link`, { token }),
        await send(server, `POST /users/${user.id}/reset-link`, { token }),
        await send(server, 'POST /service-accounts', { token, json: { username: 'late', full_name: 'x' } }),
        await send(server, 'POST /auth/change-password', {
          token,
          json: { current_password: user.password, new_password: NEW },
        }),
        await send(server, `POST /users/${user.id}/enable`, { token }),
      ]) {
        expectRefusal(answer, 401, 'invalid_token')
        await expectNothingGiven(answer)
      }
    }
  })

  test('gets a new password by a link and still no token; what it was given before is not revived', async () => {
    const link = await resetToken(server, admin, user.id)
    await disable()
    await expectNothingGiven(await resetPassword(server, link, NEW))
    const answer = await login(server, user.username, NEW)
    expectRefusal(answer, 403, 'account_disabled')
    await expectNothingGiven(answer)
    await send(server, `POST /users/${user.id}/enable`, { token: admin.token })
    for (const token of [user.token, going.token])
      expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
    expect(await signIn(server, { username: user.username, password: NEW })).toStartWith('eyJ')
  })

  test('of a program: no new key, and none of its keys', async () => {
    const id = await makeServiceAccount(server, admin)
    const ask = async () =>
      await send(server, `POST /users/${id}/api-keys`, {
        token: admin.token,
        json: { name: 'Report', scopes: ['self:read'] },
      })
    const own = textOf(await ask(), 'key')
    await send(server, `POST /users/${id}/disable`, { token: admin.token })
    const refused = await ask()
    expectRefusal(refused, 409, 'account_not_suitable')
    expect(fieldsOf(refused).key).toBeUndefined()
    expectRefusal(await send(server, 'GET /users/me', { token: own }), 401, 'invalid_token')
  })
})
