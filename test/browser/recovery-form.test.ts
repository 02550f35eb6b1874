// The forms of the way back as HTTP: C050, C069, what is escaped, what proves who somebody is, and that opening a page changes nothing.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, setRoles } from '../support/accounts.ts'
import { type Answer, fieldsOf, itemsOf, send } from '../support/http.ts'
import { approve, beginToken, completeToken, freezeToken, helper } from '../support/recoveries.ts'
import { codeOf, type Enrolled, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { changeStored } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'

const HTML = 'text/html; charset=utf-8'
const NEW = 'heron-lantern-51-meadow'
const paths = [
  '/recovery/begin',
  '/recovery/freeze',
  '/recovery',
  '/recovery/cancel',
  '/recovery/vouch',
] as const
const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const headingOf = ({ text }: Answer): string => /<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? ''
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  send(server, `POST ${path}`, { form, headers })
const stateOf = async (who: { id: number }) =>
  fieldsOf(await send(server, `GET /users/${who.id}/recovery`, { token: admin.token }))
const isUnderWay = async (who: { id: number }) => (await stateOf(who))['is_under_way']
const sessionsOf = async (who: { id: number }) =>
  itemsOf(await send(server, `GET /users/${who.id}/sessions`, { token: admin.token })).length

/** What nobody could fill in wrong. */
const formOf = (path: (typeof paths)[number], token: string): Record<string, string> => {
  if (path === '/recovery') return { token, password: NEW, current_password: '' }
  const proof = { username: admin.username, password: admin.password, code: '' }
  if (path === '/recovery/cancel') return proof
  return path === '/recovery/vouch' ? { user: '1', ...proof } : { token }
}

describe.each(paths)('C050 the form of %s', (path) => {
  let token = ''
  beforeAll(async () => {
    const user = await join(server)
    if (path === '/recovery/begin') token = await beginToken(server, user)
    if (path === '/recovery/freeze') token = await freezeToken(server, user)
    if (path === '/recovery') token = await completeToken(server, admin, user.id)
  })
  const opened = () =>
    send(server, `GET ${path}${path === '/recovery/vouch' ? '?user=1' : token && `?token=${token}`}`)

  test('the page has no script, asks no other server for anything, and names nobody', async () => {
    const { status, text, headers } = await opened()
    expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      200,
      'no-store',
      'same-origin',
    ])
    expect(text).not.toMatch(
      /<script|<link(?! rel="icon" href="data:| rel="stylesheet" href="\/assets\/)|<img|https?:\/\/(?!www\.w3\.org)/,
    )
    expect(text).not.toMatch(/@example\.org|robin/i)
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w+/=]{24}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
  })

  test.each<[string, Record<string, string>]>([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['Origin: null', { origin: 'null' }],
    ['a cross-site page', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('from %s is refused, with all that is right', async (_, headers) => {
    const answer = await post(path, formOf(path, token), headers)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, HTML])
    expect(answer.text).toContain('from a page of another address')
    expect((await opened()).status).toBe(200)
  })

  test('C090 what is typed comes back inert, and no password does', async () => {
    const markup = `"'><script>alert(1)</script><img src=x onerror=alert(1)>${'x'.repeat(100)}`
    const typed = { username: markup, password: 'a-secret-of-mine' }
    const form = formOf(path, markup)
    for (const [name, value] of Object.entries(typed)) if (name in form) form[name] = value
    const answer = await post(path, form)
    expect([400, 401]).toContain(answer.status)
    expect(answer.text).not.toMatch(/<script|<img|a-secret-of-mine/)
    for (const name of ['token', 'user']) {
      const { text } = await send(server, `GET ${path}?${name}=${encodeURIComponent(markup)}`)
      expect(text).not.toContain('<script')
    }
  })

  test('a form that cannot be read, has too much or is in another type is refused as a page', async () => {
    const type = 'application/x-www-form-urlencoded'
    for (const [status, ask] of [
      [400, { body: 'token=%ff', type }],
      [400, { form: { ...formOf(path, token), is_admin: 'true' } }],
      [413, { body: `a=${'x'.repeat(70_000)}`, type }],
      [415, { json: formOf(path, token) }],
    ] as const) {
      const answer = await send(server, `POST ${path}`, ask)
      expect([status, answer.status, answer.headers.get('content-type')]).toEqual([status, status, HTML])
    }
    expect((await opened()).status).toBe(200)
  })
})

