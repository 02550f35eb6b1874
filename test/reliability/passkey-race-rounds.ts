import { expect } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { Authenticator } from '../support/authenticator.ts'
import { type Answer, itemsOf, send, type Target } from '../support/http.ts'
import {
  begin,
  finish,
  type Holder,
  halfSignIn,
  originOf,
  signInByPasskey,
  withPasskey,
} from '../support/second-factors.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort()
const once = (clients: number, refusal: number) => [200, ...Array<number>(clients - 1).fill(refusal)]

/**
 * C073: so many clients at once end one ceremony, and so many at once show one count of a passkey that counts, each in a ceremony of
 * its own. One of them does; of every count that was shown again its owner and the record hear.
 */
export async function passkeyRaceRounds(rounds: number, clients: number): Promise<void> {
  await withServer({ dev: true, env: { ...unthrottled, LATCHKEY_PASSWORD_THREADS: '2' } }, async (server) => {
    const admin = await join(server)
    const who = await withPasskey(server, { counter: 1 })
    for (let round = 0; round < rounds; round++) {
      expect([round, statusesOf(await endOneCeremony(server, who, clients))]).toEqual([
        round,
        once(clients, 401),
      ])
      await addOnce(server, clients)
      expect([round, statusesOf(await showOneCount(server, who, clients))]).toEqual([
        round,
        once(clients, 401),
      ])
      expect([round, await countedBack(server, admin, who)]).toEqual([round, (round + 1) * (clients - 1)])
    }
  })
}

/** The same at the second step of a sign-in, which has a password to be hashed before it. */
export async function secondFactorRaceRounds(rounds: number, clients: number): Promise<void> {
  await withServer({ dev: true, env: { ...unthrottled, LATCHKEY_PASSWORD_THREADS: '2' } }, async (server) => {
    const admin = await join(server)
    const who = await withPasskey(server, { counter: 1 })
    for (let round = 0; round < rounds; round++) {
      const pending: ({ mfa_token: string } & Awaited<ReturnType<typeof begin>>)[] = []
      // One after another: what is raced for comes after the passwords, of which a server hashes few at once.
      while (pending.length < clients) {
        const mfa_token = await halfSignIn(server, who)
        const begun = await begin(server, 'POST /auth/login/mfa/options', { json: { mfa_token } })
        pending.push({ mfa_token, ...begun })
      }
      who.passkey.counter += 1
      const answers = await Promise.all(
        pending.map(({ mfa_token, ceremony, options }) =>
          finish(server, mfa_token, {
            kind: 'passkey',
            passkey: { ceremony, response: who.passkey.get(options) },
          }),
        ),
      )
      expect([round, statusesOf(answers)]).toEqual([round, once(clients, 400)])
      expect([round, await countedBack(server, admin, who)]).toEqual([round, (round + 1) * (clients - 1)])
    }
  })
}

async function endOneCeremony(server: Target, { passkey }: Holder, clients: number): Promise<Answer[]> {
  const { ceremony, options } = await begin(server, 'POST /auth/passkey/options')
  // Each counts on from the one before: nothing but the ceremony says that there are too many.
  return Promise.all(
    Array.from({ length: clients }, () => {
      passkey.counter += 1
      const json = { ceremony, response: passkey.get(options) }
      return send(server, 'POST /auth/passkey', { json })
    }),
  )
}

async function addOnce(server: Target, clients: number): Promise<void> {
  const { token } = await join(server)
  const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
  const answers = await Promise.all(
    Array.from({ length: clients }, () => {
      // Each is a passkey of its own.
      const json = { ceremony, name: 'Key', response: new Authenticator(originOf(server)).create(options) }
      return send(server, 'POST /users/me/passkeys', { token, json })
    }),
  )
  expect(statusesOf(answers)).toEqual(once(clients, 400))
  expect(itemsOf(await send(server, 'GET /users/me/passkeys', { token }))).toHaveLength(1)
}

function showOneCount(server: Target, { passkey }: Holder, clients: number): Promise<Answer[]> {
  passkey.counter += 1
  return Promise.all(Array.from({ length: clients }, () => signInByPasskey(server, passkey)))
}

async function countedBack(server: Target, admin: Account, { id }: Account): Promise<number> {
  const query = `action=passkey.counted_back&subject=${id}`
  let found = 0
  let cursor = ''
  do {
    const answer = await send(server, `GET /audit?limit=100&${query}${cursor}`, { token: admin.token })
    found += itemsOf(answer).length
    const { next_cursor } = answer.json as { next_cursor: string | null }
    cursor = next_cursor === null ? '' : `&cursor=${next_cursor}`
  } while (cursor !== '')
  return found
}
