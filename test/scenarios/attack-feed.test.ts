// Whoever keeps a token alive by what other programs do not hear: settings that changed, clocks that differ, an old recording.
import { afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { createVerifier, type Verdict, type Verifier, type VerifierOptions } from '@latchkey/verify'
import { type Account, join, signIn } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { eventually } from '../support/eventually.ts'
import { send, type Target, textOf } from '../support/http.ts'
import { Server, useServer, withServer } from '../support/server.ts'
import { partsOf } from '../support/tamper.ts'

const opened: Verifier[] = []
afterEach(() => {
  for (const verifier of opened.splice(0)) verifier.close()
})

function verifierOf(target: Target, apiKey: string, options: Partial<VerifierOptions> = {}): Verifier {
  const verifier = createVerifier({ baseUrl: target.url, apiKey, ...options })
  opened.push(verifier)
  return verifier
}
const said = (verdict: Verdict) => (verdict.ok ? 'ok' : verdict.reason)
const checkedBy = async (verifier: Verifier, token: string) => said(await verifier.verify(`Bearer ${token}`))
const endingOf = async (server: Server, { token }: Pick<Account, 'token'>) => {
  expect((await send(server, 'POST /auth/logout', { token })).status).toBe(200)
}
/** Until when each entry of the list is told; seconds since the epoch. */
async function toldUntil(server: Target, token: string): Promise<number[]> {
  const { payload } = partsOf(textOf(await send(server, 'GET /revocations', { token }), 'snapshot'))
  return Object.keys(payload.revoked as object).map(Number)
}

const SKEW_SECONDS = 60
const settings = (algorithm: string, seconds: number) => ({
  dev: true,
  env: { LATCHKEY_TOKEN_ALGORITHM: algorithm, LATCHKEY_ACCESS_TOKEN_SECONDS: String(seconds) },
})

/** A server of these settings, then of those, on one folder; an administrator and somebody whose tokens are of before. */
async function changed(
  before: ReturnType<typeof settings>,
  after: ReturnType<typeof settings>,
  use: (server: Server, admin: Account, who: Account) => Promise<void>,
): Promise<void> {
  const server = new Server(before)
  try {
    await server.start()
    const admin = await join(server)
    const who = await join(server)
    await server.restart(after)
    await use(server, admin, who)
  } finally {
    await server.remove()
  }
}

describe('C039 a session that ended stays ended for other programs', () => {
  test('while its key goes out of use for HS256', async () => {
    await changed(settings('EdDSA', 1_800), settings('HS256', 1_800), async (server, admin, who) => {
      // The new key is told before it signs: until then the former one signs tokens, and the feed.
      const issued = await signIn(server, who)
      expect(partsOf(issued).header.alg).toBe('EdDSA')
      const verifier = verifierOf(server, admin.token)
      await verifier.ready()
      expect(await checkedBy(verifier, issued)).toBe('ok')
      await endingOf(server, { token: issued })
      await eventually('refused', async () => (await checkedBy(verifier, issued)) === 'invalid' || undefined)
      // Nobody else's is.
      expect(await checkedBy(verifier, who.token)).toBe('ok')
    })
  }, 60_000)

  test('as long as its longest token, by whatever settings that was issued', async () => {
    await changed(settings('EdDSA', 3_600), settings('EdDSA', 60), async (server, admin, who) => {
      await endingOf(server, who)
      const [until = 0, ...others] = await toldUntil(server, admin.token)
      expect(others).toEqual([])
      expect(until).toBeGreaterThanOrEqual(Number(partsOf(who.token).payload.exp) + SKEW_SECONDS)
    })
  }, 60_000)
})

describe('C035 what is played again', () => {
  const server = useServer(settings('EdDSA', 1_800))
  let admin: Account
  beforeAll(async () => {
    admin = await join(server)
  })

  /** Plays one recording of the feed to whoever connects, and says what the keys are. */
  const playing = (recorded: string): typeof fetch =>
    ((input: string, init?: RequestInit) =>
      input.endsWith('/revocations/stream')
        ? Promise.resolve(new Response(recorded))
        : fetch(input, init)) as typeof fetch

  async function recording(apiKey: string): Promise<string> {
    const response = await fetch(`${server.url}/revocations/stream`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    })
    const reader = response.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    await reader?.cancel()
    return new TextDecoder().decode(value)
  }

  test('to a program that just began is believed by none', async () => {
    const who = await join(server)
    const recorded = await recording((await makeKey(server, admin, 'revocations:read')).key)
    await endingOf(server, who)
    const minutes = (ahead: number) => ({ now: () => Date.now() + ahead * 60_000 })

    const failures: unknown[] = []
    const late = verifierOf(server, admin.token, {
      ...minutes(10),
      fetch: playing(recorded),
      onFailure: (error) => failures.push(error),
    })
    await eventually('refused', () => failures.length > 0 || undefined)
    expect(await checkedBy(late, who.token)).toBe('unsure')

    // A clock that is a minute off is nobody's fault.
    for (const ahead of [-0.9, 0.9]) {
      const honest = verifierOf(server, admin.token, minutes(ahead))
      await honest.ready()
      expect([ahead, await checkedBy(honest, who.token), await checkedBy(honest, admin.token)]).toEqual([
        ahead,
        'invalid',
        'ok',
      ])
    }
  })

  test('a connection that fell silent is given up for another', async () => {
    const recorded = await recording((await makeKey(server, admin, 'revocations:read')).key)
    let connections = 0
    let ahead = 0
    const verifier = verifierOf(server, admin.token, {
      monotonic: () => performance.now() + ahead,
      fetch: ((input: string, init?: RequestInit) => {
        if (!input.endsWith('/revocations/stream')) return fetch(input, init)
        connections += 1
        if (connections > 1) return fetch(input, init)
        // As where the other end is gone without a word: what came is all that ever comes.
        const silent = new ReadableStream<Uint8Array>({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode(recorded))
            init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
          },
        })
        return Promise.resolve(new Response(silent))
      }) as typeof fetch,
    })
    await verifier.ready()
    expect([connections, await checkedBy(verifier, admin.token)]).toEqual([1, 'ok'])
    ahead += 5_001
    expect(await checkedBy(verifier, admin.token)).toBe('unsure')
    await eventually(
      'heard again',
      async () => (await checkedBy(verifier, admin.token)) === 'ok' || undefined,
    )
    expect(connections).toBe(2)
  })
})

