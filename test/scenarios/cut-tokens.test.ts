// V35: every kind of token counts whole, and in its one spelling. Refresh tokens and API keys stand beside what else is true of them.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join, login, person, shown, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { setupToken } from '../support/program.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'
import { otherSpellings } from '../support/tamper.ts'

const server = useServer({ dev: true })
const fresh = useServer()
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

/** Cut and prolonged by one to n characters at either end, other bits, another alphabet, another case. */
function altered(token: string): string[] {
  const cuts = Array.from({ length: token.length - 1 }, (_, at) => at + 1).filter(
    (cut) => cut < 12 || cut % 13 === 0,
  )
  const more = ['A', '=', '==', '.', '-', '%00', 'AAAA', `.${token}`, token]
  return [
    ...cuts.flatMap((cut) => [token.slice(0, -cut), token.slice(cut)]),
    ...more.flatMap((one) => [token + one, one + token]),
    ...otherSpellings(token),
    token.toLowerCase(),
    token.toUpperCase(),
    token.replaceAll('-', '+').replaceAll('_', '/'),
    `"${token}"`,
  ].filter((one) => one !== token)
}

describe('V35 CVE-2026-27840 C038', () => {
  test('an access token', async () => {
    for (const token of altered(user.token)) {
      const { status } = await send(server, 'GET /users/me', { token })
      expect([token, status]).toEqual([token, 401])
    }
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
  })

  test('an access token that was revoked, in no spelling', async () => {
    const token = await signIn(server, user)
    expect((await send(server, 'POST /auth/logout', { token })).status).toBe(200)
    for (const one of [token, ...altered(token)])
      expectRefusal(await send(server, 'GET /users/me', { token: one }), 401, 'invalid_token')
  })

  test('a reset link’s', async () => {
    const token = await resetToken(server, admin, user.id)
    // What is longer than any token is not looked for.
    const wrong = altered(token).filter((one) => one.length <= 128)
    expect(wrong.length).toBeGreaterThan(30)
    for (const one of wrong)
      expectRefusal(await resetPassword(server, one, 'heron-lantern-51-meadow'), 400, 'invalid_reset_token')
    expect((await login(server, user.username, user.password)).status).toBe(200)
    expect((await resetPassword(server, token, 'heron-lantern-51-meadow')).status).toBe(200)
  })

  test('a setup link’s, which is no bearer token either (C036)', async () => {
    await fresh.stop()
    const token = await setupToken(fresh.folder)
    await fresh.start()
    const who = await join(fresh)
    expectRefusal(await send(fresh, 'GET /users/me', { token }), 401, 'invalid_token')
    for (const setup_token of altered(token).filter((one) => one.length <= 128))
      expectRefusal(await send(fresh, 'POST /setup', { json: { setup_token, ...person() } }), 401)
    const made = person()
    expect((await send(fresh, 'POST /setup', { json: { setup_token: token, ...made } })).status).toBe(200)
    const first = { ...made, id: who.id + 1, token: await signIn(fresh, made) }
    expect(await count(fresh, first)).toBe(2)
  })
})
