import { afterAll, beforeAll, describe, expect, test } from 'bun:test'

import { type Account, join, signIn } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { eventually } from '../support/eventually.ts'
import { send, textOf } from '../support/http.ts'
import { Server } from '../support/server.ts'
import { StallingProxy } from '../support/stalling-proxy.ts'
import { partsOf } from '../support/tamper.ts'
import {
  changedClaims,
  type Forged,
  forgedSignatures,
  otherKeys,
  otherTypes,
  signedByThePublicKey,
} from './forged.ts'
import { type Running, startExample } from './running.ts'
import type { Example } from './table.ts'

interface Run {
  readonly algorithm: string
  readonly examples: readonly Example[]
  /** Sign-outs that are measured for each. */
  readonly rounds: number
}

/** The examples as processes of their own, against one server, which they know through a relay. */
export function describeExamples({ algorithm, examples, rounds }: Run): void {
  const server = new Server({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: algorithm } })
  const running = new Map<string, Running>()
  const measured: Record<string, object> = {}
  let relay: StallingProxy
  let admin: Account
  let key: JsonWebKey

  beforeAll(async () => {
    await server.start()
    relay = await StallingProxy.before(server.port)
    admin = await join(server)
    const apiKey = await makeKey(server, admin, 'revocations:read')
    key = ((await send(server, 'GET /.well-known/jwks.json')).json as { keys: [JsonWebKey] }).keys[0]
    for (const example of examples) {
      if (example.missing !== undefined) continue
      const app = await startExample(example, `http://127.0.0.1:${relay.port}`, apiKey.key)
      running.set(example.name, app)
      await becomes(app, admin.token, `200 ${admin.id}`)
    }
  }, 300_000)
  afterAll(async () => {
    for (const app of running.values()) await app.stop()
    relay?.close()
    await server.remove()
    if (Object.keys(measured).length > 0) {
      console.log(`\nFrom the answer to a sign-out to the first refusal, ${rounds} times, ${algorithm}:`)
      console.table(measured)
    }
  })

  describe.each(examples.map((example) => [example.name, example] as const))(
    '%s',
    (name, { missing, session }) => {
      /** Where what it takes is missing, CI fails and a developer's machine says so. */
      const it = (what: string, prove: (app: Running) => Promise<void>) => {
        const skips = missing !== undefined && process.env.CI !== 'true'
        test.skipIf(skips)(
          missing === undefined ? what : `${what} (this machine has no ${missing})`,
          async () => {
            const app = running.get(name)
            if (app === undefined) throw new Error(`this machine has no ${missing}`)
            await prove(app)
          },
          60_000,
        )
      }
      const refusesAll = async (app: Running, forged: readonly Forged[]) => {
        for (const [what, token] of forged) expect([what, await app.ask(token)]).toEqual([what, '401'])
        expect(await app.ask(admin.token)).toBe(`200 ${admin.id}`)
      }

      it('without a token is 401 and says how to come', async (app) => {
        const answer = await send(app, 'GET /private')
        expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
        const odd = await send(app, 'GET /private', { headers: { authorization: 'Basic Zm9vOmJhcg==' } })
        expect(odd.status).toBe(401)
        const invalid = await send(app, 'GET /private', { token: 'x' })
        expect([invalid.status, invalid.headers.get('www-authenticate')]).toEqual([
          401,
          'Bearer error="invalid_token"',
        ])
      })

      it('knows whose token it is', async (app) => {
        const [who, other] = [await join(server), await join(server)]
        expect([await app.ask(who.token), await app.ask(other.token)]).toEqual([
          `200 ${who.id}`,
          `200 ${other.id}`,
        ])
      })

      it('C039 V52 refuses a session after its sign-out, and no other of the same account', async (app) => {
        const who = await join(server)
        const kept = await signIn(server, who)
        const milliseconds: number[] = []
        for (let round = 0; round < rounds; round++) {
          const token = await signIn(server, who)
          expect(await app.ask(token)).toBe(`200 ${who.id}`)
          expect((await send(server, 'POST /auth/logout', { token })).status).toBe(200)
          milliseconds.push(await untilRefused(app, token))
        }
        expect(await app.ask(kept)).toBe(`200 ${who.id}`)
        measured[name] = summaryOf(milliseconds)
      })

      it('C039 V52 refuses a disabled account, and takes its next session after it is enabled', async (app) => {
        const who = await join(server)
        expect(await app.ask(who.token)).toBe(`200 ${who.id}`)
        expect((await send(server, `POST /users/${who.id}/disable`, { token: admin.token })).status).toBe(200)
        await becomes(app, who.token, '401')
        expect((await send(server, `POST /users/${who.id}/enable`, { token: admin.token })).status).toBe(200)
        expect(await app.ask(await signIn(server, who))).toBe(`200 ${who.id}`)
        expect(await app.ask(who.token)).toBe('401')
      })

      if (session !== undefined)
        it('signs in, hands on a refusal, and signs out', async (app) => {
          const who = await join(server)
          const [signingIn, signingOut] = session
          const signInWith = (password: string) =>
            send(app, signingIn, { json: { username: who.username, password } })
          expect((await signInWith('another password')).status).toBe(401)
          const token = textOf(await signInWith(who.password), 'access_token')
          expect(await app.ask(token)).toBe(`200 ${who.id}`)
          expect((await send(app, signingOut)).status).toBe(401)
          expect((await send(app, signingOut, { token })).status).toBe(200)
          await becomes(app, token, '401')
          expect(await app.ask(who.token)).toBe(`200 ${who.id}`)
        })

      it('C034 CVE-2022-23540 refuses a signature that is none', (app) =>
        refusesAll(app, forgedSignatures(admin.token)))
      it('C034 V44 V45 CVE-2022-23541 CVE-2024-37568 refuses HS256 with the public key', (app) =>
        refusesAll(app, signedByThePublicKey(admin.token, key)))
      it('C035 refuses another key, and goes nowhere to find one', async (app) => {
        let asked = 0
        const elsewhere = Bun.serve({ port: 0, fetch: () => new Response(String(++asked)) })
        await refusesAll(app, otherKeys(admin.token, elsewhere.url.href))
        await elsewhere.stop(true)
        expect(asked).toBe(0)
      })
      it('C036 refuses another kind of token, and the feed’s own messages', async (app) => {
        const list = textOf(await send(server, 'GET /revocations', { token: admin.token }), 'snapshot')
        expect(partsOf(list).header.kid).toBe(partsOf(admin.token).header.kid)
        await refusesAll(app, [...otherTypes(admin.token), ['a message of the feed', list]])
      })
      it('C037 refuses changed claims', (app) => refusesAll(app, changedClaims(admin.token)))
    },
  )

  test('all refuse everybody within seconds after the feed is cut, and take them again when it is healed', async () => {
    const apps = [...running.values()]
    relay.stall()
    const seconds = await untilUnsure(apps, admin.token)
    relay.resume()
    for (const app of apps) await becomes(app, admin.token, `200 ${admin.id}`)
    console.log(`\nFrom the cut of the feed to the refusal of everybody, seconds, ${algorithm}:`)
    console.table(seconds)
  }, 60_000)

  test('all connect anew when their connection is dead and nobody says so', async () => {
    const apps = [...running.values()]
    const who = await join(server)
    relay.strand()
    await untilUnsure(apps, who.token)
    // What ended meanwhile is in the list with which the next connection begins.
    expect((await send(server, 'POST /auth/logout', { token: who.token })).status).toBe(200)
    for (const app of apps) await becomes(app, admin.token, `200 ${admin.id}`)
    for (const app of apps) expect([app.name, await app.ask(who.token)]).toEqual([app.name, '401'])
  }, 60_000)

  test('C035 all take tokens of a new key, and refuse those of one that was retired', async () => {
    const apps = [...running.values()]
    const rotated = await send(server, 'POST /keys/rotate', {
      token: admin.token,
      json: { immediately: true },
    })
    expect(rotated.status).toBe(200)
    const token = await signIn(server, admin)
    const { kid } = partsOf(admin.token).header
    expect(partsOf(token).header.kid).not.toBe(kid)
    for (const app of apps) {
      await becomes(app, token, `200 ${admin.id}`)
      expect([app.name, await app.ask(admin.token)]).toEqual([app.name, `200 ${admin.id}`])
    }
    expect((await send(server, `POST /keys/${String(kid)}/retire`, { token })).status).toBe(200)
    for (const app of apps) {
      await becomes(app, admin.token, '401')
      expect([app.name, await app.ask(token)]).toEqual([app.name, `200 ${admin.id}`])
    }
  }, 60_000)
}

const becomes = (app: Running, token: string, wanted: string) =>
  eventually(`${app.name} says ${wanted}`, async () => (await app.ask(token)) === wanted || undefined, 20_000)

async function untilRefused(app: Running, token: string): Promise<number> {
  const from = performance.now()
  await eventually(`${app.name} refuses`, async () => (await app.ask(token)) === '401' || undefined)
  return performance.now() - from
}

/** How long each of them went on, in seconds. */
async function untilUnsure(apps: readonly Running[], token: string): Promise<Record<string, string>> {
  const from = performance.now()
  const seconds = apps.map(async (app) => {
    await becomes(app, token, '503')
    return [app.name, ((performance.now() - from) / 1_000).toFixed(1)] as const
  })
  return Object.fromEntries(await Promise.all(seconds))
}

function summaryOf(milliseconds: readonly number[]): object {
  const sorted = [...milliseconds].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(1)
  return { 'p50 ms': at(0.5), 'p99 ms': at(0.99), 'max ms': at(1) }
}
