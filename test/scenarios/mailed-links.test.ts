// What is mailed to people: verifying, resetting, changing and taking back an address, signing in without a password.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, person, register } from '../support/accounts.ts'
import { type Answer, fieldsOf, numberOf, send, textOf } from '../support/http.ts'
import { mailsTo, tokenMailed } from '../support/mailbox.ts'
import { readMailOf } from '../support/proved.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true, env: { LATCHKEY_LIMIT_SIGN_IN: '100000' } })
const post = (path: string, json: object, token?: string): Promise<Answer> =>
  send(server, `POST ${path}`, token === undefined ? { json } : { json, token })
const PASSWORD = 'harbour lantern quilt'

let admin: Account
beforeAll(async () => {
  admin = await join(server)
})
const me = (token: string) => send(server, 'GET /users/me', { token })
const verified = async () => {
  const who = await join(server)
  const token = await tokenMailed(server, who.email, 'verify_email')
  expect((await post('/auth/verify-email', { token })).status).toBe(200)
  return who
}
const resetBy = (token: string, password = PASSWORD) => post('/auth/reset-password', { token, password })
const putEmail = (who: Account, email: string) =>
  send(server, `PUT /users/${who.id}`, { token: who.token, json: { email } })

describe('an address that is proved', () => {
  test('C069 a link that is opened spends nothing, and one that is sent does, once; it signs nobody in', async () => {
    const who = await join(server)
    const token = await tokenMailed(server, who.email, 'verify_email')
    for (let again = 0; again < 3; again++)
      expect((await send(server, `GET /verify?token=${token}`)).status).toBe(200)
    const spent = await post('/auth/verify-email', { token })
    expect([spent.status, spent.json]).toEqual([200, { message: 'Address verified' }])
    const again = await post('/auth/verify-email', { token })
    expect([again.status, fieldsOf(again).error]).toEqual([400, 'invalid_mailed_token'])
    // Nothing that was set up by its owner went.
    expect((await me(who.token)).status).toBe(200)
    expect((await login(server, who.email, who.password)).status).toBe(200)
  })

  test('is told to administrators: since when, and which other one signs in until then; the four fields stay as they are', async () => {
    const who = await join(server)
    const token = admin.token
    const told = async (line = `/users/${who.id}/details`) => {
      const { email, email_verified_at, sign_in_email } = fieldsOf(
        await send(server, `GET ${line}`, { token }),
      )
      return { email, email_verified_at, sign_in_email }
    }
    expect(await told()).toEqual({ email: who.email, email_verified_at: null, sign_in_email: null })
    await readMailOf(server, who)
    const proved = { email: who.email, email_verified_at: expect.any(String), sign_in_email: null }
    expect(await told()).toEqual(proved)
    expect(await told(`/users/lookup?identifier=${who.username}`)).toEqual(proved)
    const email = `Moved.${who.email}`
    expect((await putEmail(who, email)).status).toBe(200)
    expect(await told()).toEqual({ email, email_verified_at: null, sign_in_email: who.email })
    await readMailOf(server, { email })
    expect(await told()).toEqual({ email, email_verified_at: expect.any(String), sign_in_email: null })
    const four = { id: who.id, username: who.username, email, full_name: who.full_name }
    expect((await send(server, `GET /users/${who.id}`, { token })).json).toEqual(four)
  })

  test.each(['verified', 'email_verified', 'verified_at'])(
    'C069 V34 %p in a body is refused',
    async (field) => {
      const who = person()
      expect((await post('/auth/register', { ...who, [field]: true })).status).toBe(400)
      expect(
        (await send(server, `PUT /users/${admin.id}`, { token: admin.token, json: { [field]: true } }))
          .status,
      ).toBe(400)
    },
  )
})

