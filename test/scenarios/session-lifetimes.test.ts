// C051: how long a session lives is a setting, held by the server whatever a token says.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { runToEnd } from '../support/program.ts'
import {
  goingOf,
  joinToStay,
  noticesOf,
  refresh,
  sessionsOf,
  signInToStay,
  statusOf,
} from '../support/refreshing.ts'
import { type Server, useServer, withServer } from '../support/server.ts'
import { changeStored, storedRows } from '../support/stored.ts'
import { partsOf } from '../support/tamper.ts'

const DAY = 86_400_000
const rowOf = (server: Server, session: string) =>
  storedRows(server, `select * from sessions where id = '${session}'`)[0] ?? {}

async function shift(server: Server, session: string, set: string): Promise<void> {
  await server.stop()
  changeStored(server, `update sessions set ${set} where id = '${session}'`)
  await server.start()
}

describe('with the defaults', () => {
  const server = useServer({ dev: true })
  let admin: Account
  beforeAll(async () => {
    admin = await join(server)
  })

  test('C051 a session that is not refreshed for 14 days ends, and 90 days after the sign-in it ends', async () => {
    const { who, first } = await joinToStay(server)
    await server.stop()
    const row = rowOf(server, first.session)
    await server.start()
    expect(Number(row.expires_at) - Number(row.created_at)).toBe(14 * DAY)
    expect(Number(row.ends_at) - Number(row.created_at)).toBe(90 * DAY)
    const [shown] = itemsOf(await send(server, 'GET /sessions', { token: first.token }))
    expect(Date.parse(String(shown?.expires_at))).toBe(Number(row.expires_at))
    expect(await statusOf(server, who.token)).toBe(200)
  })

  test('C051 without a refresh token it lives as long as its one access token', async () => {
    const who = await join(server)
    const [row] = storedRows(
      server,
      `select created_at, expires_at, ends_at from sessions where user_id = ${who.id}`,
    )
    expect(Number(row?.expires_at)).toBe(Number(partsOf(who.token).payload.exp) * 1_000)
    expect(row?.ends_at).toBe(row?.expires_at)
  })

  test('C051 a refresh moves the idle end and never the absolute one', async () => {
    const { first } = await joinToStay(server)
    await shift(server, first.session, `expires_at = expires_at - ${10 * DAY}`)
    const before = rowOf(server, first.session)
    const second = goingOf(await refresh(server, first.refresh))
    await server.stop()
    const after = rowOf(server, first.session)
    await server.start()
    expect(Number(after.expires_at)).toBeGreaterThan(Number(before.expires_at) + 9 * DAY)
    expect(after.ends_at).toBe(before.ends_at)
    expect(second.session).toBe(first.session)
  })

  test('C051 no refresh outlives the absolute end: neither the session nor the token it gives', async () => {
    const { first } = await joinToStay(server)
    const leftMs = 200_000
    await shift(server, first.session, `ends_at = ${Date.now() + leftMs}`)
    const answer = await refresh(server, first.refresh)
    const { token, session } = goingOf(answer)
    const { ends_at, expires_at } = rowOf(server, session)
    expect(Number(expires_at)).toBeLessThanOrEqual(Number(ends_at))
    const { payload } = partsOf(token)
    expect(Number(payload.exp) * 1_000).toBeLessThanOrEqual(Number(ends_at))
    expect(Number(fieldsOf(answer).expires_in)).toBe(Number(payload.exp) - Number(payload.iat))
    expect(Number(fieldsOf(answer).expires_in)).toBeLessThanOrEqual(leftMs / 1_000)
    // What is shown is when it ends.
    const [shown] = itemsOf(await send(server, 'GET /sessions', { token }))
    expect(Date.parse(String(shown?.expires_at))).toBe(Number(expires_at))
  })

  const over: [string, string][] = [
    ['idle', 'expires_at'],
    ['absolute', 'ends_at'],
  ]
  test.each(over)('C051 past the %s end nothing of it counts', async (_, column) => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    const past = Date.now() - 1
    // No row of this server has an idle end after its absolute one.
    await shift(
      server,
      first.session,
      `${column} = ${past}${column === 'ends_at' ? `, expires_at = ${past}` : ''}`,
    )
    for (const { token, refresh: secret } of [first, second]) {
      expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
      expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
    }
    expect(await sessionsOf(server, who.token)).not.toContain(first.session)
    const listed = await send(server, `GET /users/${who.id}/sessions`, { token: admin.token })
    expect(listed.text).not.toContain(first.session)
    // An end by age is no theft.
    expect(await noticesOf(server, who.token)).toEqual([])
    expect(await statusOf(server, who.token)).toBe(200)
  })
})

