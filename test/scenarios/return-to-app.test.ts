// An app sends people to the sign-in page of this server, and gets them back with a code for tokens.
import { beforeAll, describe, expect, test } from 'bun:test'
import { comeBack, type Departure, leaveToSignIn } from '@latchkey/client'
import { type Account, join, person, register, signIn } from '../support/accounts.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { APP, Browser, hiddenOf, locationOf, signInForApp } from '../support/hosted-sign-in.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { tokenMailed } from '../support/mailbox.ts'
import { enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { everythingStored } from '../support/stored.ts'
import { partsOf } from '../support/tamper.ts'

const TENANT = 'https://app.example.com/callback?tenant=1'
const DEVICE = 'com.example.app:/callback'
const server = useServer({
  dev: true,
  env: {
    LATCHKEY_RETURN_TO: [APP, TENANT, DEVICE, 'http://127.0.0.1:*/callback'].join(','),
    LATCHKEY_CORS_ORIGINS: 'https://app.example.com',
  },
})
let admin: Account
let who: Account
beforeAll(async () => {
  admin = await join(server)
  who = await join(server)
})

const exchange = (json: object, headers: Record<string, string> = {}) =>
  send(server, 'POST /auth/exchange', { json, headers })
const signedInFor = async (returnTo = APP) => {
  const { back, departure, browser } = await signInForApp(server, who, returnTo)
  return { body: comeBack(back, departure), back, departure, browser }
}
const meOf = (token: string) => send(server, 'GET /users/me', { token })

describe('coming back', () => {
  test('with a code, the state and who answers, and the code is changed for a session of its own', async () => {
    const { back, body, departure } = await signedInFor()
    const url = new URL(back)
    expect(url.origin + url.pathname).toBe(APP)
    expect([...url.searchParams.keys()]).toEqual(['code', 'state', 'iss'])
    expect(url.searchParams.get('state')).toBe(departure.state)
    expect(url.searchParams.get('iss')).toBe(new URL(server.url).origin)
    expect(Buffer.from(body.code, 'base64url')).toHaveLength(32)
    const answer = await exchange({ ...body, refresh: true })
    expect([answer.status, Object.keys(fieldsOf(answer))]).toEqual([
      200,
      ['access_token', 'token_type', 'expires_in', 'refresh_token'],
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const token = textOf(answer, 'access_token')
    expect(fieldsOf(await meOf(token))).toMatchObject({ id: who.id })
    expect((await send(server, 'POST /auth/logout-all', { token: who.token })).status).toBe(200)
    expectRefusal(await meOf(token), 401, 'invalid_token')
  })

  test.each([TENANT, DEVICE, 'http://127.0.0.1:51004/callback'])('to %s', async (returnTo) => {
    const { back, body } = await signedInFor(returnTo)
    expect(back.startsWith(`${returnTo}${returnTo.includes('?') ? '&' : '?'}code=`)).toBe(true)
    expect((await exchange(body)).status).toBe(200)
  })

  test('signing out in the browser ends the code, and not the session that it began', async () => {
    const first = await signedInFor()
    const token = textOf(await exchange(first.body), 'access_token')
    await first.browser.post('/sign-out', {})
    expect((await meOf(token)).status).toBe(200)
    const second = await signedInFor()
    await second.browser.post('/sign-out', {})
    expectRefusal(await exchange(second.body), 400, 'invalid_grant')
  })

  test('goes through the second factor and a new password that was asked for', async () => {
    const enrolled = await enrol(server)
    await send(server, `POST /users/${enrolled.id}/require-password-change`, { token: admin.token })
    const { url, departure } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const browser = new Browser(server)
    const factor = await browser.signIn(url, enrolled)
    const chooses = await browser.post('/sign-in/code', {
      ...hiddenOf(factor.text),
      code: enrolled.codes[0] ?? '',
    })
    const chosen = 'heron-lantern-51-meadow'
    const again = await browser.post('/sign-in/new-password', {
      ...hiddenOf(chooses.text),
      new_password: chosen,
    })
    const second = await browser.post('/sign-in', {
      ...hiddenOf(again.text),
      username: enrolled.username,
      password: chosen,
    })
    for (const page of [factor, chooses, again, second]) expectAdmits(page, 'https://app.example.com')
    const back = await browser.post('/sign-in/code', {
      ...hiddenOf(second.text),
      code: enrolled.codes[1] ?? '',
    })
    const token = textOf(await exchange(comeBack(locationOf(back), departure)), 'access_token')
    // As well proved as the browser's.
    expect((await send(server, 'GET /users/me/export', { token })).status).toBe(200)
  })

  test('goes through a forgotten password, in the browser that it was forgotten in', async () => {
    const forgetful = await join(server)
    const { url, departure } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const browser = new Browser(server)
    const [, forgot = ''] = /href="(\/forgot\?next=[^"]+)"/.exec((await browser.get(url)).text) ?? []
    const asking = await browser.get(forgot)
    await browser.post('/forgot', { ...hiddenOf(asking.text), email: forgetful.email })
    const token = await tokenMailed(server, forgetful.email, 'reset_password')
    const chosen = 'heron-lantern-52-meadow'
    const elsewhere = new Browser(server)
    const looked = await elsewhere.get(`/reset?token=${token}`)
    expect(hiddenOf(looked.text)['next']).toBeUndefined()
    const done = await browser.post('/reset', { token, password: chosen })
    expectAdmits(done, 'https://app.example.com')
    const { username } = forgetful
    const back = await browser.post('/sign-in', { ...hiddenOf(done.text), username, password: chosen })
    const { status } = await exchange(comeBack(locationOf(back), departure))
    expect(status).toBe(200)
    // Nobody is led there a second time.
    expect(done.headers.getSetCookie().join()).toMatch(
      /^latchkey-going=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('C101 goes nowhere else by what a browser was given to keep', async () => {
    const [, away = ''] = (await leaveToSignIn({ baseUrl: server.url, returnTo: APP })).url.split('/sign-in?')
    const stranger = new URLSearchParams(away)
    stranger.set('return_to', 'https://evil.example/callback')
    for (const planted of ['https://evil.example', '//evil.example', `/sign-in/return?${stranger}`, '%']) {
      const forgetful = await join(server)
      await send(server, 'POST /auth/forgot-password', { json: { email: forgetful.email } })
      const token = await tokenMailed(server, forgetful.email, 'reset_password')
      const cookie = `latchkey-going=${planted === '%' ? planted : encodeURIComponent(planted)}`
      const form = { token, password: 'heron-lantern-53-meadow' }
      const done = await send(server, 'POST /reset', { form, headers: { cookie } })
      expect(done.status).toBe(200)
      expect(done.headers.get('content-security-policy')).not.toContain('evil')
      const { username } = forgetful
      const signed = { ...hiddenOf(done.text), username, password: form.password }
      const on = await send(server, 'POST /sign-in', { form: signed })
      expect(locationOf(on)).not.toMatch(/^(?:https?:)?\/\//)
      if (!planted.startsWith('/sign-in')) expect(hiddenOf(done.text)['next']).toBe('/account')
    }
  })

  test('pages of the allowed origins may ask for tokens', async () => {
    const { body } = await signedInFor()
    const answer = await exchange(body, { origin: 'https://app.example.com' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
    const stranger = await exchange(body, { origin: 'https://evil.example' })
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull()
  })
})

const expectAdmits = (page: Answer, source: string) =>
  expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${source};`)

describe('whoever is signed in already', () => {
  test('is asked first, and goes on by one button, or as somebody else', async () => {
    const { browser } = await signedInFor()
    const { url, departure } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const first = await browser.get(url)
    expect(first.status).toBe(303)
    const asked = await browser.get(locationOf(first))
    expect([asked.status, asked.text.includes(`Continue as ${who.full_name}`)]).toEqual([200, true])
    expectAdmits(asked, 'https://app.example.com')
    const kept = hiddenOf(asked.text)
    const back = await browser.post('/sign-in/return', kept)
    expect((await exchange(comeBack(locationOf(back), departure))).status).toBe(200)
    const other = await browser.post('/sign-out', kept)
    const back2 = await browser.signIn(locationOf(other), admin)
    const token = textOf(await exchange(comeBack(locationOf(back2), departure)), 'access_token')
    expect(fieldsOf(await meOf(token))).toMatchObject({ id: admin.id })
  })

  test('reads it in the language of the account, or that was chosen in this browser', async () => {
    const { browser } = await signedInFor()
    const { url } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const next = locationOf(await browser.get(url))
    const choose = async (language: string) => {
      const token = await signIn(server, who)
      await send(server, 'PUT /users/me/preferences', { token, json: { language } })
    }
    const languageOf = async (address: string) =>
      /<html lang="(\w+)"/.exec((await browser.get(address)).text)?.[1]
    await choose('ja')
    expect(await languageOf(next)).toBe('ja')
    await choose('en')
    expect(await languageOf(next)).toBe('en')
    expect(await languageOf(`${next}&lang=fr`)).toBe('fr')
    expect(await languageOf(next)).toBe('fr')
  })

  test('C050 is sent nowhere by a form of another address, nor by a link', async () => {
    const { browser } = await signedInFor()
    const { url } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const page = await browser.get(locationOf(await browser.get(url)))
    const kept = hiddenOf(page.text)
    const foreign = await send(server, 'POST /sign-in/return', {
      form: kept,
      headers: { origin: 'https://evil.example' },
    })
    expect([foreign.status, foreign.headers.get('location')]).toEqual([403, null])
    expect((await browser.get(kept['next'] ?? '')).status).toBe(200)
  })

  test('nobody is sent to the sign-in', async () => {
    const { url } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const page = await new Browser(server).get(url)
    const { next = '' } = hiddenOf(page.text)
    expect(next).toStartWith('/sign-in/return?')
    expect(locationOf(await new Browser(server).get(next))).toStartWith('/sign-in?next=')
    expect(locationOf(await new Browser(server).post('/sign-in/return', { next }))).toStartWith(
      '/sign-in?next=',
    )
  })
})

describe('C101 what is not on the list', () => {
  const refusedPage = async (changes: Record<string, string>) => {
    const { url } = await leaveToSignIn({ baseUrl: server.url, returnTo: APP })
    const address = new URL(url)
    for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value)
    return new Browser(server).get(address.href)
  }
  test.each([
    ['//evil.example', 'LATCHKEY_RETURN_TO'],
    ['https://evil.example', 'LATCHKEY_RETURN_TO'],
    ['https:evil.example', 'LATCHKEY_RETURN_TO'],
    ['javascript:alert(1)', 'LATCHKEY_RETURN_TO'],
    ['/account', 'LATCHKEY_RETURN_TO'],
    [`${APP}/`, 'LATCHKEY_RETURN_TO'],
    [`${APP}\r\nSet-Cookie: a=b`, 'LATCHKEY_RETURN_TO'],
  ])('return_to=%j is a page that says what to do', async (return_to, says) => {
    const page = await refusedPage({ return_to })
    expect([page.status, page.headers.get('location')]).toEqual([400, null])
    expect(page.text).toContain(says)
    expect(page.text).not.toContain('<form')
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self';")
  })
  test.each([
    [{ code_challenge_method: 'plain' }, 'code_challenge_method=S256'],
    [{ code_challenge: 'x' }, 'code_challenge_method=S256'],
    [{ state: '' }, 'state is missing'],
  ])('nor %j', async (changes, says) => {
    const page = await refusedPage(changes)
    expect([page.status, page.text.includes(says)]).toEqual([400, true])
  })
  test('a form that was changed by hand leads nowhere else, and gives no code', async () => {
    const { url } = await leaveToSignIn({ baseUrl: server.url, returnTo: 'https://evil.example/' })
    const next = `/sign-in/return?${new URL(url).searchParams}`
    const { username, password } = who
    const back = await new Browser(server).post('/sign-in', { username, password, next })
    expect([back.status, back.headers.get('location')]).toEqual([400, null])
    const wrong = await new Browser(server).post('/sign-in', { username, password: 'another one', next })
    expect(wrong.headers.get('content-security-policy')).toContain("form-action 'self';")
    const { browser } = await signedInFor()
    expect((await browser.get(next)).status).toBe(400)
    expect((await browser.post('/sign-in/return', { next })).status).toBe(400)
  })
  test('the refusal is in the language of the browser', async () => {
    const { url } = await leaveToSignIn({ baseUrl: server.url, returnTo: 'https://evil.example/' })
    const page = await send(server, `GET /sign-in${new URL(url).search}`, {
      headers: { 'accept-language': 'de' },
    })
    expect([page.status, page.text.includes('stimmt etwas nicht')]).toEqual([400, true])
  })
})

describe('the exchange', () => {
  const changed: [string, (body: Record<string, unknown>, departure: Departure) => object][] = [
    ['another verifier', (body) => ({ ...body, code_verifier: 'x'.repeat(43) })],
    ['the challenge for the verifier', (body) => ({ ...body, code_verifier: challenge(body) })],
    ['another address of the list', (body) => ({ ...body, return_to: TENANT })],
  ]
  const challenge = ({ code_verifier }: Record<string, unknown>) =>
    new Bun.CryptoHasher('sha256').update(String(code_verifier)).digest('base64url')

  test.each(changed)('%s is refused, and the code is worth nothing after it', async (_, change) => {
    const { body, departure } = await signedInFor()
    const refusal = await exchange(change(body, departure))
    expectRefusal(refusal, 400, 'invalid_grant')
    const explained = await eventually('it is written down', async () => {
      const answer = await send(server, `GET /audit/explain/${textOf(refusal, 'reference')}`, {
        token: admin.token,
      })
      return answer.status === 200 ? answer : undefined
    })
    expect(explained.text).toContain('return_code_not_valid')
    expectRefusal(await exchange(body), 400, 'invalid_grant')
  })

  test('a code that nobody made is refused in the same words', async () => {
    const { body } = await signedInFor()
    const unknown = await exchange({ ...body, code: 'x'.repeat(43) })
    const wrong = await exchange({ ...body, code_verifier: 'x'.repeat(43) })
    const { reference: _, request_id: __, ...said } = fieldsOf(unknown)
    expect(fieldsOf(wrong)).toMatchObject({ error: said['error'], detail: said['detail'] })
  })

  test('used twice it ends the session that it began; the owner and the audit hear of it (RFC 6749 section 4.1.2)', async () => {
    const { body } = await signedInFor()
    const token = textOf(await exchange({ ...body, refresh: true }), 'access_token')
    expect((await meOf(token)).status).toBe(200)
    for (let again = 0; again < 2; again++) expectRefusal(await exchange(body), 400, 'invalid_grant')
    expectRefusal(await meOf(token), 401, 'invalid_token')
    const session = partsOf(token).payload.sid
    const entries = await auditOf(server, admin.token, `&action=return_code.reused&subject=${who.id}`)
    expect(entries.filter((entry) => factOf(entry, 'session') === session)).toHaveLength(1)
    const notices = itemsOf(await send(server, 'GET /users/me/notices', { token: await signIn(server, who) }))
    expect(notices.filter(({ session_id }) => session_id === session)).toMatchObject([
      { kind: 'return_code_reused', message: expect.stringContaining('used a second time') },
    ])
    const ofIt = () => server.log.filter((one) => one.level === 'warn' && one.session_id === session)
    await eventually('the log tells of it', () => ofIt()[0])
    expect(ofIt()).toHaveLength(1)
  })

  test('a disabled account gets no session', async () => {
    const other = await join(server)
    const { back, departure } = await signInForApp(server, other, APP)
    await send(server, `POST /users/${other.id}/disable`, { token: admin.token })
    expectRefusal(await exchange(comeBack(back, departure)), 400, 'invalid_grant')
  })

  test('no code is stored as it is, nor the state, nor the verifier', async () => {
    const { body, departure } = await signedInFor()
    const stored = await everythingStored(server)
    for (const secret of [body.code, departure.state, departure.verifier])
      expect(stored).not.toContain(secret)
  })

  test('who registers is not signed in by it', async () => {
    const somebody = person()
    await register(server, somebody)
    const { back, departure } = await signInForApp(server, somebody, APP)
    expect((await exchange(comeBack(back, departure))).status).toBe(200)
  })

  test('of fifty at once one begins a session, which the others end', async () => {
    const { body } = await signedInFor()
    const answers = await Promise.all(Array.from({ length: 50 }, () => exchange(body)))
    const began = answers.filter(({ status }) => status === 200)
    expect(began).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49)
    for (const answer of began)
      expectRefusal(await meOf(textOf(answer, 'access_token')), 401, 'invalid_token')
    const begun = await auditOf(server, admin.token, `&action=session.begun&subject=${who.id}`)
    const ended = await auditOf(server, admin.token, `&action=return_code.reused&subject=${who.id}`)
    const session = factOf(ended[0], 'session')
    expect(begun.filter((entry) => factOf(entry, 'session') === session)).toHaveLength(1)
    expect(ended.filter((entry) => factOf(entry, 'session') === session)).toHaveLength(1)
    const others = await send(server, 'GET /sessions', { token: await signIn(server, who) })
    expect(others.text).not.toContain(String(session))
  })
})