describe('C069 a link of the way back', () => {
  test('that begins it is for one use, and says when it goes on', async () => {
    const user = await join(server)
    const token = await beginToken(server, user)
    const begun = await post('/recovery/begin', { token })
    expect([begun.status, headingOf(begun)]).toEqual([200, 'Your recovery has started'])
    expect(begun.text).toMatch(
      /On <time datetime="[^"]+">\d{1,2} \w+ \d{4} at \d\d:\d\d UTC<\/time> we will email you a link/,
    )
    const again = await post('/recovery/begin', { token })
    expect([again.status, headingOf(again)]).toEqual([400, 'This link does not work'])
    expect(await isUnderWay(user)).toBe(true)
  })

  test('that freezes it does so once, and leads to what calls it off', async () => {
    const user = await join(server)
    const token = await freezeToken(server, user)
    const done = await post('/recovery/freeze', { token })
    expect([done.status, headingOf(done)]).toEqual([200, 'The recovery is paused for 72 hours'])
    expect(done.text).toContain('href="/recovery/cancel"')
    expect((await stateOf(user))['frozen_until']).not.toBeNull()
    const again = await post('/recovery/freeze', { token })
    expect([again.status, headingOf(again)]).toEqual([400, 'This link does not work'])
    expect(again.text).toContain('href="/recovery/cancel"')
    expect(await isUnderWay(user)).toBe(true)
  })

  test('that completes it is not for another use, nor is another for it', async () => {
    const user = await join(server)
    const freeze = await freezeToken(server, user)
    for (const path of ['/recovery', '/recovery/begin'])
      expect((await send(server, `GET ${path}?token=${freeze}`)).status).toBe(400)
    expect((await send(server, `GET /recovery/freeze?token=${freeze}`)).status).toBe(200)
  })
})

describe('the page that completes it', () => {
  const signsIn = async (who: Account, password: string) =>
    (await login(server, who.username, password)).status === 200

  test('C064 sets the password, ends every session and signs nobody in', async () => {
    const user = await join(server)
    const token = await completeToken(server, admin, user.id)
    const form = formOf('/recovery', token)
    const weak = await post('/recovery', { ...form, password: 'password1' })
    expect([weak.status, weak.text.includes('Many people use this password')]).toEqual([400, true])
    const done = await post('/recovery', form)
    expect([done.status, headingOf(done), done.headers.get('set-cookie')]).toEqual([
      200,
      'Your account is yours again',
      null,
    ])
    expect([done.text.includes('eyJ'), await sessionsOf(user)]).toEqual([false, 0])
    expect([await signsIn(user, user.password), await signsIn(user, NEW)]).toEqual([false, true])
    expect((await post('/recovery', form)).status).toBe(400)
  })

  test('says what is missing, and from when on it may be', async () => {
    const user = await join(server)
    const second = await helper(server, admin)
    await approve(server, admin, user.id)
    const url = new URL(String(fieldsOf(await approve(server, second, user.id))['url']))
    const form = formOf('/recovery', url.searchParams.get('token') ?? '')
    await setRoles(server, admin, second.id, ['user'])
    const alone = await post('/recovery', form)
    expect([alone.status, alone.text.includes('Access to your mailbox is not enough')]).toEqual([409, true])
    await setRoles(server, admin, second.id, ['recoverer'])
    await send(server, 'POST /users/me/recovery/freeze', { token: user.token })
    const early = await post('/recovery', form)
    expect(early.status).toBe(409)
    expect(early.text).toMatch(
      /It may be completed from <time datetime="[^"]+">\d+ \w+ \d+ at \d\d:\d\d UTC<\/time> on/,
    )
    expect(await signsIn(user, user.password)).toBe(true)
  })
})

