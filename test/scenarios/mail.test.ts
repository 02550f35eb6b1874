import { describe, expect, test } from 'bun:test'
import { type Account, join, login, person, register } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { latchkey } from '../support/command-line.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { mailedToken, mailsOf, mailTo } from '../support/mails.ts'
import { joinProved, readMailOf } from '../support/proved.ts'
import { useServer, withServer } from '../support/server.ts'
import { startMailServer } from '../support/smtp.ts'
import { unthrottled } from '../support/unthrottled.ts'

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
const elsewhere = { ...unthrottled, LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' }
const NEW = 'heron-lantern-51-meadow'
const credentialsOf = ({ username, password }: Account) => ({ username, password })

describe('what owners hear of', () => {
  const server = useServer({ dev: true, env: elsewhere })
  const signInFrom = ({ username, password }: { username: string; password: string }, address: string) =>
    send(server, 'POST /auth/login', { json: { username, password }, ...from(address) })

  test('a sign-in from somewhere new is mailed once, and the first one of an account is nothing new', async () => {
    const who = await joinProved(server)
    expect(await mailsOf(server, `&to=${who.email}&template=notice`)).toEqual([])
    expect((await signInFrom(who, '203.0.113.7')).status).toBe(200)
    const mail = await mailTo(server, who.email, 'notice')
    expect(mail.subject).toBe('New sign-in to your account')
    expect(mail.text).toContain('203.0.113.7')
    expect((await signInFrom(who, '203.0.113.7')).status).toBe(200)
    // Whoever only guesses is told of to nobody.
    expect((await login(server, who.username, 'not this one')).status).toBe(401)
    expect(await mailsOf(server, `&to=${who.email}&template=notice`)).toHaveLength(1)
    const notices = await send(server, 'GET /users/me/notices', { token: who.token })
    expect(itemsOf(notices)).toMatchObject([{ kind: 'new_device', source_address: '203.0.113.7' }])
  })

  test('C063 "this was not me" ends every session and mails a link by which the owner chooses a password', async () => {
    const who = await joinProved(server)
    const thief = textOf(await signInFrom(who, '198.51.100.66'), 'access_token')
    const token = await mailedToken(server, who.email, 'notice')
    const page = `/not-me?token=${token}`
    // A program that opens every link does nothing by it.
    for (let look = 0; look < 2; look++) {
      expect((await send(server, `GET ${page}`)).text).toContain('Sign everyone out')
    }
    // The id of a notice is no secret: its owner's programs list it.
    const [id = ''] = token.split('.')
    const guessed = await send(server, 'POST /auth/not-me', { json: { token: `${id}.${'b'.repeat(43)}` } })
    expect(guessed.status).toBe(400)
    expect((await send(server, 'GET /users/me', { token: thief })).status).toBe(200)
    const done = await send(server, 'POST /auth/not-me', { json: { token } })
    expect(done.status).toBe(200)
    expect(done.text).not.toContain(who.username)
    for (const session of [thief, who.token]) {
      expect((await send(server, 'GET /users/me', { token: session })).status).toBe(401)
    }
    const reset = await mailedToken(server, who.email, 'reset_password')
    const chosen = await send(server, 'POST /auth/reset-password', { json: { token: reset, password: NEW } })
    expect(chosen.status).toBe(200)
    expect((await login(server, who.username, NEW)).status).toBe(200)
    // Spent, and there is no second reset mail.
    const again = await send(server, 'POST /auth/not-me', { json: { token } })
    expect([again.status, fieldsOf(again).error]).toEqual([400, 'invalid_notice_token'])
    expect(await mailsOf(server, `&to=${who.email}&template=reset_password`)).toHaveLength(1)
  })

  test('the page does the same, once', async () => {
    const who = await joinProved(server)
    await makeKey(server, who, 'self:read')
    const token = await mailedToken(server, who.email, 'notice')
    const done = await send(server, 'POST /not-me', { form: { token } })
    expect([done.status, /Everyone is signed out/.test(done.text)]).toEqual([200, true])
    expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(401)
    const again = await send(server, 'POST /not-me', { form: { token } })
    expect([again.status, /does not work/.test(again.text)]).toEqual([400, true])
  })

  test.each(['', 'x', `ntc_${'a'.repeat(20)}.${'b'.repeat(43)}`, '../..', 'a.b.c'])(
    '%p is no token of a notice, and changes nothing',
    async (token) => {
      const who = await joinProved(server)
      const answer = await send(server, 'POST /auth/not-me', { json: { token } })
      expect(answer.status).toBe(400)
      expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(200)
      expect(await mailsOf(server, `&to=${who.email}&template=notice`)).toEqual([])
    },
  )

  test('of fifty at once one ends the sessions, and one reset link is mailed', async () => {
    const who = await joinProved(server)
    await makeKey(server, who, 'self:read')
    const token = await mailedToken(server, who.email, 'notice')
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(server, 'POST /auth/not-me', { json: { token } })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49)
    expect(await mailsOf(server, `&to=${who.email}&template=reset_password`)).toHaveLength(1)
  })

  test('a changed password is mailed with a way back, and a new key', async () => {
    const who = await joinProved(server)
    await makeKey(server, who, 'self:read')
    const json = { current_password: who.password, new_password: NEW }
    await send(server, 'POST /auth/change-password', { token: who.token, json })
    const mails = await eventually('two mails', async () => {
      const all = await mailsOf(server, `&to=${who.email}&template=notice`)
      return all.length === 2 ? all : undefined
    })
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Your password was changed',
      'An API key was created',
    ])
    for (const { link } of mails) expect(link).toContain(`${server.url}/not-me?token=ntc_`)
  })

  test.each([
    ['Host', { host: 'evil.example' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }],
    ['Forwarded', { forwarded: 'host=evil.example;proto=https' }],
    ['Origin and Referer', { origin: 'https://evil.example', referer: 'https://evil.example/x' }],
  ])('C065 V36 CVE-2025-64101 %s has no say in a mailed link', async (_name, headers) => {
    const who = await joinProved(server)
    const json = { name: 'Report', scopes: ['self:read'] }
    const answer = await send(server, 'POST /api-keys', { token: who.token, json, headers })
    const mails = await mailsOf(server, `&to=${who.email}&template=notice`)
    // A foreign Host is refused before anything is done.
    expect(mails).toHaveLength(answer.status === 200 ? 1 : 0)
    for (const mail of mails) {
      expect(mail.link).toStartWith(`${server.url}/not-me?token=`)
      expect(JSON.stringify(mail)).not.toContain('evil.example')
    }
  })
})

