// Another program that checks tokens by itself: it follows what ends, and asks nobody for a request.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { createVerifier, type Verdict, type Verifier } from '@latchkey/verify'
import { type Account, join, login, signIn } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send, textOf } from '../support/http.ts'
import { Server, withServer } from '../support/server.ts'
import { encode, otherSpellings, partsOf } from '../support/tamper.ts'
import { unthrottled } from '../support/unthrottled.ts'

const opened: Verifier[] = []
afterEach(() => {
  for (const verifier of opened.splice(0)) verifier.close()
})

interface Following {
  readonly verifier: Verifier
  readonly failures: unknown[]
  readonly asked: string[]
  readonly time: { ahead: number }
  check(token: string): Promise<string>
}

async function following(url: string, apiKey: string): Promise<Following> {
  const failures: unknown[] = []
  const asked: string[] = []
  const time = { ahead: 0 }
  const verifier = createVerifier({
    baseUrl: url,
    apiKey,
    monotonic: () => performance.now() + time.ahead,
    onFailure: (error) => failures.push(error),
    fetch: ((input: string, init?: RequestInit) => {
      asked.push(new URL(input).pathname)
      return fetch(input, init)
    }) as typeof fetch,
  })
  opened.push(verifier)
  await verifier.ready()
  const said = (verdict: Verdict) => (verdict.ok ? 'ok' : verdict.reason)
  return {
    verifier,
    failures,
    asked,
    time,
    check: async (token) => said(await verifier.verify(`Bearer ${token}`)),
  }
}

for (const algorithm of ['EdDSA', 'ES256', 'RS256']) {
  describe(`tokens signed by ${algorithm}`, () => {
    const server = new Server({ dev: true, env: { ...unthrottled, LATCHKEY_TOKEN_ALGORITHM: algorithm } })
    let admin: Account
    beforeAll(async () => {
      await server.start()
      admin = await join(server)
    })
    afterAll(() => server.remove())

    test('are whose they are, without a question to the server for each', async () => {
      const it = await following(server.url, admin.token)
      const who = await join(server)
      const verdict = await it.verifier.verify(`Bearer ${who.token}`)
      expect(verdict).toMatchObject({ ok: true, who: { userId: who.id } })
      for (let i = 0; i < 50; i++) expect(await it.check(who.token)).toBe('ok')
      expect(it.asked.sort()).toEqual(['/.well-known/jwks.json', '/revocations/stream'])
    })

    test.each([
      ['a sign-out', (who: Account) => send(server, 'POST /auth/logout', { token: who.token })],
      [
        'a sign-out everywhere',
        (who: Account) => send(server, 'POST /auth/logout-all', { token: who.token }),
      ],
      [
        'a disabled account',
        ({ id }: Account) => send(server, `POST /users/${id}/disable`, { token: admin.token }),
      ],
      ['a deleted account', ({ id }: Account) => send(server, `DELETE /users/${id}`, { token: admin.token })],
      [
        'sessions that an administrator ends',
        ({ id }: Account) => send(server, `DELETE /users/${id}/sessions`, { token: admin.token }),
      ],
      [
        'a password that is reset',
        async ({ id }: Account) => {
          const made = await send(server, `POST /users/${id}/reset-link`, { token: admin.token })
          const token = new URL(textOf(made, 'url')).searchParams.get('token')
          return send(server, 'POST /auth/reset-password', {
            json: { token, password: 'violet tramway canyon' },
          })
        },
      ],
    ])('C039 V52 CVE-2025-4643 are refused after %s, and nobody else’s are', async (_, end) => {
      const it = await following(server.url, admin.token)
      const [who, other] = [await join(server), await join(server)]
      const second = await signIn(server, who)
      expect([await it.check(who.token), await it.check(second), await it.check(other.token)]).toEqual([
        'ok',
        'ok',
        'ok',
      ])
      expect((await end(who)).status).toBe(200)
      await eventually('refused', async () => (await it.check(who.token)) === 'invalid' || undefined)
      expect(await it.check(other.token)).toBe('ok')
    })

    test('C034 C035 C037 C038 are no forgeries: none is taken, and none makes it ask', async () => {
      const it = await following(server.url, admin.token)
      const [head = '', body = '', signature = ''] = admin.token.split('.')
      const { header, payload: claims } = partsOf(admin.token)
      const forged = [
        `${encode({ ...header, alg: 'none' })}.${body}.`,
        `${encode({ ...header, alg: 'HS256' })}.${body}.${signature}`,
        `${encode({ ...header, kid: 'sig_unknown1' })}.${body}.${signature}`,
        `${encode({ ...header, jku: 'https://evil.example/keys' })}.${body}.${signature}`,
        `${encode({ ...header, typ: 'JWT' })}.${body}.${signature}`,
        `${head}.${encode({ ...claims, sub: '1', exp: 9_999_999_999 })}.${signature}`,
        `${head}.${body}.${signature.slice(1)}`,
        `${head}.${body}.`,
        `${admin.token}=`,
        `${admin.token}.${body}`,
        ...otherSpellings(admin.token),
        '',
        'x',
      ]
      for (const token of forged)
        expect([token, await it.check(token)]).toEqual([token, token === '' ? 'missing' : 'invalid'])
      expect(it.asked.filter((path) => path.endsWith('jwks.json')).length).toBeLessThanOrEqual(2)
      expect(await it.check(admin.token)).toBe('ok')
    })

    test('are nobody’s to judge when the feed was silent for five seconds', async () => {
      const it = await following(server.url, admin.token)
      expect(await it.check(admin.token)).toBe('ok')
      it.time.ahead += 5_001
      expect(await it.check(admin.token)).toBe('unsure')
      // The next beat makes it sure again.
      await eventually('heard again', async () => (await it.check(admin.token)) === 'ok' || undefined)
    })

    test('of a key that was retired are refused', async () => {
      await withServer(
        { dev: true, env: { ...unthrottled, LATCHKEY_TOKEN_ALGORITHM: algorithm } },
        async (own) => {
          const keeper = await join(own)
          const who = await join(own)
          const line = 'POST /keys/rotate'
          expect((await send(own, line, { token: keeper.token, json: { immediately: true } })).status).toBe(
            200,
          )
          const next = await signIn(own, keeper)
          const it = await following(own.url, next)
          const { kid } = partsOf(who.token).header
          expect(await it.check(who.token)).toBe('ok')
          expect((await send(own, `POST /keys/${String(kid)}/retire`, { token: next })).status).toBe(200)
          await eventually('refused', async () => (await it.check(who.token)) === 'invalid' || undefined)
        },
      )
    })
  })
}

test('a server that is killed leaves everybody unsure, and sure again when it is back', async () => {
  const server = new Server({ dev: true, env: { ...unthrottled, LATCHKEY_TOKEN_ALGORITHM: 'EdDSA' } })
  await server.start()
  try {
    const admin = await join(server)
    // The verifier knows one address: a relay of it goes with the server from port to port.
    const it = await following(server.url, admin.token)
    await server.kill()
    await eventually('noticed', () => it.failures.length > 0 || undefined)
    // What was heard less than five seconds ago still holds.
    expect(['ok', 'unsure']).toContain(await it.check(admin.token))
    it.time.ahead += 5_001
    expect(await it.check(admin.token)).toBe('unsure')
    await server.start()
    const again = await following(server.url, admin.token)
    expect(await again.check(admin.token)).toBe('ok')
    expect((await login(server, admin.username, admin.password)).status).toBe(200)
  } finally {
    await server.remove()
  }
})
