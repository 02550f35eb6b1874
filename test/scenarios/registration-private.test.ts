// LATCHKEY_REGISTRATION=private: every well-formed registration gets the same answer, and what became of it is mailed (C022, C023, C024).
import { beforeAll, describe, expect, test } from 'bun:test'
import {
  count,
  create,
  isAdministrator,
  login,
  type Person,
  person,
  register,
  signIn,
} from '../support/accounts.ts'
import { auditOf } from '../support/audit.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, numberOf, send } from '../support/http.ts'
import { type Mailed, mailsTo, tokenMailed } from '../support/mailbox.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: { ...unthrottled, LATCHKEY_REGISTRATION: 'private' } })
const CHOSEN = 'harbour lantern quilt'

const confirm = (token: string, password: string): Promise<Answer> =>
  send(server, 'POST /auth/register/confirm', { json: { token, password } })
const linkTo = (email: string) => tokenMailed(server, email, 'register_link')
const joined = async (who: Person = person()) => {
  await register(server, who)
  const id = numberOf(await confirm(await linkTo(who.email), who.password), 'id')
  return { ...who, id, token: await signIn(server, who) }
}
/** But for what no two answers share. */
const bytesOf = ({ status, text, headers }: Answer) => [
  status,
  text,
  [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)).sort(),
]

let admin: Awaited<ReturnType<typeof joined>>
beforeAll(async () => {
  admin = await joined()
})

test('clause 10: the first account that is confirmed from this machine is the administrator, and no other', async () => {
  expect(await isAdministrator(server, admin.token)).toBe(true)
  expect(await isAdministrator(server, (await joined()).token)).toBe(false)
})

describe('C024 the answer', () => {
  test('C022 is the same for what is free, for a name that is taken and for an address that is taken', async () => {
    const who = await joined()
    const answers = [
      await register(server, person()),
      await register(server, person({ username: who.username })),
      await register(server, person({ email: who.email })),
      await register(server, person({ username: who.username, email: who.email })),
    ]
    expect(answers[0]?.status).toBe(202)
    expect(answers[0]?.text).toBe('{"message":"What became of it is on its way to your address by mail"}')
    for (const answer of answers) expect(bytesOf(answer)).toEqual(bytesOf(answers[0] as Answer))
  })

  test('the wrapped format has the status as well', async () => {
    const headers = { accept: 'application/vnd.latchkey.wrapped+json' }
    const answer = await send(server, 'POST /auth/register', { json: person(), headers })
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
      202,
      'application/json',
    ])
  })

  test('what is malformed, or refused by a policy, is refused whoever has the name', async () => {
    for (const given of [
      { ...person(), password: 'password' },
      { ...person(), username: 'admin' },
      { ...person(), email: 'nowhere' },
      { ...person(), full_name: '\u0000' },
      { ...person(), roles: ['admin'] },
      {},
    ])
      expect((await send(server, 'POST /auth/register', { json: given })).status).toBe(400)
  })

  test('an idempotency key tells nothing, either', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const [first, second] = [person(), person()]
    const answers = [first, first, second].map((json) =>
      send(server, 'POST /auth/register', { json, headers }),
    )
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(202)
    expect((await mailsTo(server, first.email, 'register_link')).length).toBe(1)
  })
})

describe('what is mailed', () => {
  test('a link to whoever is new: no account before it is confirmed, one with a proved address after', async () => {
    const who = person()
    const before = await count(server, admin)
    await register(server, who)
    const token = await linkTo(who.email)
    const early = await login(server, who.username, who.password)
    const nobody = await login(server, 'nobody.at.all', who.password)
    expect([early.status, fieldsOf(early).detail]).toEqual([401, fieldsOf(nobody).detail])
    expect(await count(server, admin)).toBe(before)
    for (let again = 0; again < 3; again++)
      expect((await send(server, `GET /sign-up/confirm?token=${token}`)).status).toBe(200)
    const made = await confirm(token, who.password)
    const { id } = made.json as { id: number }
    const { password: _, ...shown } = who
    expect([made.status, made.text]).toEqual([200, JSON.stringify({ id, ...shown })])
    expect((await login(server, who.email, who.password)).status).toBe(200)
    const details = await send(server, `GET /users/${id}/details`, { token: admin.token })
    expect(fieldsOf(details).email_verified_at).toEqual(expect.any(String))
    const entries = await auditOf(server, admin.token, `&subject=${id}&action=user.created`)
    expect(entries.map(({ outcome }) => outcome)).toEqual(['success'])
    expectRefusal(await confirm(token, who.password), 400, 'invalid_mailed_token')
  })

  test('in the language that was asked for at registering, which is the account’s as well', async () => {
    const who = person()
    await send(server, 'POST /auth/register', { json: who, headers: { 'accept-language': 'de' } })
    const [mail] = await mailsTo(server, who.email, 'register_link')
    expect((mail as Mailed & { language?: string }).language).toBe('de')
    expect((await confirm(await linkTo(who.email), who.password)).status).toBe(200)
    const token = await signIn(server, who)
    expect((await send(server, 'GET /users/me/preferences', { token })).json).toEqual({
      language: 'de',
      offer_passkey: true,
    })
  })

  test('to whoever has an account: so, with a link to a new password', async () => {
    const who = await joined()
    await register(server, person({ email: who.email.toUpperCase() }))
    const token = await tokenMailed(server, who.email, 'already_registered')
    const reset = await send(server, 'POST /auth/reset-password', { json: { token, password: CHOSEN } })
    expect(reset.status).toBe(200)
    expect((await login(server, who.username, CHOSEN)).status).toBe(200)
    // The one of its own, and none since.
    expect(await mailsTo(server, who.email, 'register_link', 0)).toHaveLength(1)
  })

  test('to whoever asks for a name that is taken: to take another one', async () => {
    const who = person({ username: admin.username.toUpperCase() })
    await register(server, who)
    const [mail] = await mailsTo(server, who.email, 'username_taken')
    expect(mail?.link).toBeNull()
    expect(await mailsTo(server, who.email, 'register_link', 0)).toEqual([])
  })
})