describe('an address that nobody proved', () => {
  const server = useServer({ dev: true, env: elsewhere })
  const kindsTo = async (address: string) =>
    (await mailsOf(server, `&to=${address}`)).map(({ template }) => template)
  const moveTo = (who: Account, email: string) =>
    send(server, `PUT /users/${who.id}`, { token: who.token, json: { email } })

  test('is mailed how to prove it and no more, whatever is done to the account, which shows it to its owner', async () => {
    const who = await join(server)
    await makeKey(server, who, 'self:read')
    await send(server, 'POST /auth/login', { json: credentialsOf(who), ...from('203.0.113.7') })
    const json = { current_password: who.password, new_password: NEW }
    expect((await send(server, 'POST /auth/change-password', { token: who.token, json })).status).toBe(200)
    const told = itemsOf(await send(server, 'GET /users/me/notices', { token: who.token }))
    expect(told.map(({ kind }) => kind)).toEqual(['password_changed', 'new_device', 'api_key_created'])
    expect(await kindsTo(who.email)).toEqual(['verify_email'])
    await readMailOf(server, who)
    await makeKey(server, who, 'self:read')
    expect(await kindsTo(who.email)).toEqual(['notice', 'verify_email'])
  })

  test('hears of a change of the address as often as anybody could ask for a mail to it, and a proved one each time', async () => {
    for (const [who, times] of [
      [await join(server), 1],
      [await joinProved(server), 3],
    ] as const) {
      for (let moved = 0; moved < 3; moved += 1)
        expect((await moveTo(who, `moved.${moved}.${who.email}`)).status).toBe(200)
      const told = (await kindsTo(who.email)).filter((template) => template === 'address_changed')
      expect(told).toHaveLength(times)
    }
  })

  test('C068 one that was proved and taken away hears of everything while it can be taken back', async () => {
    const who = await joinProved(server)
    const email = `thief.${who.email}`
    await moveTo(who, email)
    await readMailOf(server, { email })
    await makeKey(server, who, 'self:read')
    expect([(await kindsTo(who.email))[0], (await kindsTo(email))[0]]).toEqual(['notice', 'notice'])
    const token = await mailedToken(server, who.email, 'notice')
    expect((await send(server, 'POST /auth/not-me', { json: { token } })).status).toBe(200)
    expect((await kindsTo(who.email))[0]).toBe('reset_password')
    expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(401)
  })
})