describe('what is asked for by an address', () => {
  const paths = [
    '/auth/forgot-password',
    '/auth/verify-email/resend',
    '/auth/sign-in-link',
    '/auth/sign-in-code',
  ]
  test.each(paths)('C023 C022 %s answers everybody in the same bytes', async (path) => {
    const who = await verified()
    const [known, unknown] = [
      await post(path, { email: who.email }),
      await post(path, { email: 'nobody@example.org' }),
    ]
    const kept = ({ headers }: Answer) =>
      [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)).sort()
    expect([known.status, known.text]).toEqual([202, unknown.text])
    expect([unknown.status, kept(unknown)]).toEqual([202, kept(known)])
    expect(await mailsTo(server, 'nobody@example.org', 'reset_password', 0)).toEqual([])
  })

  test.each(paths)('C066 V57 V61 V10 %s takes one address as text and nothing else', async (path) => {
    const given: unknown[] = [
      [admin.email, 'evil@example.org'],
      { raw: '1=1' },
      { $ne: null },
      5,
      true,
      null,
      `${admin.email},evil@example.org`,
      `${admin.email}\nevil@example.org`,
      '',
    ]
    for (const email of given) expect([email, (await post(path, { email })).status]).toEqual([email, 400])
    expect(await mailsTo(server, 'evil@example.org', 'reset_password', 0)).toEqual([])
  })

  test.each([
    ...paths,
    '/auth/verify-email',
    '/auth/email/revert',
    '/auth/sign-in-link/redeem',
    '/auth/sign-in-code/redeem',
  ])('V32 CVE-2026-49443 an empty step is no step: %s', async (path) => {
    expect((await post(path, {})).status).toBe(400)
    expect((await post(path, { token: '' })).status).toBe(400)
  })

  test('C016 V58 CVE-2019-19844 mail goes to the address that is stored, and to no other spelling', async () => {
    const who = await join(server, { email: `mike.${Date.now()}@example.org` })
    const typed = who.email.toUpperCase()
    await post('/auth/forgot-password', { email: typed })
    expect(await mailsTo(server, who.email, 'reset_password')).toMatchObject([{ to: who.email }])
    expect((await post('/auth/forgot-password', { email: who.email.replace('i', 'ı') })).status).toBe(400)
  })

  test('C065 V36 CVE-2025-64101 GHSA-93m4-mfpg-c3xf the link leads to the address of the settings', async () => {
    for (const headers of [
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-port': '81' },
      { forwarded: 'host=evil.example;proto=http' },
      { 'x-original-host': 'evil.example', origin: 'https://evil.example', referer: 'https://evil.example/' },
    ]) {
      const { email } = await verified()
      expect((await send(server, 'POST /auth/forgot-password', { json: { email }, headers })).status).toBe(
        202,
      )
      const [mail] = await mailsTo(server, email, 'reset_password')
      expect(mail?.link?.replace(/[\w-]{43}$/, '')).toBe(`http://localhost:${server.port}/reset?token=`)
    }
  })

  test('C033 twenty times within a minute is one mail, whose link stays good', async () => {
    const who = await verified()
    for (let again = 0; again < 20; again++) await post('/auth/forgot-password', { email: who.email })
    const token = await tokenMailed(server, who.email, 'reset_password')
    expect(await mailsTo(server, who.email, 'reset_password')).toHaveLength(1)
    expect((await resetBy(token)).status).toBe(200)
  })
})

describe('a password that was forgotten', () => {
  test('C063 C064 C067 is replaced once, ends every session, and signs nobody in', async () => {
    const who = await verified()
    await post('/auth/forgot-password', { email: who.email })
    const token = await tokenMailed(server, who.email, 'reset_password')
    expect((await me(who.token)).status).toBe(200)
    expect((await login(server, who.username, who.password)).status).toBe(200)
    const answer = await resetBy(token)
    expect([answer.status, answer.json]).toEqual([200, { message: 'Password changed' }])
    expect((await me(who.token)).status).toBe(401)
    expect((await resetBy(token, 'another lantern quilt')).status).toBe(400)
    expect((await login(server, who.username, PASSWORD)).status).toBe(200)
  })

  test('C063 V30 is over once the password was changed otherwise, and is of nobody else', async () => {
    const who = await verified()
    await post('/auth/forgot-password', { email: who.email })
    const token = await tokenMailed(server, who.email, 'reset_password')
    const changed = { current_password: who.password, new_password: PASSWORD }
    expect((await post('/auth/change-password', changed, who.token)).status).toBe(200)
    expect(fieldsOf(await resetBy(token, 'another lantern quilt')).error).toBe('invalid_reset_token')
    for (const path of ['/auth/verify-email', '/auth/email/revert', '/auth/sign-in-link/redeem'])
      expect((await post(path, { token })).status).toBe(400)
  })

  test('C064 with a second factor it is still asked for', async () => {
    const who = await enrol(server)
    await post('/auth/verify-email', { token: await tokenMailed(server, who.email, 'verify_email') })
    await post('/auth/forgot-password', { email: who.email })
    expect((await resetBy(await tokenMailed(server, who.email, 'reset_password'))).status).toBe(200)
    expect(fieldsOf(await login(server, who.username, PASSWORD)).error).toBe('mfa_required')
    await post('/auth/sign-in-link', { email: who.email })
    const token = await tokenMailed(server, who.email, 'sign_in_link')
    const half = await post('/auth/sign-in-link/redeem', { token })
    expect([half.status, fieldsOf(half).error]).toEqual([401, 'mfa_required'])
    const whole = await post('/auth/login/mfa', {
      mfa_token: fieldsOf(half)['mfa_token'],
      kind: 'totp',
      code: codeOf(who.secret, 1),
    })
    expect(whole.status).toBe(200)
  })
})

