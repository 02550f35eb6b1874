// C039, C040, C047: whatever ends a session ends its refresh token in the same moment, and for ever.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, setRoles } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, send } from '../support/http.ts'
import {
  goingOf,
  joinToStay,
  noticesOf,
  refresh,
  sessionOf,
  signInToStay,
  statusOf,
} from '../support/refreshing.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})
const byAdmin = async (line: string) => await send(server, line, { token: admin.token })

const ends: [string, (who: Account, session: string, token: string) => Promise<{ status: number }>][] = [
  ['POST /users/{id}/disable', (who) => byAdmin(`POST /users/${who.id}/disable`)],
  ['DELETE /users/{id} by an administrator', (who) => byAdmin(`DELETE /users/${who.id}`)],
  ['DELETE /users/{id} by oneself', (who) => send(server, `DELETE /users/${who.id}`, { token: who.token })],
  ['DELETE /users/{id}/sessions', (who) => byAdmin(`DELETE /users/${who.id}/sessions`)],
  [
    'DELETE /users/{id}/sessions/{session_id}',
    (who, id) => byAdmin(`DELETE /users/${who.id}/sessions/${id}`),
  ],
  [
    'DELETE /sessions/{session_id}',
    (who, id) => send(server, `DELETE /sessions/${id}`, { token: who.token }),
  ],
  ['POST /auth/logout', (_, __, token) => send(server, 'POST /auth/logout', { token })],
  [
    'POST /auth/reset-password',
    async (who) => resetPassword(server, await resetToken(server, admin, who.id), 'heron-lantern-51-meadow'),
  ],
  ['POST /auth/logout-all', (who) => send(server, 'POST /auth/logout-all', { token: who.token })],
]

describe.each(ends)('%s', (_, end) => {
  test('C039 C040 C047 V06 GHSA-2vg6-77g8-24mp the next request of either token is refused; of the spent ones too', async () => {
    const { who, first } = await joinToStay(server)
    // Every memory is warm.
    const second = goingOf(await refresh(server, first.refresh))
    for (const token of [first.token, second.token]) expect(await statusOf(server, token)).toBe(200)
    expect((await end(who, first.session, second.token)).status).toBe(200)
    for (const { token, refresh: secret } of [second, first]) {
      // The access token first, then the refresh token, then both again: none brings the other back.
      for (const _again of [1, 2]) {
        expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
        expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
      }
    }
  })

  test('R17 no refresh that was under way survives it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { who, first } = await joinToStay(server)
      const early = Array.from({ length: 5 }, () => refresh(server, first.refresh))
      const ending = end(who, first.session, first.token)
      const late = Array.from({ length: 5 }, () => refresh(server, first.refresh))
      expect((await ending).status).toBe(200)
      const answers = await Promise.all([...early, ...late])
      for (const answer of answers) {
        expect([200, 400]).toContain(answer.status)
        if (answer.status !== 200) continue
        const given = goingOf(answer)
        expect(await statusOf(server, given.token)).toBe(401)
        expectRefusal(await refresh(server, given.refresh), 400, 'invalid_grant')
      }
      expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
    }
  })
})

test('C047 enabling an account again brings no session back', async () => {
  const { who, first } = await joinToStay(server)
  await byAdmin(`POST /users/${who.id}/disable`)
  expect((await byAdmin(`POST /users/${who.id}/enable`)).status).toBe(200)
  expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
  expect(await statusOf(server, first.token)).toBe(401)
  const fresh = await signInToStay(server, who)
  expect((await refresh(server, fresh.refresh)).status).toBe(200)
  expect(await noticesOf(server, fresh.token)).toEqual([])
})

test('C040 the name of somebody who was deleted gets none of their sessions', async () => {
  const { who, first } = await joinToStay(server)
  await byAdmin(`DELETE /users/${who.id}`)
  const { username, email, full_name, password } = who
  const again = await send(server, 'POST /auth/register', { json: { username, email, full_name, password } })
  expect(again.status).toBe(200)
  expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
  expect(await statusOf(server, first.token)).toBe(401)
  const token = String(fieldsOf(await login(server, username, password)).access_token)
  expect(fieldsOf(await send(server, 'GET /sessions', { token })).items).toEqual([
    expect.objectContaining({ id: sessionOf(token) }),
  ])
  expect(await noticesOf(server, token)).toEqual([])
})

test('C039 a refresh after a role was taken gives the rights of now, not those of the sign-in', async () => {
  const { who, first } = await joinToStay(server)
  await setRoles(server, admin, who.id, ['admin'])
  const second = goingOf(await refresh(server, first.refresh))
  expect((await send(server, `GET /users/${admin.id}`, { token: second.token })).status).toBe(200)
  await setRoles(server, admin, who.id, ['user'])
  const third = goingOf(await refresh(server, second.refresh))
  for (const { token } of [first, second, third])
    expectRefusal(await send(server, `GET /users/${admin.id}`, { token }), 403)
})

test('C052 an administrator sees and ends the sessions of somebody; an ordinary user does neither', async () => {
  const { who, first } = await joinToStay(server)
  const nosy = await join(server)
  for (const line of [
    `GET /users/${who.id}/sessions`,
    `DELETE /users/${who.id}/sessions`,
    `DELETE /users/${who.id}/sessions/${first.session}`,
    // Somebody else's session under one's own id.
    `DELETE /users/${nosy.id}/sessions/${first.session}`,
  ])
    expectRefusal(await send(server, line, { token: nosy.token }), 403, 'forbidden')
  expectRefusal(await byAdmin(`DELETE /users/${nosy.id}/sessions/${first.session}`), 404, 'session_not_found')
  expect(await statusOf(server, first.token)).toBe(200)
  const listed = await byAdmin(`GET /users/${who.id}/sessions`)
  expect(listed.text).toContain(first.session)
  expect(listed.text).not.toContain(first.refresh.slice(-30))
  expect(listed.text).not.toContain('is_current')
  expect((await byAdmin(`DELETE /users/${who.id}/sessions`)).json).toEqual({ ended: 2 })
  expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
})
