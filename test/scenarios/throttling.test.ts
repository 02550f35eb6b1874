// Section D of the ledger, with the defaults: guesses are bounded, and nobody is locked out by a stranger.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../support/accounts.ts'
import { expectRefusal, REFERENCE } from '../support/expect-answer.ts'
import { believing, from, newSource, told, tryFrom, waitOf } from '../support/guessing.ts'
import { type Ask, fieldsOf, numberOf, send, textOf } from '../support/http.ts'
import { resetToken } from '../support/reset-links.ts'
import { useServer, withServer } from '../support/server.ts'

const server = useServer({ dev: true, env: believing })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** Somebody who registered, and whose account signed in, from an address of their own. */
async function somebody() {
  const [who, home] = [person(), newSource()]
  const id = numberOf(await send(server, 'POST /auth/register', { json: who, headers: from(home) }), 'id')
  const token = textOf(await tryFrom(server, home, who.username, who.password), 'access_token')
  return { ...who, id, home, token }
}

const change = (token: string, source: string, current_password = 'not this one', ask: Ask = {}) =>
  send(server, 'POST /auth/change-password', {
    token,
    json: { current_password, new_password: 'violet tramway canyon' },
    headers: from(source),
    ...ask,
  })

describe('C026 V13 CVE-2026-9798 an account has one budget', () => {
  test('over all the ways in, and all the sources that are not known', async () => {
    const who = await somebody()
    const form = { username: who.username, password: 'not this one' }
    expectRefusal(await tryFrom(server, newSource(), who.username), 401, 'invalid_credentials')
    expectRefusal(
      await send(server, 'POST /auth/login', { form, headers: from(newSource()) }),
      400,
      'invalid_grant',
    )
    expectRefusal(await change(who.token, newSource()), 403, 'wrong_password')
    expectRefusal(await tryFrom(server, newSource(), who.email), 401, 'invalid_credentials')
    // The four are spent, on every way in.
    expectRefusal(await tryFrom(server, newSource(), who.username), 429, 'too_many_attempts')
    expectRefusal(
      await send(server, 'POST /auth/login', { form, headers: from(newSource()) }),
      429,
      'too_many_attempts',
    )
    expectRefusal(await change(who.token, newSource()), 429, 'too_many_attempts')
    expectRefusal(await change(who.token, newSource(), who.password), 429, 'too_many_attempts')
  })

  test('V49 CVE-2025-24806 CVE-2026-47203 under each of its names, however they are written', async () => {
    const who = await somebody()
    const names = [who.username, who.username.toUpperCase(), who.email, who.email.toUpperCase()]
    for (const name of names) expect((await tryFrom(server, newSource(), name)).status).toBe(401)
    for (const name of names) expect((await tryFrom(server, newSource(), name)).status).toBe(429)
  })

  test('also by registering again under the key of a registration', async () => {
    const [who, home, stranger] = [person(), newSource(), newSource()]
    const again = (source: string, password = who.password) =>
      send(server, 'POST /auth/register', {
        json: { ...who, password },
        headers: { ...from(source), 'idempotency-key': `of ${who.username}`.replace(' ', '-') },
      })
    expect((await again(home)).status).toBe(200)
    expect((await again(home)).status).toBe(200)
    for (let i = 0; i < 3; i++) {
      const refused = await again(stranger, 'not this password')
      expectRefusal(refused, 409, 'idempotency_key_reused')
      expect(fieldsOf(refused).reference).toMatch(REFERENCE)
    }
    expectRefusal(await again(stranger), 429, 'too_many_attempts')
    expectRefusal(await tryFrom(server, stranger, who.username, who.password), 429, 'too_many_attempts')
    expect((await again(home)).status).toBe(200)
  })

  test('and a success makes whole what is of that source alone', async () => {
    const who = await somebody()
    const elsewhere = newSource()
    for (let i = 0; i < 3; i++) expect((await tryFrom(server, elsewhere, who.username)).status).toBe(401)
    expect((await tryFrom(server, elsewhere, who.username)).status).toBe(429)
    for (let i = 0; i < 19; i++) await tryFrom(server, who.home, who.username)
    expect((await tryFrom(server, who.home, who.username, who.password)).status).toBe(200)
    for (let i = 0; i < 20; i++) expect((await tryFrom(server, who.home, who.username)).status).toBe(401)
    expect((await tryFrom(server, who.home, who.username)).status).toBe(429)
    expect((await tryFrom(server, elsewhere, who.username)).status).toBe(429)
  })

  test('and right passwords take nothing of it', async () => {
    const who = await somebody()
    for (let i = 0; i < 10; i++)
      expect((await tryFrom(server, newSource(), who.username, who.password)).status).toBe(200)
  })
})