describe('signing in without a password', () => {
  test('by a link, once', async () => {
    const who = await verified()
    await post('/auth/sign-in-link', { email: who.email })
    const token = await tokenMailed(server, who.email, 'sign_in_link')
    const answer = await post('/auth/sign-in-link/redeem', { token, refresh: true })
    expect([answer.status, Object.keys(fieldsOf(answer)).sort()]).toEqual([
      200,
      ['access_token', 'expires_in', 'refresh_token', 'token_type'],
    ])
    expect((await post('/auth/sign-in-link/redeem', { token })).status).toBe(400)
    // What its owner had goes on.
    expect((await login(server, who.username, who.password)).status).toBe(200)
  })

  test('C032 V63 CVE-2026-27801 by a code: the sixth try is refused, also where it is right', async () => {
    const who = await verified()
    await post('/auth/sign-in-code', { email: who.email })
    const [mail] = await mailsTo(server, who.email, 'sign_in_code')
    const code = mail?.code ?? ''
    expect(code).toMatch(/^[0-9]{8}$/)
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const redeem = (given: string) => post('/auth/sign-in-code/redeem', { email: who.email, code: given })
    for (let again = 0; again < 5; again++) expect((await redeem(wrong)).status).toBe(401)
    expect(fieldsOf(await redeem(code)).error).toBe('invalid_credentials')
  })

  test('by a code, once', async () => {
    const who = await verified()
    await post('/auth/sign-in-code', { email: who.email })
    const [mail] = await mailsTo(server, who.email, 'sign_in_code')
    const asked = { email: who.email, code: mail?.code }
    expect((await post('/auth/sign-in-code/redeem', asked)).status).toBe(200)
    expect((await post('/auth/sign-in-code/redeem', asked)).status).toBe(401)
  })
})