test('C051 the settings are what counts', async () => {
  const env = { LATCHKEY_SESSION_IDLE_SECONDS: '2000', LATCHKEY_SESSION_ABSOLUTE_SECONDS: '5000' }
  await withServer({ dev: true, env }, async (server) => {
    const { who, first } = await joinToStay(server)
    await server.stop()
    const row = rowOf(server, first.session)
    expect(Number(row.expires_at) - Number(row.created_at)).toBe(2_000_000)
    expect(Number(row.ends_at) - Number(row.created_at)).toBe(5_000_000)
    await server.start()
    expect((await refresh(server, first.refresh)).status).toBe(200)
    expect(await statusOf(server, who.token)).toBe(200)
  })
})

test('C051 an access token is not longer than the session that it names', async () => {
  const env = { LATCHKEY_SESSION_IDLE_SECONDS: '1800', LATCHKEY_SESSION_ABSOLUTE_SECONDS: '1800' }
  await withServer({ dev: true, env }, async (server) => {
    const who = await join(server)
    const json = { username: who.username, password: who.password, refresh: true }
    const answer = await send(server, 'POST /auth/login', { json })
    expect(Number(fieldsOf(answer).expires_in)).toBeLessThanOrEqual(1_800)
    const { token, refresh: secret } = goingOf(answer)
    expect(await statusOf(server, token)).toBe(200)
    expect(Number(fieldsOf(await refresh(server, secret)).expires_in)).toBeLessThanOrEqual(1_800)
  })
})

test('what a setting does not allow is refused at the start, by name', async () => {
  for (const [name, value] of [
    ['LATCHKEY_REFRESH_GRACE_SECONDS', '61'],
    ['LATCHKEY_REFRESH_GRACE_SECONDS', '-1'],
    ['LATCHKEY_REFRESH_GRACE_SECONDS', 'ten'],
    ['LATCHKEY_SESSION_IDLE_SECONDS', '0'],
    ['LATCHKEY_SESSION_ABSOLUTE_SECONDS', '0'],
    ['LATCHKEY_SESSION_ABSOLUTE_SECONDS', '1e9'],
    // A token may not outlive an idle session, nor an idle session its end.
    ['LATCHKEY_SESSION_IDLE_SECONDS', '1799'],
    ['LATCHKEY_SESSION_ABSOLUTE_SECONDS', '1209599'],
  ] as const) {
    const { code, stderr, stdout, listened } = await runToEnd(['serve', '--dev'], { [name]: value })
    expect([name, value, listened, code === 0]).toEqual([name, value, false, false])
    expect(stdout + stderr).toContain(name)
  }
}, 60_000)

test('a shorter lifetime holds for the sessions there are from their next refresh on', async () => {
  await withServer({ dev: true }, async (server) => {
    const who = await join(server)
    const first = await signInToStay(server, who)
    await server.restart({ dev: true, env: { LATCHKEY_SESSION_IDLE_SECONDS: '3600' } })
    const second = goingOf(await refresh(server, first.refresh))
    const row = rowOf(server, second.session)
    expect(Number(row.expires_at) - Number(row.last_used_at)).toBe(3_600_000)
  })
})