describe('C027 whoever owns the account gets in', () => {
  test('from where it signed in, whatever strangers do', async () => {
    const who = await somebody()
    const stranger = newSource()
    const statuses = await Promise.all(
      Array.from({ length: 300 }, async () => (await tryFrom(server, stranger, who.username)).status),
    )
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(3)
    for (let i = 0; i < 20; i++) await tryFrom(server, newSource(), who.username)
    expect((await tryFrom(server, who.home, who.username, who.password)).status).toBe(200)
    // From elsewhere within a quarter of an hour, or with a link at once.
    const elsewhere = newSource()
    const refused = await tryFrom(server, elsewhere, who.username, who.password)
    expectRefusal(refused, 429, 'too_many_attempts')
    expect(waitOf(refused)).toBeLessThanOrEqual(900)
    // C028: by the account's budget, and nothing says that it was not by the pair's.
    expect(refused.headers.get('ratelimit-policy')).toBe('"sign-in";q=3;w=5515')
    const token = await resetToken(server, admin, who.id)
    const json = { token, password: 'another-violet-tramway' }
    const reset = await send(server, 'POST /auth/reset-password', { json, headers: from(elsewhere) })
    expect(reset.status).toBe(200)
    expect((await tryFrom(server, elsewhere, who.username, json.password)).status).toBe(200)
  })

  test('and neither is anybody else kept out by it', async () => {
    const [one, other] = [await somebody(), await somebody()]
    for (let i = 0; i < 20; i++) await tryFrom(server, newSource(), one.username)
    expect((await tryFrom(server, newSource(), other.username, other.password)).status).toBe(200)
  })
})

describe('C028 C021 V39 whoever is refused learns nothing', () => {
  test('neither whether the password is right, nor whether there is such an account', async () => {
    const [who, stranger] = [await somebody(), newSource()]
    const nobody = person().username
    const rows: object[] = []
    for (const name of [who.username, nobody]) {
      for (let i = 0; i < 3; i++) rows.push(told(await tryFrom(server, stranger, name)))
    }
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1)
    const wrong = await tryFrom(server, stranger, who.username)
    const right = await tryFrom(server, stranger, who.username, who.password)
    const unknown = await tryFrom(server, stranger, nobody)
    for (const answer of [wrong, right, unknown]) {
      expectRefusal(answer, 429, 'too_many_attempts')
      expect(fieldsOf(answer).access_token).toBeUndefined()
      expect(fieldsOf(answer).reference).toMatch(REFERENCE)
      expect(told(answer)).toEqual(told(wrong))
      expect(answer.headers.get('ratelimit-policy')).toBe(wrong.headers.get('ratelimit-policy'))
      expect(Math.abs(waitOf(answer) - waitOf(wrong))).toBeLessThanOrEqual(60)
    }
  })

  test('a disabled account is told to who has the password, and that is no guess', async () => {
    const who = await somebody()
    await send(server, `POST /users/${who.id}/disable`, { token: admin.token })
    for (let i = 0; i < 25; i++)
      expectRefusal(await tryFrom(server, who.home, who.username, who.password), 403, 'account_disabled')
  })
})

