// V15, V30, V32, V39: forms, and the page behind a reset link.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, count, create, join, login, person, shown } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Ask, send, textOf } from '../support/http.ts'
import { setupToken } from '../support/program.ts'
import { refresh, signInToStay, statusOf } from '../support/refreshing.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
const NEW = 'heron-lantern-51-meadow'
let admin: Account
let user: Account
let victim: Account
beforeAll(async () => {
  admin = await join(server)
})
beforeEach(async () => {
  user = await join(server)
  victim = await join(server)
})

const signsIn = async ({ username }: Account, password: string) =>
  (await login(server, username, password)).status === 200

describe('V15 CVE-2026-4634 a scope has an end', () => {
  const scopes: [string, string][] = [
    ['50,000 characters', 'x'.repeat(50_000)],
    ['5,000 words', Array.from({ length: 5_000 }, (_, at) => `s${at}`).join(' ')],
    ['5,000 words, each the same', 'offline_access '.repeat(4_000)],
    ['blanks alone', ' '.repeat(50_000)],
  ]
  test.each(scopes)('of %s: refused, and nobody waits for it', async (_, scope) => {
    const { username, password } = user
    const { refresh: refresh_token } = await signInToStay(server, user)
    const forms: [string, Record<string, string>][] = [
      ['POST /auth/login', { username, password, scope }],
      ['POST /auth/refresh', { refresh_token, scope }],
    ]
    for (const [line, form] of forms)
      expectRefusal(await send(server, line, { form }), 400, 'validation_failed')
    // Nothing was spent.
    expect((await refresh(server, refresh_token)).status).toBe(200)

    // The middle one of many, so that what else the machine does is not what is measured.
    const waits: number[] = []
    for (let again = 0; again < 40; again += 1) {
      const [line, form] = forms[again % 2] ?? ['GET /health', {}]
      const since = performance.now()
      expect((await send(server, line, { form })).status).toBe(400)
      waits.push(performance.now() - since)
    }
    expect(waits.toSorted((one, other) => one - other)[20] ?? 0).toBeLessThan(50)
  })

  test('what people send is taken', async () => {
    const { username, password } = user
    const form = { grant_type: 'password', username, password, scope: 'openid profile offline_access' }
    expect(textOf(await send(server, 'POST /auth/login', { form }), 'refresh_token')).toStartWith('lkr_')
  })
})

describe('V30 CVE-2023-26481 a reset link is of one account, whoever else is named', () => {
  test('by a field, a query, a header or the one who is signed in', async () => {
    const token = await resetToken(server, admin, user.id)
    const named: [string, unknown][] = [
      ['user_id', victim.id],
      ['id', victim.id],
      ['username', victim.username],
      ['email', victim.email],
      ['pending_user', victim.username],
    ]
    for (const [name, value] of named) {
      const json = { token, password: NEW, [name]: value }
      expectRefusal(await send(server, 'POST /auth/reset-password', { json }), 400, 'validation_failed')
      const form = { token, password: NEW, [name]: String(value) }
      expect((await send(server, 'POST /reset', { form })).status).toBe(400)
      const line = `POST /auth/reset-password?${name}=${encodeURIComponent(String(value))}`
      expectRefusal(await send(server, line, { json: { token, password: NEW } }), 400, 'validation_failed')
    }
    for (const who of [user, victim]) expect(await signsIn(who, who.password)).toBe(true)
    const headers = { 'x-user-id': String(victim.id), cookie: `session=${victim.token}` }
    const json = { token, password: NEW }
    const answer = await send(server, 'POST /auth/reset-password', { json, headers, token: victim.token })
    expect(answer.status).toBe(200)
    expect([await signsIn(user, NEW), await signsIn(victim, victim.password)]).toEqual([true, true])
    expect([await signsIn(victim, NEW), await statusOf(server, user.token)]).toEqual([false, 401])
    expect((await send(server, 'GET /users/me', { token: victim.token })).json).toEqual(shown(victim))
  })

  test('of two links each changes its own, in whatever order', async () => {
    const [ofUser, ofVictim] = [
      await resetToken(server, admin, user.id),
      await resetToken(server, admin, victim.id),
    ]
    expect((await resetPassword(server, ofUser, NEW)).status).toBe(200)
    expect([await signsIn(victim, victim.password), await statusOf(server, victim.token)]).toEqual([
      true,
      200,
    ])
    expectRefusal(await resetPassword(server, ofUser, `${NEW}-again`), 400, 'invalid_reset_token')
    expect((await resetPassword(server, ofVictim, `${NEW}-2`)).status).toBe(200)
    expect([await signsIn(user, NEW), await signsIn(victim, `${NEW}-2`)]).toEqual([true, true])
  })
})

