// Clause 13, C036, C040, C060: whoever is invited makes an account, and under LATCHKEY_REGISTRATION=invite nobody else does.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, create, join, person, register, shown, signIn } from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, numberOf, send, textOf } from '../support/http.ts'
import { accept, invite, inviteByLink } from '../support/invitations.ts'
import { MailServer } from '../support/mail-server.ts'
import { resetToken, tokenIn } from '../support/reset-links.ts'
import { useServer, withServer } from '../support/server.ts'
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
/** May make accounts, and nothing else. */
let helper: Account
beforeAll(async () => {
  admin = await join(server)
  const json = { description: 'Makes accounts', permissions: ['users:create'] }
  await send(server, 'PUT /roles/helper', { token: admin.token, json })
  helper = await create(server, admin, {}, ['helper'])
  await server.restart({ dev: true, env: { ...env, LATCHKEY_REGISTRATION: 'invite' } })
})

const explained = async (reference: string) =>
  fieldsOf(await send(server, `GET /audit/explain/${reference}`, { token: admin.token }))
const waiting = async () => itemsOf(await send(server, 'GET /invitations?limit=100', { token: admin.token }))
const detailsOf = async (id: number) =>
  fieldsOf(await send(server, `GET /users/${id}/details`, { token: admin.token }))
/** The token of the mail. */
const mailedTo = async (email: string, past = ''): Promise<string> => {
  const isIt = (link: string) => link.includes('/invitation?') && tokenIn(link) !== past
  const { links } = await post.mailTo(email, ({ links: all }) => all.some(isIt))
  return tokenIn(links.find(isIt) ?? '')
}