test('C039 C060 a program whose key is revoked hears nothing more, and believes nobody', async () => {
  await withServer(settings('EdDSA', 1_800), async (server) => {
    const admin = await join(server)
    const { id, key } = await makeKey(server, admin, 'revocations:read')
    const failures: unknown[] = []
    let ahead = 0
    const verifier = verifierOf(server, key, {
      monotonic: () => performance.now() + ahead,
      onFailure: (error) => failures.push(String(error)),
    })
    await verifier.ready()
    expect(await checkedBy(verifier, admin.token)).toBe('ok')
    expect((await send(server, `DELETE /api-keys/${id}`, { token: admin.token })).status).toBe(200)
    await eventually('cut', () => failures.some((one) => String(one).includes('401')) || undefined)
    ahead += 5_001
    expect(await checkedBy(verifier, admin.token)).toBe('unsure')
  })
}, 60_000)

test('R14 a program that follows, and comes back at once, does not keep a server from its end', async () => {
  const server = new Server(settings('EdDSA', 1_800))
  try {
    await server.start()
    const admin = await join(server)
    const verifier = verifierOf(server, admin.token)
    await verifier.ready()
    const startedAt = performance.now()
    expect(await server.stop()).toBe(0)
    // It waits 12 seconds for whoever has not been answered.
    expect(performance.now() - startedAt).toBeLessThan(8_000)
  } finally {
    await server.remove()
  }
}, 60_000)
