// Clause 8: an account that only shows an address, and never proved it, loses it to whoever reads its mail.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, person, register } from '../support/accounts.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send } from '../support/http.ts'
import { mailsTo, releaseToken, tokenMailed } from '../support/mailbox.ts'
import { joinProved } from '../support/proved.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
const post = (path: string, json: object): Promise<Answer> => send(server, `POST ${path}`, { json })
const forgot = (email: string) => post('/auth/forgot-password', { email })
const release = (token: string) => post('/auth/email/release', { token })
const show = (who: Account, email: string) =>
  send(server, `PUT /users/${who.id}`, { token: who.token, json: { email } })
const shownBy = async ({ token }: Account) => fieldsOf(await send(server, 'GET /users/me', { token })).email

let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

describe('an address that an account only shows', () => {
  test('C069 is mailed a link, which opens as often as it likes, and is free once it is sent', async () => {
    const [eve, bob] = [await joinProved(server), person()]
    expect((await show(eve, bob.email)).status).toBe(200)
    const claim = await tokenMailed(server, bob.email, 'verify_email')
    expectRefusal(await register(server, bob), 409, 'email_taken')
    await forgot(bob.email)
    const [mail] = await mailsTo(server, bob.email, 'release_address')
    expect(mail?.link).toStartWith(`http://localhost:${server.port}/release?token=`)
    const token = await tokenMailed(server, bob.email, 'release_address')

    // Programs that check mail open every link in it.
    for (let again = 0; again < 3; again++)
      expect((await send(server, `GET /release?token=${token}`)).status).toBe(200)
    expect(await shownBy(eve)).toBe(bob.email)
    expectRefusal(await register(server, bob), 409, 'email_taken')

    const answer = await release(token)
    expect([answer.status, answer.json]).toEqual([200, { message: 'No account has the address any more' }])
    expectRefusal(await release(token), 400, 'invalid_mailed_token')
    expectRefusal(await post('/auth/verify-email', { token: claim }), 400, 'invalid_mailed_token')
    expect((await register(server, bob)).status).toBe(200)
    expect((await login(server, bob.email, bob.password)).status).toBe(200)
    // Her account goes on, with its session and with the address that signs in.
    expect(await shownBy(eve)).toBe(eve.email)
    expect((await login(server, eve.email, eve.password)).status).toBe(200)
  })

  test('is taken without a word about who took it, and its owner hears of that', async () => {
    const eve = await joinProved(server)
    expect((await release(await releaseToken(server, eve))).status).toBe(200)
    const { token } = eve
    expect(itemsOf(await send(server, 'GET /users/me/notices', { token }))).toMatchObject([
      { kind: 'email_released', source_address: null, session_id: null },
    ])
    expect(await mailsTo(server, eve.email, 'notice')).toHaveLength(1)
    expect(itemsOf(await send(server, 'GET /users/me/activity?limit=1', { token }))).toMatchObject([
      { action: 'user.changed', by: 'somebody_else', source_address: null, user_agent: null },
    ])
    // Whoever looks after the server finds out from where.
    const [entry] = await auditOf(server, admin.token, `&subject=${eve.id}&action=user.changed`)
    expect(entry).toMatchObject({ actor_kind: 'anonymous', source_address: expect.any(String) })
    expect([factOf(entry, 'fields'), factOf(entry, 'cause')]).toEqual(['email', 'released'])
  })

  test('of an account that proved no address is told there, and mailed to nobody', async () => {
    const eve = await join(server)
    expect((await release(await releaseToken(server, eve))).status).toBe(200)
    const { token } = eve
    expect(itemsOf(await send(server, 'GET /users/me/notices', { token }))).toMatchObject([
      { kind: 'email_released' },
    ])
    expect(await shownBy(eve)).toBe(eve.email)
    // Asked for later, and made later.
    await forgot(eve.email)
    await tokenMailed(server, eve.email, 'reset_password')
    expect(await mailsTo(server, eve.email, 'notice', 0)).toEqual([])
  })

  test('and gave up for another one, so that it is reserved, is its reader’s all the same', async () => {
    const [eve, another, third] = [await join(server), person().email, person().email]
    expect((await show(eve, another)).status).toBe(200)
    const token = await tokenMailed(server, another, 'verify_email')
    expect((await post('/auth/verify-email', { token })).status).toBe(200)
    expect((await show(eve, third)).status).toBe(200)
    expectRefusal(await register(server, person({ email: eve.email })), 409, 'email_taken')
    await forgot(eve.email)
    expect((await release(await tokenMailed(server, eve.email, 'release_address'))).status).toBe(200)
    const bob = await join(server, { email: eve.email })
    // What she shows and proves meanwhile is hers.
    expect([await shownBy(eve), await shownBy(bob)]).toEqual([third, eve.email])
    const proof = await tokenMailed(server, third, 'verify_email')
    expect((await post('/auth/verify-email', { token: proof })).status).toBe(200)
  })

  test('C063 of fifty at once one takes it', async () => {
    const eve = await join(server)
    const token = await releaseToken(server, eve)
    const answers = await Promise.all(Array.from({ length: 50 }, () => release(token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(400)])
    const { token: hers } = eve
    expect(itemsOf(await send(server, 'GET /users/me/notices', { token: hers }))).toHaveLength(1)
  })

  test('C063 goes by a link of its own, and by no other', async () => {
    const eve = await joinProved(server)
    const token = await releaseToken(server, eve)
    const claim = await tokenMailed(server, `shown.${eve.email}`, 'verify_email')
    for (const wrong of ['x'.repeat(43), claim, token.slice(1), `${token}A`])
      expectRefusal(await release(wrong), 400, 'invalid_mailed_token')
    for (const path of ['/auth/verify-email', '/auth/email/revert', '/auth/sign-in-link/redeem'])
      expectRefusal(await post(path, { token }), 400, 'invalid_mailed_token')
    const reset = { token, password: 'harbour lantern quilt' }
    expectRefusal(await post('/auth/reset-password', reset), 400, 'invalid_reset_token')
    expect((await release(token)).status).toBe(200)
  })

  test('stays where it was proved, or given up for another, before the link is sent', async () => {
    const [eve, mallory] = [await join(server), await join(server)]
    const [first, second] = [await releaseToken(server, eve), await releaseToken(server, mallory)]
    const claim = await tokenMailed(server, `shown.${eve.email}`, 'verify_email')
    expect((await post('/auth/verify-email', { token: claim })).status).toBe(200)
    expectRefusal(await release(first), 400, 'invalid_mailed_token')
    expect(await shownBy(eve)).toBe(`shown.${eve.email}`)
    const another = person().email
    expect((await show(mallory, another)).status).toBe(200)
    expectRefusal(await release(second), 400, 'invalid_mailed_token')
    expect(await shownBy(mallory)).toBe(another)
    // It is worth as much as before once the address is shown again: that is not for the account to end.
    expect((await show(mallory, `shown.${mallory.email}`)).status).toBe(200)
    expect((await release(second)).status).toBe(200)
    expect(await shownBy(mallory)).toBe(mallory.email)
  })
})

describe('C023 whoever asks for a new password', () => {
  test('has one by an address that signs in, and no address is taken', async () => {
    const who = await joinProved(server)
    await show(who, person().email)
    await forgot(who.email)
    await tokenMailed(server, who.email, 'reset_password')
    expect(await mailsTo(server, who.email, 'release_address', 0)).toEqual([])
  })

  test('learns nothing: the same bytes for an address that is shown and for nobody’s', async () => {
    const eve = await join(server)
    const email = person().email
    await show(eve, email)
    const kept = ({ status, text, headers }: Answer) => [
      status,
      text,
      [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)).sort(),
    ]
    expect(kept(await forgot(email))).toEqual(kept(await forgot(person().email)))
  })

  test('C033 twenty times within a minute has one mail made, whose link stays good', async () => {
    const eve = await join(server)
    const token = await releaseToken(server, eve)
    const email = `shown.${eve.email}`
    for (let again = 0; again < 20; again++) await forgot(email)
    await forgot(eve.email)
    // Made in the order in which they were asked for.
    await tokenMailed(server, eve.email, 'reset_password')
    expect(await mailsTo(server, email, 'release_address')).toHaveLength(1)
    expect((await release(token)).status).toBe(200)
  })

  test('and by nothing else: no other mail that is asked for takes it', async () => {
    const eve = await join(server)
    const email = person().email
    await show(eve, email)
    for (const path of ['/auth/sign-in-link', '/auth/sign-in-code', '/auth/verify-email/resend'])
      expect((await post(path, { email })).status).toBe(202)
    await forgot(eve.email)
    await tokenMailed(server, eve.email, 'reset_password')
    for (const template of ['sign_in_link', 'sign_in_code', 'release_address', 'reset_password'])
      expect(await mailsTo(server, email, template, 0)).toEqual([])
  })
})