describe('LATCHKEY_REGISTRATION=invite', () => {
  test('whoever was invited by nobody is told so, and why is found by the reference', async () => {
    const total = await count(server, admin)
    const refused = await register(server, person())
    expectRefusal(refused, 403, 'registration_closed')
    expect(textOf(refused, 'detail')).toContain('by invitation only')
    expect(await explained(textOf(refused, 'reference'))).toMatchObject({
      channel: 'register',
      cause: 'registration_by_invitation',
      rules: [
        { rule: 'registration_open', holds: false, because: expect.stringContaining('none was shown') },
      ],
    })
    expect(await count(server, admin)).toBe(total)
  })

  test('C065 the mail leads to the address of the settings, and what it holds makes one account, proved', async () => {
    const who = person()
    const made = await invite(server, admin, { email: who.email, roles: ['helper'], language: 'de' })
    expect([made.status, fieldsOf(made).url, fieldsOf(made).is_mailed]).toEqual([200, null, true])
    const mail = await post.mailTo(who.email, ({ links }) =>
      links.some((one) => one.includes('/invitation?')),
    )
    expect(mail.links.every((one) => one.startsWith(`${PUBLIC_URL}/`))).toBe(true)
    expect(mail.headers.get('content-language')).toBe('de')
    const token = await mailedTo(who.email)
    for (let again = 0; again < 3; again++)
      expect((await send(server, `GET /invitation?token=${token}`)).status).toBe(200)
    const accepted = await accept(
      server,
      { email: who.email.toUpperCase(), token },
      { username: who.username },
    )
    expect(accepted.status).toBe(200)
    const id = numberOf(accepted, 'id')
    expect((await detailsOf(id))['roles']).toEqual(['user', 'helper'])
    const entries = itemsOf(
      await send(server, `GET /audit?subject=${id}&limit=50`, { token: admin.token }),
    ).filter(({ outcome }) => outcome === 'success')
    expect(entries.map(({ action }) => action).sort()).toEqual(
      expect.arrayContaining(['email.verified', 'user.created']),
    )
    expect(entries.find(({ action }) => action === 'user.created')?.['facts']).toEqual([
      { name: 'roles', value: 'user helper' },
      { name: 'invitation', value: textOf(made, 'id') },
    ])
    const again = await accept(server, { email: who.email, token })
    expectRefusal(again, 400, 'invalid_invitation')
    expect(await explained(textOf(again, 'reference'))).toMatchObject({
      cause: 'invitation_not_valid',
      rules: [{ holds: true }, { rule: 'invitation_counts', holds: false }],
    })
  })

  test('C063 one that is sent again has a new link, and the one before is over', async () => {
    const { id, email, token } = await inviteByLink(server, admin)
    const sent = await send(server, `POST /invitations/${id}/resend`, { token: admin.token })
    expect([sent.status, fieldsOf(sent).is_mailed]).toEqual([200, true])
    const newer = await mailedTo(email)
    expectRefusal(await accept(server, { email, token }), 400, 'invalid_invitation')
    expect((await accept(server, { email, token: newer })).status).toBe(200)
    expectRefusal(
      await send(server, `POST /invitations/${id}/resend`, { token: admin.token }),
      404,
      'invitation_not_found',
    )
  })

  test('C033 five an hour are mailed to an address; then whoever asks hears of it, and the last link is good', async () => {
    const { email } = person()
    const first = await invite(server, admin, { email })
    const again = () =>
      send(server, `POST /invitations/${textOf(first, 'id')}/resend`, { token: admin.token })
    for (let more = 0; more < 4; more++) expect((await again()).status).toBe(200)
    for (const refused of [await again(), await invite(server, admin, { email })]) {
      expectRefusal(refused, 429, 'too_many_requests')
      expect(refused.headers.get('retry-after')).toBe('3600')
    }
    const tokens = new Set<string>()
    await post.mailTo(email, ({ links }) => {
      for (const link of links) if (link.includes('/invitation?')) tokens.add(tokenIn(link))
      return tokens.size === 5
    })
    const answers = await Promise.all([...tokens].map((token) => accept(server, { email, token })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('one that is taken back does nothing, once', async () => {
    const { id, email, token } = await inviteByLink(server, admin)
    expect((await waiting()).map((one) => one['id'])).toContain(id)
    const revoke = () => send(server, `DELETE /invitations/${id}`, { token: admin.token })
    expect((await revoke()).json).toEqual({ message: 'Invitation revoked' })
    expectRefusal(await revoke(), 404, 'invitation_not_found')
    expectRefusal(await accept(server, { email, token }), 400, 'invalid_invitation')
    expect((await waiting()).map((one) => one['id'])).not.toContain(id)
  })

  test('an address is invited once: a newer one takes the place of the older one', async () => {
    const older = await inviteByLink(server, admin)
    const newer = await inviteByLink(server, admin, { email: older.email.toUpperCase() })
    const ids = (await waiting()).map((one) => one['id'])
    expect([ids.includes(older.id), ids.includes(newer.id)]).toEqual([false, true])
    expectRefusal(await accept(server, older), 400, 'invalid_invitation')
    expect((await accept(server, newer)).status).toBe(200)
  })

  test('an address with an account is not invited, and one that is no address neither', async () => {
    expectRefusal(await invite(server, admin, { email: helper.email.toUpperCase() }), 409, 'email_taken')
    expectInvalid(await invite(server, admin, { email: 'a＠x.example' }), 'email')
    expectInvalid(await invite(server, admin, { email: `${helper.email},evil@example.org` }), 'email')
    expectInvalid(await invite(server, admin, { email: person().email, roles: ['nobodys'] }), 'roles.0')
  })

  test('V30 it is of one address', async () => {
    const { email, token } = await inviteByLink(server, admin)
    expectInvalid(await accept(server, { email: person().email, token }), 'email')
    expect((await accept(server, { email, token })).status).toBe(200)
  })

  test('a username that is taken spends nothing', async () => {
    const invitation = await inviteByLink(server, admin)
    expectRefusal(await accept(server, invitation, { username: admin.username }), 409, 'username_taken')
    expectInvalid(await accept(server, invitation, { password: 'short' }), 'password')
    expect((await accept(server, invitation)).status).toBe(200)
  })

  test('asked twice with one key it is one invitation, and another body is refused', async () => {
    const json = { email: person().email, link: true }
    const ask = (body: object) =>
      send(server, 'POST /invitations', {
        token: admin.token,
        json: body,
        headers: { 'idempotency-key': json.email },
      })
    const first = await ask(json)
    expect((await ask(json)).json).toEqual(first.json)
    expectRefusal(await ask({ ...json, link: false }), 409, 'idempotency_key_reused')
    const stored = await everythingStored(server)
    expect(stored.includes(tokenIn(textOf(first, 'url')))).toBe(false)
  })
})

describe('nobody invites above the own rights', () => {
  test.each([['admin'], ['helper']])('to be %s', async (role) => {
    const refused = await invite(server, helper, { email: person().email, roles: [role] })
    expectRefusal(refused, 403, 'forbidden')
  })

  test('nor sends again what is above them', async () => {
    const { id } = await inviteByLink(server, admin, { roles: ['admin'] })
    expectRefusal(
      await send(server, `POST /invitations/${id}/resend`, { token: helper.token }),
      403,
      'forbidden',
    )
  })

  test('nor does somebody without the permission, or nobody', async () => {
    const { token } = await create(server, admin)
    for (const line of ['GET /invitations', 'DELETE /invitations/inv_x', 'POST /invitations/inv_x/resend'])
      expectRefusal(await send(server, line, { token }), 403, 'forbidden')
    expectRefusal(await send(server, 'POST /invitations', { json: { email: person().email } }), 401)
  })

  test.each<[string, (id: number) => string]>([
    ['was disabled', (id) => `POST /users/${id}/disable`],
    ['was demoted', (id) => `PUT /users/${id}/roles`],
  ])('C039 of whoever %s meanwhile it is refused in plain words', async (_, lineOf) => {
    const inviter = await create(server, admin, {}, ['admin'])
    const invitation = await inviteByLink(server, inviter, { roles: ['admin'] })
    const line = lineOf(inviter.id)
    const json = line.endsWith('/roles') ? { json: { roles: ['user'] } } : {}
    expect((await send(server, line, { token: admin.token, ...json })).status).toBe(200)
    const refused = await accept(server, invitation)
    expectRefusal(refused, 400, 'invalid_invitation')
    expect(textOf(refused, 'detail')).toStartWith('Whoever invited you')
    expect(await explained(textOf(refused, 'reference'))).toMatchObject({ cause: 'inviter_lost_right' })
    // Sent again by somebody who has the right, it counts.
    await send(server, `POST /invitations/${invitation.id}/resend`, { token: admin.token })
    const { email } = invitation
    expect((await accept(server, { email, token: await mailedTo(email) })).status).toBe(200)
  })

  test('C040 those of whoever was deleted are gone', async () => {
    const inviter = await create(server, admin, {}, ['helper'])
    const invitation = await inviteByLink(server, inviter)
    await send(server, `DELETE /users/${inviter.id}`, { token: admin.token })
    expect((await waiting()).map((one) => one['id'])).not.toContain(invitation.id)
    expectRefusal(await accept(server, invitation), 400, 'invalid_invitation')
  })
})

test('C036 no other token is an invitation, and an invitation is no other token', async () => {
  const { email, token } = await inviteByLink(server, admin)
  const others = [await resetToken(server, admin, helper.id), `${token}A`, token.slice(0, -1), 'x']
  for (const other of others)
    expectRefusal(await accept(server, { email, token: other }), 400, 'invalid_invitation')
  expect((await accept(server, { email, token: await signIn(server, admin) })).status).toBe(400)
  expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
  const password = 'heron-lantern-51-meadow'
  const spent = { json: { token, password } }
  expectRefusal(await send(server, 'POST /auth/reset-password', spent), 400, 'invalid_reset_token')
  expectRefusal(
    await send(server, 'POST /auth/verify-email', { json: { token } }),
    400,
    'invalid_mailed_token',
  )
  expect((await accept(server, { email, token })).status).toBe(200)
})

describe('the page', () => {
  test('shows the address, takes no other, and makes the account', async () => {
    const { email, token } = await inviteByLink(server, admin)
    const page = await send(server, `GET /invitation?token=${token}`)
    expect(page.text).toContain(email)
    expect(page.text).not.toContain('name="email"')
    expect(page.text).not.toMatch(/<script(?! type="module" src="\/assets\/pages\.)/)
    const { username, full_name, password } = person()
    const form = { token, username, full_name, password }
    expect(
      (await send(server, 'POST /invitation', { form: { ...form, email: 'eve@example.org' } })).status,
    ).toBe(400)
    const mended = await send(server, 'POST /invitation', { form: { ...form, username: admin.username } })
    expect([mended.status, mended.text.includes(email)]).toEqual([409, true])
    expect(mended.text).not.toContain(password)
    const done = await send(server, 'POST /invitation', { form })
    expect([done.status, done.text.includes(email)]).toEqual([200, true])
    const me = await send(server, 'GET /users/me', { token: await signIn(server, { username, password }) })
    expect(me.json).toEqual(shown({ ...person(), id: numberOf(me, 'id'), username, full_name, email }))
    const again = await send(server, 'POST /invitation', { form })
    expect([again.status, /reference: [0-9A-Z]{4}-[0-9A-Z]{4}/.test(again.text)]).toEqual([400, true])
    expect((await send(server, `GET /invitation?token=${token}`)).status).toBe(400)
  })

  test('without a token it asks for one', async () => {
    expect((await send(server, 'GET /invitation')).text).toContain('name="token"')
  })
})

test('of fifty at once with one invitation, one account is made', async () => {
  const invitation = await inviteByLink(server, admin)
  const total = await count(server, admin)
  const answers = await Promise.all(Array.from({ length: 50 }, () => accept(server, invitation)))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  // Too many at once may be told to come back (R12).
  expect(statuses.filter((status) => ![200, 400, 409, 503].includes(status))).toEqual([])
  expect(await count(server, admin)).toBe(total + 1)
})

test('while it is open an invitation gives its roles; while it is closed nobody is invited, nor accepts', async () => {
  await withServer({ dev: true, env: unthrottled }, async (other) => {
    const owner = await join(other)
    const accepted = await accept(other, await inviteByLink(other, owner, { roles: ['admin'] }))
    const made = await send(other, `GET /users/${numberOf(accepted, 'id')}/details`, { token: owner.token })
    expect(fieldsOf(made)['roles']).toEqual(['user', 'admin'])
    const late = await inviteByLink(other, owner)
    await other.restart({ dev: true, env: { ...unthrottled, LATCHKEY_REGISTRATION: 'closed' } })
    expectRefusal(await accept(other, late), 403, 'registration_closed')
    for (const line of ['POST /invitations', `POST /invitations/${late.id}/resend`]) {
      const json = line.endsWith('resend') ? {} : { json: { email: person().email } }
      const refused = await send(other, line, { token: owner.token, ...json })
      expectRefusal(refused, 403, 'registration_closed')
      expect(textOf(refused, 'detail')).toContain('LATCHKEY_REGISTRATION is closed')
    }
  })
})
