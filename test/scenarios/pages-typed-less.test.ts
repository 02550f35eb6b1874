// What a page knows is not asked for: a username that the address makes, the address that a password was tried for, who has a new one.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, person, register } from '../support/accounts.ts'
import { browsing } from '../support/browsing.ts'
import { fieldsOf, send } from '../support/http.ts'
import { mailsTo, tokenMailed } from '../support/mailbox.ts'
import { proveAddress } from '../support/recoveries.ts'
import { resetToken } from '../support/reset-links.ts'
import { useServer, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const PASSWORD = 'heron-lantern-51-meadow'
const signUp = async (target: { url: string }, form: Record<string, string>) => {
  const browser = browsing(target)
  await browser.open('/sign-up')
  const answer = await browser.press('/sign-up', { username: '', full_name: '', password: PASSWORD, ...form })
  return { browser, answer }
}
const whoIs = async (email: string) => {
  const { status, json } = await login(server, email, PASSWORD)
  if (status !== 200) return status
  const token = (json as { access_token: string }).access_token
  const { username, full_name } = fieldsOf(await send(server, 'GET /users/me', { token }))
  return { username, full_name }
}

describe('/sign-up by an address and a password', () => {
  test('makes the username of the address, and the address signs in', async () => {
    const { answer, browser } = await signUp(server, { email: 'Maria.Z@example.org' })
    expect([answer.status, browser.heading()]).toEqual([200, 'maria.z'])
    expect(await whoIs('Maria.Z@example.org')).toEqual({ username: 'maria.z', full_name: 'maria.z' })
  })

  test('a name that is somebody’s has something behind it', async () => {
    const { username } = admin
    const { answer } = await signUp(server, { email: `${username}@elsewhere.example.org`, full_name: 'Ada' })
    expect(answer.status).toBe(200)
    expect(await whoIs(`${username}@elsewhere.example.org`)).toEqual({
      username: expect.stringMatching(new RegExp(`^${username}-[0-9a-f]{8}$`)),
      full_name: 'Ada',
    })
  })

  test('an address that makes no name makes an account all the same', async () => {
    for (const email of ['47@example.org', 'a@example.org', 'admin@example.org']) {
      expect((await signUp(server, { email })).answer.status).toBe(200)
      expect(await whoIs(email)).toEqual({
        username: expect.stringMatching(/^(?:user|admin)-[0-9a-f]{8}$/),
        full_name: expect.any(String),
      })
    }
  })

  test('an address that is somebody’s is refused beside its field, and makes nothing', async () => {
    const { answer } = await signUp(server, { email: admin.email })
    expect([answer.status, answer.text.includes('id="email-error"')]).toEqual([409, true])
  })

  test('a name that was chosen is never replaced', async () => {
    const { answer } = await signUp(server, { email: 'chosen@example.org', username: admin.username })
    expect([answer.status, answer.text.includes('id="username-error"')]).toEqual([409, true])
    expect(await whoIs('chosen@example.org')).toBe(401)
  })

  test('C023 under private no name is tried that may be somebody’s', async () => {
    const env = { ...unthrottled, LATCHKEY_REGISTRATION: 'private' }
    await withServer({ dev: true, env }, async (other) => {
      const first = person({ username: 'grace.hopper' })
      expect((await register(other, first)).status).toBe(202)
      const token = await tokenMailed(other, first.email, 'register_link')
      await send(other, 'POST /auth/register/confirm', { json: { token, password: first.password } })
      await signUp(other, { email: 'grace.hopper@elsewhere.example.org' })
      const [mail] = await mailsTo(other, 'grace.hopper@elsewhere.example.org', 'register_link')
      expect(mail?.link).toContain('/sign-up/confirm?token=')
    })
  })
})

describe('a forgotten password', () => {
  const tried = async (username: string) => {
    const browser = browsing(server)
    await browser.open('/sign-in')
    await browser.press('/sign-in', { username, password: 'not-this-one-1' })
    return browser
  }

  test('is mailed for by one press where the address was tried', async () => {
    const who = await join(server)
    await proveAddress(server, who)
    const browser = await tried(` ${who.email}`)
    await browser.press('/forgot', {})
    expect(browser.heading()).toBe('Check your email')
    expect(await mailsTo(server, who.email, 'reset_password')).toHaveLength(1)
  })

  test('a name that is no address, and a page that was only opened, have the link to the form', async () => {
    for (const page of [(await tried(admin.username)).text(), (await send(server, 'GET /sign-in')).text]) {
      expect(page).not.toContain('action="/forgot"')
      expect(page).toContain('href="/forgot"')
    }
  })

  test('what somebody typed is text in the page', async () => {
    const page = (await tried('"><b>@x.example')).text()
    expect(page).toContain('&#34;&#62;&#60;b&#62;@x.example')
    expect(page).not.toContain('<b>@x')
  })

  test('C064 whoever has chosen another one signs in with it, and has the name there already', async () => {
    const who = await join(server)
    const token = await resetToken(server, admin, who.id)
    const browser = browsing(server)
    await browser.open(`/reset?token=${token}`)
    await browser.press('/reset', { password: PASSWORD })
    expect(browser.heading()).toBe('Your password was changed')
    expect(browser.text()).toContain(`value="${who.username}"`)
    expect(browser.cookies.size).toBe(0)
    await browser.press('/sign-in', { username: who.username, password: PASSWORD })
    expect(browser.heading()).toBe(who.full_name)
  })

  test('a token that is wrong tells no name', async () => {
    const form = { token: 'wrong', password: PASSWORD }
    const answer = await send(server, 'POST /reset', { form })
    expect([answer.status, answer.text.includes('name="username"')]).toEqual([400, false])
  })
})
