// Attacks on mail: to whom it goes, where its links lead, and who else reads them.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, person, register } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { latchkey } from '../support/command-line.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { MailServer, type Taken } from '../support/mail-server.ts'
import { joinProved } from '../support/proved.ts'
import { resetPassword, tokenIn } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'
import { everythingStored } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'

const PUBLIC_URL = 'https://id.example.com'
const post = new MailServer()
const env: Record<string, string> = { ...unthrottled, LATCHKEY_PUBLIC_URL: PUBLIC_URL, LOG_LEVEL: 'trace' }
beforeAll(async () => {
  await post.open()
  Object.assign(env, post.env)
})
const server = useServer({ dev: true, env })
afterAll(() => post.close())

let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** Somebody with this address, and the first mail to them. */
async function mailed(email: string): Promise<Taken> {
  const who = await joinProved(server, { email })
  await makeKey(server, who, 'self:read')
  // By what was stored and not by what came: a mail that went elsewhere would not be found.
  const entry = await eventually('it is sent', async () =>
    itemsOf(await send(server, 'GET /mail?state=sent', { token: admin.token })).find(
      ({ user_id }) => user_id === who.id,
    ),
  )
  return await eventually('it came', () => post.taken.find(({ id }) => id === entry['id']))
}

describe('C015 V59 a mail goes to the one address that is stored, whatever it looks like', () => {
  for (const email of [
    'plain@example.org',
    'Upper.Case@Example.org',
    'plus+tag@example.org',
    "o'brien@example.org",
    "!#$%&'*+/=?^_`{|}~-@example.org",
    'user=example.net@example.org',
    'user%example.net@example.org',
    `${'l'.repeat(64)}@example.org`,
    'name@xn--mnchen-3ya.example',
  ]) {
    test(email, async () => {
      const mail = await mailed(email)
      // To the letter; case means nothing in a domain alone (RFC 5321 section 2.4).
      const [local, domain = ''] = email.split('@')
      const stored = `${local}@${domain.toLowerCase()}`
      expect(mail.to).toEqual([stored])
      expect(mail.headers.get('to')).toBe(stored)
      for (const more of ['cc', 'bcc', 'reply-to'])
        expect([more, mail.headers.get(more)]).toEqual([more, undefined])
      expect(mail.from).toBe('accounts@id.example')
    })
  }

  test('an address with letters beyond ASCII goes to that domain as the DNS has it', async () => {
    expect((await mailed('name@bücher.example')).to).toEqual(['name@xn--bcher-kva.example'])
  })

  for (const email of [
    'a@example.org,v@example.net',
    'a@example.org, v@example.net',
    '"a@evil.example x"@example.org',
    'a＠example.org',
    'a@b@example.org',
    'a@example.org\r\nBcc: z@example.net',
    'a@example.org\n',
    'a@[127.0.0.1]',
    'Name <a@example.org>',
    '<a@example.org>',
    'group:a@example.org;',
    'a(comment)@example.org',
    `${'x'.repeat(300)}@example.org`,
    ['a@example.org', 'b@example.org'],
    {},
  ]) {
    test(`${JSON.stringify(email)} is no address, and no mail goes anywhere`, async () => {
      const made = async () =>
        itemsOf(await send(server, 'GET /mail?limit=100', { token: admin.token })).length
      const before = await made()
      const answer = await register(server, { ...person(), email } as never)
      expect([answer.status, (await made()) - before]).toEqual([400, 0])
    })
  }
})

describe('C065 every link begins with the configured address', () => {
  test('whatever the request says of hosts', async () => {
    const who = await joinProved(server)
    const headers = {
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example;proto=http',
      'X-Original-Host': 'evil.example',
      Origin: 'https://evil.example',
      Referer: 'https://evil.example/',
    }
    const json = { name: 'Report', scopes: ['self:read'] }
    await send(server, 'POST /api-keys', { token: who.token, json, headers })
    const mail = await post.mailTo(who.email)
    expect(mail.links.length).toBeGreaterThan(0)
    expect(mail.links.filter((link) => !link.startsWith(`${PUBLIC_URL}/`))).toEqual([])
    expect(mail.raw + mail.html + mail.text).not.toContain('evil.example')
  })
})

/** Signs in twice, is told of a key, and follows the link of that mail. */
async function told() {
  const who = await joinProved(server)
  await makeKey(server, who, 'self:read')
  const isOfNotice = ({ links }: Taken) => links.some((one) => one.includes('/not-me?'))
  const mail = await post.mailTo(who.email, isOfNotice)
  const link = mail.links.find((one) => one.includes('/not-me?')) ?? ''
  return { who, mail, token: tokenIn(link), path: link.slice(PUBLIC_URL.length) }
}
const notMe = (token: string) => send(server, 'POST /auth/not-me', { json: { token } })
const statusOf = async (who: Account) => (await send(server, 'GET /users/me', { token: who.token })).status

