// R10: whatever the mail server does, nobody waits for it, nothing is lost and nothing comes twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { MailServer, type Mood } from '../support/mail-server.ts'
import { joinProved } from '../support/proved.ts'
import { useServer } from '../support/server.ts'

const post = new MailServer()
const env: Record<string, string> = {}
const server = (() => {
  beforeAll(async () => {
    await post.open()
    Object.assign(env, post.env)
  })
  return useServer({ dev: true, env })
})()
afterAll(() => post.close())

let admin: Account
beforeAll(async () => {
  admin = await join(server)
})
beforeEach(() => {
  post.mood = 'takes'
  post.taken.length = 0
})

const outbox = async (state: string) =>
  itemsOf(await send(server, `GET /mail?state=${state}`, { token: admin.token }))
const mailOf = async (who: Account, state: string) => (await outbox(state)).find(({ to }) => to === who.email)

/** Somebody who has read the mail of the registration. */
async function somebody(): Promise<Account> {
  const who = await joinProved(server)
  await post.mailTo(who.email)
  await eventually('it is sent', () => mailOf(who, 'sent'))
  post.taken.length = 0
  return who
}

describe('R10 a mail server that', () => {
  const waits: [string, Mood | 'away', RegExp][] = [
    ['is away', 'away', /^ECONNREFUSED|^ESOCKET|^ECONNECTION/],
    ['closes at once', 'gone', /421/],
    ['refuses for now', 'later', /451 4\.3\.0/],
  ]
  for (const [what, mood, reason] of waits) {
    test(`${what} keeps the mail waiting, and it arrives once when that is over`, async () => {
      const who = await somebody()
      if (mood === 'away') await post.close()
      else post.mood = mood
      await makeKey(server, who, 'self:read')
      const told = await eventually('it was tried', async () => {
        const found = await mailOf(who, 'waiting')
        return Number(found?.['attempts']) > 0 && found?.['last_error'] !== null ? found : undefined
      })
      expect(String(told['last_error'])).toMatch(reason)
      expect(post.taken).toEqual([])
      if (mood === 'away') await post.open()
      post.mood = 'takes'
      // Whoever runs the server need not wait for the next try.
      const { status } = await send(server, `POST /mail/${String(told['id'])}/retry`, { token: admin.token })
      expect([200, 409]).toContain(status)
      const mail = await post.mailTo(who.email)
      expect(mail.to).toEqual([who.email])
      // One of before is sent too.
      await eventually('it is sent', async () => (await outbox('sent')).find(({ id }) => id === mail.id))
      expect(post.mailsTo(who.email)).toHaveLength(1)
    })
  }

  test('refuses for good makes a dead letter, which stops nobody else and can be sent again', async () => {
    const [gone, other] = [await somebody(), await somebody()]
    post.moods.set(gone.email, 'never')
    await makeKey(server, gone, 'self:read')
    await makeKey(server, other, 'self:read')
    await post.mailTo(other.email)
    const dead = await eventually('it is dead', () => mailOf(gone, 'dead'))
    expect(String(dead['last_error'])).toMatch(/^550 5\.1\.1/)
    // None of the words of the mail server, which may quote what it refuses.
    expect(String(dead['last_error'])).not.toContain('nobody')
    // It does not block what comes behind it.
    post.moods.delete(gone.email)
    await makeKey(server, gone, 'self:read')
    const next = await post.mailTo(gone.email)
    expect(next.id).not.toBe(String(dead['id']))
    const again = await send(server, `POST /mail/${String(dead['id'])}/retry`, { token: admin.token })
    expect([again.status, fieldsOf(again)['state']]).toEqual([200, 'waiting'])
    await post.mailTo(gone.email, ({ id }) => id === dead['id'])
    expect(post.mailsTo(gone.email)).toHaveLength(2)
    const sent = await send(server, `POST /mail/${String(dead['id'])}/retry`, { token: admin.token })
    expect([sent.status, fieldsOf(sent)['error']]).toEqual([409, 'mail_not_retryable'])
  })

  for (const mood of ['silent', 'stuck'] as const) {
    test(`is ${mood} holds up nobody, and the server ends in time`, async () => {
      const who = await somebody()
      post.mood = mood
      const before = post.asked
      await makeKey(server, who, 'self:read')
      if (mood === 'silent') await eventually('it was asked', () => post.asked > before || undefined)
      const began = await Promise.all(Array.from({ length: 20 }, () => send(server, 'GET /users/me', who)))
      expect(began.map(({ status }) => status)).toEqual(began.map(() => 200))
      expect(post.taken).toEqual([])
      expect((await mailOf(who, 'waiting'))?.['to']).toBe(who.email)
      expect(await server.stop()).toBe(0)
      // What was under way comes again.
      post.mood = 'takes'
      await server.start()
      await post.mailTo(who.email)
      expect(post.mailsTo(who.email)).toHaveLength(1)
    })
  }
})