describe('V20 the page that calls it off', () => {
  let who: Enrolled
  let freeze = ''
  const cancel = (given: Record<string, string>) =>
    post('/recovery/cancel', { username: who.username, password: who.password, code: '', ...given })
  beforeEach(async () => {
    who = await enrol(server, await join(server))
    freeze = await freezeToken(server, who)
  })

  test('asks for all factors that the account has, and leaves no session', async () => {
    const sessions = await sessionsOf(who)
    for (const [given, status, words] of [
      [{ password: 'not the password' }, 401, 'The username or the password is wrong'],
      [{}, 400, 'This account uses two-step verification: enter a code'],
      [{ code: '000 000' }, 400, 'This code is wrong or was already used'],
      [{ code: 'ABCDE-FGHJK-MNPQR-STVWX' }, 400, 'This code is wrong or was already used'],
      [{ code: codeOf(who.secret), password: 'not the password' }, 401, 'is wrong'],
    ] as const) {
      const answer = await cancel(given)
      expect([given, answer.status, answer.text.includes(words)]).toEqual([given, status, true])
      expect(answer.text).not.toMatch(/\bPOST \/|mfa_/)
      expect(await isUnderWay(who)).toBe(true)
    }
    const done = await cancel({ code: codeOf(who.secret).replace(/^.../, '$& ') })
    expect([done.status, headingOf(done)]).toEqual([200, 'The recovery is cancelled'])
    expect([await isUnderWay(who), await sessionsOf(who)]).toEqual([false, sessions])
    expect((await send(server, `GET /recovery/freeze?token=${freeze}`)).status).toBe(400)
    const again = await cancel({ code: who.codes[0] ?? '' })
    expect([again.status, headingOf(again)]).toEqual([404, 'There is nothing to cancel'])
    expect(await sessionsOf(who)).toBe(sessions)
  })

  test('takes a recovery code, once', async () => {
    const [code = ''] = who.codes
    expect(headingOf(await cancel({ code }))).toBe('The recovery is cancelled')
    expect((await cancel({ code })).status).toBe(400)
  })

  test('calls off nobody else’s', async () => {
    const other = await join(server)
    const answer = await cancel({ username: other.username, password: other.password })
    expect([answer.status, await isUnderWay(who)]).toEqual([404, true])
  })

  test('is no way around a password that has to be changed', async () => {
    await send(server, `POST /users/${who.id}/require-password-change`, { token: admin.token })
    const answer = await cancel({ code: codeOf(who.secret) })
    expect([answer.status, answer.text.includes('needs a new password first')]).toEqual([403, true])
    expect(await isUnderWay(who)).toBe(true)
  })
})

test('a trusted contact speaks for somebody by the page, and nobody else does', async () => {
  const [lost, friend, stranger] = [await join(server), await join(server), await create(server, admin)]
  await server.stop()
  changeStored(
    server,
    `insert into trusted_contacts (user_id, contact_id, created_at) values (${lost.id}, ${friend.id}, 0)`,
  )
  await server.start()
  await freezeToken(server, lost)
  const vouch = (by: Account, more: object = {}) =>
    post('/recovery/vouch', {
      ...{ user: String(lost.id), username: by.username, password: by.password, code: '' },
      ...more,
    })
  const sessions = [await sessionsOf(friend), await sessionsOf(stranger)]
  for (const [by, more, status, words] of [
    [stranger, {}, 403, 'Nobody with this number asks you to speak for them'],
    [friend, { user: String(stranger.id) }, 403, 'Nobody with this number asks you to speak for them'],
    [friend, { user: '0' }, 400, 'Their account number'],
    [friend, { user: '1e3' }, 400, 'Their account number'],
    [friend, { password: 'not the password' }, 401, 'is wrong'],
  ] as const) {
    const answer = await vouch(by, more)
    expect([more, answer.status, answer.text.includes(words)]).toEqual([more, status, true])
    expect((await stateOf(lost))['contacts']).toBe(0)
  }
  expect(headingOf(await vouch(friend))).toBe('You have confirmed that it is them')
  expect((await stateOf(lost))['contacts']).toBe(1)
  expect([await sessionsOf(friend), await sessionsOf(stranger)]).toEqual(sessions)
})