describe('C063 C069 the link of a notice', () => {
  test('is not spent by programs that open it; once it is, every session is over and a reset is on its way', async () => {
    const { who, token, path } = await told()
    for (let opened = 0; opened < 3; opened += 1) {
      const { status, text } = await send(server, `GET ${path}`)
      expect([status, text.includes('<form')]).toEqual([200, true])
    }
    expect(await statusOf(who)).toBe(200)
    const done = await notMe(token)
    expect([done.status, Object.keys(fieldsOf(done))]).toEqual([200, ['message']])
    expect(await statusOf(who)).toBe(401)
    const reset = await post.mailTo(who.email, ({ links }) => links.some((one) => one.includes('/reset?')))
    // It signs nobody in, and no password is changed yet.
    expect((await login(server, who.username, who.password)).status).toBe(200)
    const link = reset.links.find((one) => one.includes('/reset?')) ?? ''
    expect(link.startsWith(`${PUBLIC_URL}/reset?token=`)).toBe(true)
    const changed = await resetPassword(server, tokenIn(link), 'an entirely new password')
    expect(changed.status).toBe(200)
    expect((await login(server, who.username, who.password)).status).toBe(401)
    expect((await login(server, who.username, 'an entirely new password')).status).toBe(200)
    expect((await resetPassword(server, tokenIn(link), 'and yet another password')).status).toBe(400)
  })

  test('works once, also for 50 at the same time: one reset is mailed', async () => {
    const { who, token } = await told()
    const all = await Promise.all(Array.from({ length: 50 }, () => notMe(token)))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(all.filter(({ status }) => status !== 200).map(({ text }) => text)).size).toBe(1)
    await post.mailTo(who.email, ({ links }) => links.some((one) => one.includes('/reset?')))
    const resets = post.mailsTo(who.email).filter(({ links }) => links.some((one) => one.includes('/reset?')))
    expect(resets).toHaveLength(1)
  })

  test('does nothing for any other token, in the same words', async () => {
    const { who, token } = await told()
    const [id = '', mac = ''] = token.split('.')
    const other = (await told()).token.split('.')
    const wrong = [
      `${id}.${mac.slice(0, -2)}AA`,
      `${other[0]}.${mac}`,
      `${id}.`,
      id,
      '.',
      `${token}.x`,
      'x'.repeat(128),
    ]
    const answers = await Promise.all(wrong.map(notMe))
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 400))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await statusOf(who)).toBe(200)
    // A link that works is one that was mailed.
    expect((await notMe(token)).status).toBe(200)
  })

  test('is nobody any more once the account is gone', async () => {
    const { who, token } = await told()
    expect((await send(server, `DELETE /users/${who.id}`, { token: who.token })).status).toBe(200)
    expect((await notMe(token)).status).toBe(400)
  })
})

describe('C102 what is in a mail is nobody else’s', () => {
  test('no link of one is in the log, in the outbox as it is shown, in the audit or in the database', async () => {
    const { who, mail, token } = await told()
    await notMe(token)
    const reset = await post.mailTo(who.email, ({ links }) => links.some((one) => one.includes('/reset?')))
    const secrets = post.taken.flatMap(({ links }) =>
      links.map((one) => new URL(one).searchParams.get('token') ?? ''),
    )
    const telling = [...new Set(secrets)].filter((one) => one.length > 20)
    expect(telling.length).toBeGreaterThan(5)
    const shown = await Promise.all(
      ['GET /mail?limit=100', `GET /mail/${mail.id}`, `GET /mail/${reset.id}`, 'GET /audit?limit=100'].map(
        (line) => send(server, line, { token: admin.token }),
      ),
    )
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    // While it waits as well.
    post.mood = 'later'
    const waiting = await join(server)
    await makeKey(server, waiting, 'self:read')
    const world = { folder: server.folder }
    const listed = await eventually('it waits', async () => {
      const said = await latchkey(world, ['mail', 'list', '--state', 'waiting', '--json'])
      return said.code === 0 && said.stdout.includes(waiting.email) ? said : undefined
    })
    const id = /mail_[\w-]+/.exec(listed.stdout)?.[0] ?? ''
    const one = await latchkey(world, ['mail', 'show', id])
    expect([one.code, /token=[\w.-]{20,}/.test(one.stdout)]).toEqual([0, false])
    post.mood = 'takes'
    const answers = [...shown.map(({ text }) => text), listed.stdout, one.stdout].join('\n')
    await server.stop()
    const places = { log: server.written.join('\n'), answers, database: everythingStored(server) }
    for (const [place, text] of Object.entries(places))
      expect([place, telling.filter((secret) => text.includes(secret)).length]).toEqual([place, 0])
    await server.start()
  })
})