describe('the language of a person', () => {
  const server = useServer({ dev: true, env: unthrottled })

  test.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['pt-BR, fr;q=0.4, es;q=0.8', 'es'],
    ['ar', 'ar'],
    ['xx', 'en'],
    ['x'.repeat(600), 'en'],
  ])('Accept-Language %p begins with %p', async (header, language) => {
    const who = person()
    await send(server, 'POST /auth/register', { json: who, headers: { 'accept-language': header } })
    const token = textOf(await login(server, who.username, who.password), 'access_token')
    const preferences = await send(server, 'GET /users/me/preferences', { token })
    expect(preferences.json).toEqual({ language, offer_passkey: true })
  })

  test('is chosen, and mail is written in it', async () => {
    const who = await joinProved(server)
    const set = await send(server, 'PUT /users/me/preferences', {
      token: who.token,
      json: { language: 'ar' },
    })
    expect([set.status, set.json]).toEqual([200, { language: 'ar', offer_passkey: true }])
    await makeKey(server, who, 'self:read')
    const mail = await mailTo(server, who.email, 'notice')
    expect(mail.language).toBe('ar')
    expect(mail.html).toContain('dir="rtl"')
    const nothing = await send(server, 'PUT /users/me/preferences', { token: who.token, json: {} })
    expect([nothing.status, nothing.json]).toEqual([200, set.json])
    for (const json of [
      { language: 'xx' },
      { language: null },
      { language: ['de'] },
      { language: 'en-XA' },
    ]) {
      const answer = await send(server, 'PUT /users/me/preferences', { token: who.token, json })
      expect(answer.status).toBe(400)
    }
    const kept = await send(server, 'GET /users/me/preferences', { token: who.token })
    expect(kept.json).toEqual({ language: 'ar', offer_passkey: true })
  })
})

describe('/dev/mail', () => {
  test('is there in development only', async () => {
    await withServer({}, async (server) => {
      expect((await send(server, 'GET /dev/mail')).status).toBe(404)
    })
  })

  test('shows a mail as a list, as HTML, as text and as JSON, and waits for one', async () => {
    await withServer({ dev: true, env: unthrottled }, async (server) => {
      const who = await joinProved(server)
      const waiting = send(server, `GET /dev/mail?as=json&wait=8&template=notice&to=${who.email}`)
      await makeKey(server, who, 'self:read')
      const [mail] = itemsOf(await waiting)
      expect(mail).toMatchObject({ to: who.email, template: 'notice', code: null })
      const list = await send(server, 'GET /dev/mail')
      expect(list.text).toContain(String(mail?.['link']))
      expect(list.headers.get('content-security-policy')).toContain("default-src 'none'")
      const text = await send(server, `GET /dev/mail?id=${String(mail?.['id'])}&as=text`)
      expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(text.text).toContain(String(mail?.['link']))
      expect((await send(server, `GET /dev/mail?id=${String(mail?.['id'])}`)).text).toContain(
        '<html lang="en"',
      )
      expect((await send(server, 'GET /dev/mail?id=mail_nothing')).status).toBe(404)
      // C102: no log and no administrator sees it.
      const token = new URL(String(mail?.['link'])).searchParams.get('token') ?? ''
      expect(server.written.join('\n')).not.toContain(token)
    })
  })
})

