// C042, C104: keys in the database are sealed, each for its own row, under the root secret; which can be changed.
import { describe, expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import { type Account, join, shown, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { itemsOf, send } from '../support/http.ts'
import { runToEnd } from '../support/program.ts'
import { rootSecretOf, sha256, storedKeys, unseal } from '../support/sealed-keys.ts'
import { type Server, withServer } from '../support/server.ts'
import { changeStored, everythingStored, storedRows } from '../support/stored.ts'
import { partsOf, sign } from '../support/tamper.ts'

const me = (server: Server, token: string) => send(server, 'GET /users/me', { token })
const strong = () => randomBytes(32).toString('base64')

test('C104 a stolen database alone signs nobody in', async () => {
  await withServer({ dev: true }, async (server) => {
    const admin = await join(server)
    const { header, payload } = partsOf(admin.token)
    await server.stop()
    const [stored] = storedKeys(server)
    if (!stored) throw new Error('there is no key')
    const text = everythingStored(server)
    const key = unseal(rootSecretOf(server), stored)
    for (const spelling of ['latin1', 'hex', 'base64', 'base64url'] as const)
      expect(text).not.toContain(key.toString(spelling))
    // What it holds, taken for a key: sealed texts, fingerprints, hashes, and what could be made of them.
    const [instance] = storedRows(server, 'select * from instance')
    const words = [...new Set([...Object.values(stored), ...Object.values(instance ?? {})].map(String))]
    const [, , sealed = ''] = String(stored.sealed_private).split('.')
    const guesses = words.flatMap((word) => [Buffer.from(word), sha256(word)])
    const bytes = Buffer.from(sealed, 'base64url')
    guesses.push(bytes, bytes.subarray(12), bytes.subarray(12, -16), bytes.subarray(0, 32))
    await server.start()
    expect((await me(server, sign(header, payload, key))).status).toBe(200)
    for (const guess of guesses)
      expectRefusal(await me(server, sign(header, payload, guess)), 401, 'invalid_token')
  })
})

test('C104 two sealed keys that are exchanged open neither, and the server says so', async () => {
  await withServer({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: 'ES256' } }, async (server) => {
    const admin = await join(server)
    await send(server, 'POST /keys/rotate', { token: admin.token, json: { immediately: true } })
    const young = await signIn(server, admin)
    await server.stop()
    const [a, b] = storedKeys(server)
    changeStored(
      server,
      `update signing_keys set sealed_private = case kid when '${a?.kid}' then '${b?.sealed_private}' else '${a?.sealed_private}' end`,
    )
    await server.start()
    for (const token of [admin.token, young]) expectRefusal(await me(server, token), 401, 'invalid_token')
    const complaints = server.log.filter(({ msg }) =>
      String(msg).startsWith('a signing key cannot be opened'),
    )
    expect(complaints.map(({ kid }) => kid).sort()).toEqual([a?.kid, b?.kid].sort())
    const token = await signIn(server, admin)
    expect((await me(server, token)).json).toEqual(shown(admin))
    const states = itemsOf(await send(server, 'GET /keys', { token })).map(({ state }) => state)
    expect(states.sort()).toEqual(['signing', 'unreadable', 'unreadable'])
  })
})

describe('C104 a change of the root secret', () => {
  const [former, secret, other] = [strong(), strong(), strong()]
  const env = (now: string, previous?: string) => ({
    env: {
      LATCHKEY_SECRET: now,
      ...(previous === undefined ? {} : { LATCHKEY_PREVIOUS_SECRET: previous }),
    },
  })

  test('seals all anew at the start, loses no token, and the former secret is good for nothing', async () => {
    await withServer(env(former), async (server) => {
      const user: Account = await join(server)
      await server.stop()
      const before = storedKeys(server)
      await server.restart(env(secret, former))
      expect((await me(server, user.token)).json).toEqual(shown(user))
      expect(server.log.map(({ msg }) => msg)).toContain(
        'the root secret was changed: LATCHKEY_PREVIOUS_SECRET can go',
      )
      await server.stop()
      const after = storedKeys(server)
      expect(after.map(({ kid }) => kid)).toEqual(before.map(({ kid }) => kid))
      for (const [i, key] of after.entries()) {
        expect(key.sealed_private).not.toBe(before[i]?.sealed_private)
        expect(() => unseal(former, key)).toThrow()
        expect(unseal(secret, key).equals(unseal(former, before[i] ?? key))).toBe(true)
      }
      // Both for once more, and then the new one alone.
      for (const given of [env(secret, former), env(secret)]) {
        await server.restart(given)
        expect((await me(server, user.token)).json).toEqual(shown(user))
      }
      await server.stop()
      expect(storedKeys(server)).toEqual(after)

      for (const [given, sentence] of [
        [env(former), /LATCHKEY_SECRET is not the secret that the database was made with/],
        [
          env(other, former),
          /Neither LATCHKEY_SECRET nor LATCHKEY_PREVIOUS_SECRET is the secret that the database is of/,
        ],
      ] as const) {
        const refused = await runToEnd(['serve'], given.env, server.folder)
        expect([refused.listened, refused.code === 0]).toEqual([false, false])
        expect(refused.stderr).toMatch(sentence)
        for (const one of [former, secret, other]) expect(refused.stderr + refused.stdout).not.toContain(one)
      }
      expect(storedKeys(server)).toEqual(after)
      await server.restart(env(secret))
    })
  })

  test('a setting that is not a secret of this database is refused although the other fits not either', async () => {
    await withServer(env(former), async (server) => {
      await server.stop()
      const refused = await runToEnd(['serve'], env(secret, other).env, server.folder)
      expect([refused.listened, refused.code === 0]).toEqual([false, false])
      await server.restart(env(former))
      expect((await send(server, 'GET /health')).status).toBe(200)
    })
  })
})