describe('C068 an address that is changed', () => {
  test('signs in once it is proved; until then the old one does, and is told', async () => {
    const who = await verified()
    const email = `new.${who.email}`
    expect(fieldsOf(await putEmail(who, email))['email']).toBe(email)
    expect((await login(server, email, who.password)).status).toBe(401)
    expect((await login(server, who.email, who.password)).status).toBe(200)
    expect(await mailsTo(server, who.email, 'address_changed')).toHaveLength(1)
    const token = await tokenMailed(server, email, 'verify_email')
    expect((await post('/auth/verify-email', { token })).status).toBe(200)
    expect((await login(server, email, who.password)).status).toBe(200)
    expect((await login(server, who.email, who.password)).status).toBe(401)
    // The old one is reserved.
    expect((await register(server, person({ email: who.email }))).status).toBe(409)
  })

  test('of two that wait the last one wins', async () => {
    const who = await verified()
    await putEmail(who, `first.${who.email}`)
    const first = await tokenMailed(server, `first.${who.email}`, 'verify_email')
    await putEmail(who, `second.${who.email}`)
    expect((await post('/auth/verify-email', { token: first })).status).toBe(400)
    const token = await tokenMailed(server, `second.${who.email}`, 'verify_email')
    expect((await post('/auth/verify-email', { token })).status).toBe(200)
  })

  test('is taken back by the old one: every session ends, and a new password is chosen', async () => {
    const who = await verified()
    await putEmail(who, `thief.${who.email}`)
    const revert = await tokenMailed(server, who.email, 'address_changed').catch(() => '')
    const [mail] = await mailsTo(server, who.email, 'address_changed')
    const token = new URL(mail?.link ?? 'http://none').searchParams.get('token') ?? revert
    const proof = await tokenMailed(server, `thief.${who.email}`, 'verify_email')
    expect((await post('/auth/verify-email', { token: proof })).status).toBe(200)
    expect((await post('/auth/email/revert', { token })).status).toBe(200)
    expect((await me(who.token)).status).toBe(401)
    expect((await login(server, `thief.${who.email}`, who.password)).status).toBe(401)
    expect((await resetBy(await tokenMailed(server, who.email, 'reset_password'))).status).toBe(200)
    const again = await login(server, who.email, PASSWORD)
    expect(again.status).toBe(200)
    expect(fieldsOf(await me(String(fieldsOf(again)['access_token'])))['email']).toBe(who.email)
    expect((await post('/auth/email/revert', { token })).status).toBe(400)
  })
})

test('whoever proves an address that nobody had proved gets the account without what was made before', async () => {
  const squatter = await enrol(server)
  await post('/auth/sign-in-link', { email: squatter.email })
  const token = await tokenMailed(server, squatter.email, 'sign_in_link')
  const answer = await post('/auth/sign-in-link/redeem', { token })
  expect(answer.status).toBe(200)
  const own = await me(String(fieldsOf(answer)['access_token']))
  expect([own.status, numberOf(own, 'id')]).toEqual([200, squatter.id])
  expect((await me(squatter.token)).status).toBe(401)
  expect((await login(server, squatter.username, squatter.password)).status).toBe(401)
})

describe('C080 nothing that a squatter set up leads back into an account that its owner got', () => {
  const waysOf = {
    'a link that signs in': async (email: string) => {
      await post('/auth/sign-in-link', { email })
      const token = await tokenMailed(server, email, 'sign_in_link')
      return await post('/auth/sign-in-link/redeem', { token })
    },
    'a new password': async (email: string) => {
      await post('/auth/forgot-password', { email })
      await resetBy(await tokenMailed(server, email, 'reset_password'))
      return await login(server, email, PASSWORD)
    },
  }

  test.each(Object.keys(waysOf) as (keyof typeof waysOf)[])(
    'by %s: no other address, no contact',
    async (way) => {
      const [squatter, friend] = [await join(server), await join(server)]
      const { token } = squatter
      const offered = await send(server, 'POST /users/me/recovery/contacts', { token })
      const planted = { token: textOf(offered, 'token') }
      expect((await post('/users/me/recovery/contacts/accept', planted, friend.token)).status).toBe(200)
      const later = await send(server, 'POST /users/me/recovery/contacts', { token })
      const other = `elsewhere.${squatter.email}`
      expect((await putEmail(squatter, other)).status).toBe(200)
      const proof = await tokenMailed(server, other, 'verify_email')

      const got = await waysOf[way](squatter.email)
      expect(got.status).toBe(200)
      const own = { token: textOf(got, 'access_token') }
      expect(fieldsOf(await send(server, 'GET /users/me', own))['email']).toBe(squatter.email)
      const recovery = fieldsOf(await send(server, 'GET /users/me/recovery', own))
      expect(recovery['trusted_contacts']).toEqual([])
      const stale = { token: textOf(later, 'token') }
      expect((await post('/users/me/recovery/contacts/accept', stale, friend.token)).status).toBe(400)

      // The link says so where it is opened, not only where it is sent.
      expect((await send(server, `GET /verify?token=${proof}`)).status).toBe(400)
      expect((await post('/auth/verify-email', { token: proof })).status).toBe(400)
      // The address is anybody’s again, and the account still its owner’s.
      expect((await register(server, person({ email: other }))).status).toBe(200)
      expect(fieldsOf(await send(server, 'GET /users/me', own))['email']).toBe(squatter.email)
    },
  )
})
