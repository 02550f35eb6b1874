// C011: what an administrator sets is nobody's password for long.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { eventually } from '../../../test/support/eventually.ts'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'

const HOUR_MS = 3_600_000
const INITIAL = 'violet tramway canyon'
const CHOSEN = 'heron lantern 51 meadow'

let world: InProcess
let admin = ''
beforeAll(async () => {
  world = await openInProcess({ env: { LOG_LEVEL: 'error' } })
  const ada = { username: 'ada', email: 'ada@example.org', full_name: 'Ada', password: CHOSEN }
  await world.ask('POST /auth/register', { json: ada })
  admin = await tokenOf('ada', CHOSEN)
})
afterAll(() => world.close())

const login = (username: string, password: string) =>
  world.ask('POST /auth/login', { json: { username, password } })
const tokenOf = async (username: string, password: string) =>
  String((await login(username, password)).json['access_token'])

let made = 0
async function make(password?: string) {
  made += 1
  const username = `robin${made}`
  // A token lives for half an hour, and the clock goes by days.
  admin = await tokenOf('ada', CHOSEN)
  const named = { username, email: `${username}@example.org`, full_name: 'Robin' }
  const { status, json } = await world.ask('POST /users', {
    token: admin,
    json: password === undefined ? named : { ...named, password },
  })
  expect([status, json]).toEqual([200, { id: expect.any(Number), ...named }])
  return { id: Number(json['id']), username, email: named.email }
}
/** What is asked for by an address is mailed a moment after the answer. */
const mailTo = (id: number, template: string) =>
  eventually(`a ${template}`, async () => {
    const mail = await world.mailed(template)
    return mail?.to === id ? mail : undefined
  })
const uniform = { detail: 'The username or the password is wrong.', status: 'error', code: 401 }
const refusedAlike = { ...uniform, error: 'invalid_credentials', reference: expect.any(String) }
const chooseBy = (token: string, password = CHOSEN) =>
  world.ask('POST /auth/reset-password', { json: { token, password } })

describe('C011 an initial password', () => {
  test('opens the choice of another one, and nothing once that is chosen', async () => {
    const who = await make(INITIAL)
    const due = await login(who.username, INITIAL)
    expect([due.status, due.json['error']]).toEqual([403, 'password_change_required'])
    expect(due.json['access_token']).toBeUndefined()
    const choose = (new_password: string) =>
      world.ask('POST /auth/login/password', {
        json: { password_token: due.json['password_token'], new_password },
      })
    const same = await choose(INITIAL)
    expect([same.status, same.json['errors']]).toEqual([
      400,
      [{ field: 'new_password', message: 'must be another one: others may know the one that there was.' }],
    ])
    expect((await choose(CHOSEN)).status).toBe(200)
    expect((await login(who.username, INITIAL)).json).toEqual(refusedAlike)
    expect((await login(who.username, CHOSEN)).status).toBe(200)
    world.time.now += 25 * HOUR_MS
    expect((await login(who.username, CHOSEN)).status).toBe(200)
  })

  test('opens nothing 24 hours after it was set, and an administrator finds why', async () => {
    const who = await make(INITIAL)
    world.time.now += 24 * HOUR_MS - 1
    const late = await login(who.username, INITIAL)
    expect(late.status).toBe(403)
    world.time.now += 1
    const over = await login(who.username, INITIAL)
    expect([over.status, over.json]).toEqual([401, refusedAlike])
    const wrong = await login(who.username, `${INITIAL}!`)
    expect([wrong.status, wrong.json]).toEqual([401, refusedAlike])
    // Nor does what was begun with it in time.
    const json = { password_token: late.json['password_token'], new_password: CHOSEN }
    expect((await world.ask('POST /auth/login/password', { json })).json['error']).toBe('invalid_mfa_token')
    admin = await tokenOf('ada', CHOSEN)
    const told = await world.ask(`GET /audit/explain/${over.json['reference']}`, { token: admin })
    expect(told.json).toMatchObject({ cause: 'initial_password_over', user_id: who.id })
    const other = await world.ask(`GET /audit/explain/${wrong.json['reference']}`, { token: admin })
    expect(other.json).toMatchObject({ cause: 'wrong_password', user_id: who.id })
  })

  test('is no proof inside a session, either', async () => {
    const who = await make(INITIAL)
    await world.ask('POST /auth/sign-in-link', { json: { email: who.email } })
    // What was set up is forgotten with the first proof of the address, so it is proved before.
    await world.change(`update user_emails set verified_at = 1 where user_id = ${who.id}`)
    const mail = await mailTo(who.id, 'sign_in_link')
    const begun = await world.ask('POST /auth/sign-in-link/redeem', {
      json: { token: mail.token, refresh: true },
    })
    const prove = (token: string) =>
      world.ask('POST /auth/reauthenticate', { token, json: { password: INITIAL } })
    expect((await prove(String(begun.json['access_token']))).status).toBe(200)
    world.time.now += 24 * HOUR_MS
    const again = await world.ask('POST /auth/refresh', {
      json: { refresh_token: begun.json['refresh_token'] },
    })
    const token = String(again.json['access_token'])
    const changed = await world.ask('POST /auth/change-password', {
      token,
      json: { current_password: INITIAL, new_password: CHOSEN },
    })
    expect(changed.json['error']).toBe('wrong_password')
    expect((await prove(token)).json['error']).toBe('wrong_password')
  })

  test.each(['a link of an administrator', 'a mailed one'])('that is over is replaced by %s', async (by) => {
    const who = await make(INITIAL)
    world.time.now += 25 * HOUR_MS
    let token: string | null | undefined
    if (by === 'a mailed one') {
      await world.ask('POST /auth/forgot-password', { json: { email: who.email } })
      token = (await mailTo(who.id, 'reset_password')).token
    } else {
      admin = await tokenOf('ada', CHOSEN)
      const { json } = await world.ask(`POST /users/${who.id}/reset-link`, { token: admin })
      token = new URL(String(json['url'])).searchParams.get('token')
    }
    expect((await chooseBy(token ?? '', INITIAL)).status).toBe(400)
    expect((await chooseBy(token ?? '')).status).toBe(200)
    expect((await login(who.username, CHOSEN)).status).toBe(200)
  })
})

describe('C011 an account without a password', () => {
  test('is opened by none until its owner has chosen one, by the link that was mailed', async () => {
    const who = await make()
    expect((await login(who.username, INITIAL)).json).toEqual(refusedAlike)
    const mail = await mailTo(who.id, 'first_password')
    expect((await chooseBy(mail.token)).status).toBe(200)
    expect((await login(who.username, CHOSEN)).status).toBe(200)
    expect((await chooseBy(mail.token)).json['error']).toBe('invalid_reset_token')
  })

  test('gets another link by asking for it once that one is over', async () => {
    const who = await make()
    const first = await mailTo(who.id, 'first_password')
    world.time.now += 24 * HOUR_MS
    expect((await chooseBy(first.token)).json['error']).toBe('invalid_reset_token')
    await world.ask('POST /auth/forgot-password', { json: { email: who.email } })
    const mail = await mailTo(who.id, 'reset_password')
    expect((await chooseBy(mail.token)).status).toBe(200)
    expect((await login(who.username, CHOSEN)).status).toBe(200)
  })
})