test('V39 CVE-2023-39522 CVE-2024-41952 the page of a link tells nobody’s, a used, an old and a deleted one’s alike', async () => {
  const used = await resetToken(server, admin, user.id)
  await resetPassword(server, used, NEW)
  const older = await resetToken(server, admin, victim.id)
  const newer = await resetToken(server, admin, victim.id)
  const gone = await join(server)
  const ofGone = await resetToken(server, admin, gone.id)
  await send(server, `DELETE /users/${gone.id}`, { token: admin.token })
  const tokens = ['A'.repeat(43), 'no-token-at-all', used, older, ofGone]
  const opened = await Promise.all(tokens.map((token) => send(server, `GET /reset?token=${token}`)))
  const posted = await Promise.all(
    tokens.map((token) => send(server, 'POST /reset', { form: { token, password: NEW } })),
  )
  for (const answers of [opened, posted]) {
    // Each refusal has a reference of its own, each page a nonce, and the links to its other languages are to itself.
    const seen = answers.map(({ status, text }, i) => [
      status,
      // The token first: there may be something in it that looks like a reference.
      text
        .replaceAll(`?token=${tokens[i]}&#38;lang=`, '?lang=')
        .replaceAll(/nonce="[^"]+"/g, 'nonce')
        .replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/, '*'),
    ])
    for (const one of seen) expect(one).toEqual(seen[0] as never)
    expect(answers[0]?.status).toBe(400)
  }
  for (const { text } of [...opened, ...posted])
    for (const who of [user, victim, gone]) expect(text).not.toContain(who.username)
  // Of one that is good the page says no more about whom it is of.
  const good = await send(server, `GET /reset?token=${newer}`)
  expect([good.status, good.text.includes(victim.username), good.text.includes(victim.email)]).toEqual([
    200,
    false,
    false,
  ])
})

describe('V32 CVE-2026-49443 an empty form passes no step', () => {
  const type = 'application/x-www-form-urlencoded'
  const fresh = useServer()
  const empties: Ask[] = [
    { body: '', type },
    { body: '&', type },
    { body: '=', type },
    { form: {} },
    {},
    { form: { token: '', setup_token: '', password: '', username: '' } },
    { form: { skip: '1', next: '1', step: 'done' } },
  ]

  test('of the page of a reset link, with the link in the address or not', async () => {
    const token = await resetToken(server, admin, user.id)
    for (const line of ['POST /reset', `POST /reset?token=${token}`]) {
      for (const ask of empties) {
        const { status } = await send(server, line, ask)
        expect([ask, [400, 415].includes(status)]).toEqual([ask, true])
      }
    }
    expect((await send(server, 'POST /reset', { form: { token } })).status).toBe(400)
    expect(await signsIn(user, user.password)).toBe(true)
    expect((await resetPassword(server, token, NEW)).status).toBe(200)
  })

  test('of the setup page, before anybody is there and after; V66 then it is over for ever', async () => {
    await fresh.stop()
    const setup_token = await setupToken(fresh.folder)
    await fresh.start()
    for (const line of ['POST /setup', `POST /setup?token=${setup_token}`]) {
      for (const ask of empties) {
        const { status } = await send(fresh, line, ask)
        expect([ask, [400, 415].includes(status)]).toEqual([ask, true])
      }
    }
    const who = person()
    const form = { setup_token, ...who }
    expect((await send(fresh, 'POST /setup', { form })).status).toBe(200)
    const first = {
      ...who,
      id: 1,
      token: textOf(await login(fresh, who.username, who.password), 'access_token'),
    }
    expect(await count(fresh, first)).toBe(1)
    const over = async () => {
      for (const ask of [{ form }, { form: { ...form, ...person() } }])
        expect([ask, (await send(fresh, 'POST /setup', ask)).status]).toEqual([ask, 410])
      for (const ask of empties) expect((await send(fresh, 'POST /setup', ask)).status).not.toBe(200)
      for (const json of [
        { ...form },
        { setup_token, ...person() },
        { setup_token: 'A'.repeat(43), ...person() },
      ])
        expectRefusal(await send(fresh, 'POST /setup', { json }), 410, 'setup_completed')
      expectRefusal(await send(fresh, 'POST /setup/link', { token: first.token }), 403, 'forbidden')
    }
    await over()
    // Also once whoever used it is gone (C059).
    const next = await create(fresh, first, {}, ['user', 'admin'])
    expect((await send(fresh, 'DELETE /users/1', { token: first.token })).status).toBe(200)
    first.token = next.token
    await over()
    await fresh.restart()
    await over()
    expect(await count(fresh, first)).toBe(1)
  })
})