test('C102 an operator sees what became of mail and no link, by API and command line, and has it sent again', async () => {
  const smtp = await startMailServer()
  const env = { ...unthrottled, LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: 'Example <a@example.com>' }
  try {
    await withServer({ dev: true, env }, async (server) => {
      const admin = await join(server)
      const who = await joinProved(server)
      smtp.refuse = () => ({ code: 550, text: '5.7.1 no' })
      await makeKey(server, who, 'self:read')
      const dead = await eventually('a dead mail', async () => {
        const list = await send(server, 'GET /mail?state=dead', { token: admin.token })
        return itemsOf(list).find(({ template }) => template === 'notice')
      })
      expect(dead).toMatchObject({ to: who.email, user_id: who.id, last_error: '550 5.7.1 at RCPT TO' })
      const id = String(dead['id'])
      const shown = await send(server, `GET /mail/${id}`, { token: admin.token })
      expect(textOf(shown, 'text')).toContain('/not-me?hidden')
      expect(shown.text).not.toContain('ntc_')
      smtp.refuse = undefined
      const world = { folder: server.folder }
      const list = await latchkey(world, ['mail', 'list', '--state', 'dead'])
      expect([list.code, list.stdout.includes(id), list.stdout.includes('ntc_')]).toEqual([0, true, false])
      const show = await latchkey(world, ['mail', 'show', id])
      expect([show.code, show.stdout.includes('An API key was created')]).toEqual([0, true])
      expect(show.stdout).not.toContain('ntc_')
      const retry = await latchkey(world, ['mail', 'retry', id])
      expect(retry.code).toBe(0)
      await eventually('the mail', () => smtp.taken.find((one) => one.id === id))
      const settled = await eventually('a settled mail', async () => {
        const one = await send(server, `GET /mail/${id}`, { token: admin.token })
        return fieldsOf(one).state === 'sent' ? fieldsOf(one) : undefined
      })
      expect(settled.last_error).toBeNull()
      const again = await send(server, `POST /mail/${id}/retry`, { token: admin.token })
      expect([again.status, fieldsOf(again).error]).toEqual([409, 'mail_not_retryable'])
      const written = server.written.join('\n')
      for (const secret of [who.email, 'ntc_']) expect(written).not.toContain(secret)
    })
  } finally {
    await smtp.close()
  }
})

test('latchkey mail preview prints what would be sent, with the operator’s own texts', async () => {
  await withServer({}, async (server) => {
    const world = { folder: server.folder }
    const plain = await latchkey(world, ['mail', 'preview', 'reset_password', '--language', 'ja'])
    expect([plain.code, plain.stdout.startsWith('Subject: 新しいパスワード')]).toEqual([0, true])
    const html = await latchkey(world, ['mail', 'preview', 'reset_password', '--language', 'ar', '--html'])
    expect(html.stdout).toContain('dir="rtl"')
    const wrong = await latchkey(world, ['mail', 'preview', 'nothing'])
    expect([wrong.code, wrong.stderr.includes('reset_password')]).toEqual([2, true])
  })
})

test('C015 V08 what is no address is refused, and no mail is made', async () => {
  await withServer({ dev: true, env: unthrottled }, async (server) => {
    const { email: own } = await join(server)
    const wrong: unknown[] = [
      ...['a@x,v@y.example', '"a@evil.example x"@good.example', 'a＠x.example', 'a@b@c.example'],
      ...[
        'a@x.example\r\nBcc: z@z.example',
        'a@[127.0.0.1]',
        `${'a'.repeat(300)}@x.example`,
        '<a@x.example>',
      ],
      ...[['a@x.example', 'b@x.example'], {}, null, 7],
    ]
    for (const email of wrong) {
      const answer = await register(server, { ...person(), email: email as string })
      expect([email, answer.status]).toEqual([email, 400])
    }
    expect((await mailsOf(server)).filter(({ to }) => to !== own)).toEqual([])
  })
})