describe('C036 both halves are needed', () => {
  test('whoever registers the address of somebody else gets nothing when its owner clicks', async () => {
    const [thief, owner] = [person(), person()]
    await register(server, { ...thief, email: owner.email })
    const token = await linkTo(owner.email)
    // The owner follows the link, and tries the password of their own.
    expectRefusal(await confirm(token, owner.password), 401, 'invalid_credentials')
    expect((await login(server, owner.email, thief.password)).status).toBe(401)
    expect((await login(server, thief.username, thief.password)).status).toBe(401)
  })

  test('C032 five wrong passwords end it, and the right one does nothing any more', async () => {
    const who = person()
    await register(server, who)
    const token = await linkTo(who.email)
    for (let again = 0; again < 5; again++) {
      const refused = await confirm(token, CHOSEN)
      expectRefusal(refused, 401, 'invalid_credentials')
      expect(fieldsOf(refused).reference).toEqual(expect.any(String))
    }
    expectRefusal(await confirm(token, who.password), 400, 'invalid_mailed_token')
    expect((await login(server, who.username, who.password)).status).toBe(401)
  })

  test('four wrong ones do not', async () => {
    const who = person()
    await register(server, who)
    const token = await linkTo(who.email)
    for (let again = 0; again < 4; again++) await confirm(token, CHOSEN)
    expect((await confirm(token, who.password)).status).toBe(200)
  })

  test('the token alone, another token and none are nothing', async () => {
    const { password } = person()
    expectRefusal(await confirm('x'.repeat(43), password), 400, 'invalid_mailed_token')
    expect((await send(server, 'POST /auth/register/confirm', { json: { token: 'x' } })).status).toBe(400)
    expect((await send(server, 'POST /auth/register/confirm', { json: {} })).status).toBe(400)
  })
})

describe('nothing is reserved', () => {
  test('a name that is taken before it is confirmed: 409, and of two the first has it', async () => {
    const [first, second] = [person(), person()]
    const named = { ...second, username: first.username }
    for (const who of [first, named]) await register(server, who)
    const [one, other] = [await linkTo(first.email), await linkTo(second.email)]
    expect((await confirm(one, first.password)).status).toBe(200)
    for (let again = 0; again < 7; again++) {
      const refused = await confirm(other, second.password)
      expectRefusal(refused, 409, 'username_taken')
      expect(fieldsOf(refused).detail).toContain('Register again with another name')
    }
  })

  test('an address that is taken before it is confirmed: 409', async () => {
    const who = person()
    await register(server, who)
    const token = await linkTo(who.email)
    await create(server, admin, { email: who.email })
    expectRefusal(await confirm(token, who.password), 409, 'email_taken')
  })

  test('clause 8: an account that only shows the address loses it to whoever proves it', async () => {
    const [holder, who] = [await joined(), person()]
    const put = { token: holder.token, json: { email: who.email } }
    expect((await send(server, `PUT /users/${holder.id}`, put)).status).toBe(200)
    const claim = await tokenMailed(server, who.email, 'verify_email')
    expect((await register(server, who)).status).toBe(202)
    expect((await confirm(await linkTo(who.email), who.password)).status).toBe(200)
    const { token } = holder
    expect(fieldsOf(await send(server, 'GET /users/me', { token })).email).toBe(holder.email)
    // Who has it now, and where they were, is nobody's business.
    expect(itemsOf(await send(server, 'GET /users/me/notices', { token }))).toMatchObject([
      { kind: 'email_released', source_address: null },
    ])
    expect(itemsOf(await send(server, 'GET /users/me/activity?limit=1', { token }))).toMatchObject([
      { action: 'user.changed', by: 'somebody_else', source_address: null, user_agent: null },
    ])
    expect(await mailsTo(server, holder.email, 'notice')).toMatchObject([{ to: holder.email }])
    const late = await send(server, 'POST /auth/verify-email', { json: { token: claim } })
    expectRefusal(late, 400, 'invalid_mailed_token')
    expect((await login(server, who.email, who.password)).status).toBe(200)
  })
})

test('C063 of fifty at once with one token, one makes an account', async () => {
  const who = person()
  await register(server, who)
  const token = await linkTo(who.email)
  const before = await count(server, admin)
  const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(token, who.password)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => ![200, 400, 429, 503].includes(status))).toEqual([])
  expect(await count(server, admin)).toBe(before + 1)
})

describe('C024 the budget of a source', () => {
  const few = useServer({
    env: {
      LATCHKEY_REGISTRATION: 'private',
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1',
      LATCHKEY_GUARD_REGISTRATION_BURST: '3',
      LATCHKEY_GUARD_REGISTRATION_PER_DAY: '4',
    },
  })
  test('counts every registration, and refuses whatever would become of it', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 5; n++) {
      const headers = { 'x-forwarded-for': `2001:db8:5::${n + 1}` }
      statuses.push((await send(few, 'POST /auth/register', { json: person(), headers })).status)
    }
    expect(statuses).toEqual([202, 202, 202, 429, 429])
  })
})