describe('C029 C030 where a request comes from, and what it is counted by', () => {
  const count = async (attempts: Promise<{ status: number }>[]) => {
    const statuses = (await Promise.all(attempts)).map(({ status }) => status)
    return statuses.filter((status) => status === 401).length
  }

  test('V03 CVE-2026-45364 the addresses of one /64, however they are written, are one source', async () => {
    const who = await somebody()
    const sources = Array.from(
      { length: 1_000 },
      (_, i) => `2001:db8:5:6:${(i % 7).toString(16)}::${i.toString(16)}`,
    )
    const spellings = ['2001:DB8:5:6::1', '2001:0db8:0005:0006:0:0:0:1', '2001:db8:5:6:0:0:0.0.0.1']
    expect(
      await count([...sources, ...spellings].map((source) => tryFrom(server, source, who.username))),
    ).toBe(3)
    const mapped = await somebody()
    const four = ['192.0.2.77', '::ffff:192.0.2.77', '::FFFF:c000:24d', '::ffff:c000:024d']
    expect(await count(four.map((source) => tryFrom(server, source, mapped.username)))).toBe(3)
  })

  test('V26 what nobody can read is where it really came from, and the password is asked for all the same', async () => {
    const who = await somebody()
    const odd = [
      'a',
      '',
      'x'.repeat(4_000),
      Array(1_000).fill('a').join(','),
      '1.2.3.4.5',
      '[::1]',
      'fe80::1%a',
    ]
    const answers = await Promise.all(odd.map((source) => tryFrom(server, source, who.username)))
    for (const { status } of answers) expect([401, 429, 431]).toContain(status)
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(3)
  })

  test('nobody who is not trusted says where it comes from', async () => {
    await withServer({ dev: true }, async (strict) => {
      const who = await join(strict)
      const headers = (i: number) => ({
        'x-forwarded-for': `198.51.100.${i}`,
        'x-real-ip': `198.51.100.${i}`,
        forwarded: `for=198.51.100.${i}`,
        'x-latchkey-client-address': `198.51.100.${i}`,
        'x-latchkey-device': `a-device-of-nobodys-${i}`,
      })
      const tries = Array.from({ length: 40 }, (_, i) =>
        send(strict, 'POST /auth/login', {
          json: { username: who.username, password: 'not this one' },
          headers: headers(i),
        }),
      )
      expect(await count(tries)).toBe(20)
    })
  })

  test('V04 GHSA-x732-6j76-qmhm V53 CVE-2025-64526 neither the path, nor the query, nor what else is sent makes another', async () => {
    const [who, stranger] = [await somebody(), newSource()]
    const json = { username: who.username, password: 'not this one' }
    for (let i = 0; i < 3; i++) await tryFrom(server, stranger, who.username)
    const paths = [
      '//auth//login',
      '/auth/login/',
      '/AUTH/login',
      '/auth/login;x',
      '/auth/%6cogin',
      '/auth/./login',
    ]
    for (const path of paths) {
      const { status } = await send(server, `POST ${path}`, { json, headers: from(stranger) })
      expect([path, [404, 405, 429].includes(status)]).toEqual([path, true])
    }
    const query = await send(server, 'POST /auth/login?x=1', { json, headers: from(stranger) })
    expect([400, 429]).toContain(query.status)
    const more = { ...json, email: `${crypto.randomUUID()}@example.org` }
    expectRefusal(
      await send(server, 'POST /auth/login', { json: more, headers: from(stranger) }),
      400,
      'validation_failed',
    )
    const form = { ...json, email: `${crypto.randomUUID()}@example.org` }
    expectRefusal(
      await send(server, 'POST /auth/login', { form, headers: from(stranger) }),
      429,
      'too_many_attempts',
    )
  })

  test('V62 no name of a program, and no field with an underscore, opens anything', async () => {
    for (const agent of ['kube-probe/1.30', 'GoogleHC/1.0', 'ELB-HealthChecker/2.0']) {
      const headers = { 'user-agent': agent, x_forwarded_for: '127.0.0.1' }
      expectRefusal(await send(server, 'GET /users/me', { headers }), 401, 'unauthenticated')
    }
    const [who, stranger] = [await somebody(), newSource()]
    for (let i = 0; i < 3; i++) await tryFrom(server, stranger, who.username)
    const headers = { x_forwarded_for: newSource(), 'user-agent': 'kube-probe/1.30' }
    expect((await tryFrom(server, stranger, who.username, who.password, { headers })).status).toBe(429)
  })

  test('one source has a budget for all accounts together', async () => {
    const stranger = newSource()
    let admitted = 0
    // A few at a time: of more, some would be told that too many wait to be hashed.
    for (let i = 0; i < 14; i++)
      admitted += await count(Array.from({ length: 5 }, () => tryFrom(server, stranger, person().username)))
    expect(admitted).toBeGreaterThanOrEqual(50)
    expect(admitted).toBeLessThanOrEqual(52)
  })
})

describe('C033 what a refusal says', () => {
  const ITEM = /^"[a-z-]+"(?:;[a-z]+=\d+)+$/

  test('how long to wait, as structured fields, in both shapes', async () => {
    const [who, stranger] = [await somebody(), newSource()]
    for (let i = 0; i < 3; i++) await tryFrom(server, stranger, who.username)
    for (const accept of ['application/json', 'application/problem+json']) {
      const answer = await tryFrom(server, stranger, who.username, 'x', { accept })
      const wait = waitOf(answer)
      expect(answer.status).toBe(429)
      expect(Number.isInteger(wait) && wait >= 1 && wait <= 1_839).toBe(true)
      expect(answer.headers.get('ratelimit-policy')).toBe('"sign-in";q=3;w=5515')
      expect(answer.headers.get('ratelimit')).toBe(`"sign-in";r=0;t=${wait}`)
      for (const name of ['ratelimit', 'ratelimit-policy']) expect(answer.headers.get(name)).toMatch(ITEM)
      expect(fieldsOf(answer)).toMatchObject({
        detail: `There were too many attempts. Try again in ${wait} s.`,
        error: 'too_many_attempts',
        reference: expect.stringMatching(REFERENCE),
      })
    }
  })

  test('the refusal of a form is a refusal, and no grant', async () => {
    const [who, stranger] = [await somebody(), newSource()]
    const form = { username: who.username, password: 'not this one' }
    for (let i = 0; i < 3; i++) await send(server, 'POST /auth/login', { form, headers: from(stranger) })
    const answer = await send(server, 'POST /auth/login', { form, headers: from(stranger) })
    expectRefusal(answer, 429, 'too_many_attempts')
  })
})

test('C003 what is too long is refused without being counted, and has its reference', async () => {
  const [who, stranger] = [await somebody(), newSource()]
  for (let i = 0; i < 10; i++) {
    const answer = await tryFrom(server, stranger, who.username, 'x'.repeat(257))
    expectRefusal(answer, 401, 'invalid_credentials')
    expect(fieldsOf(answer).reference).toMatch(REFERENCE)
  }
})
