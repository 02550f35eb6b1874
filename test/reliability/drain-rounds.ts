import { expect } from 'bun:test'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, join } from '../support/accounts.ts'
import { fieldsOf, send } from '../support/http.ts'
import { type Server, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { KeepAliveClient, type KeptAnswer } from './keep-alive-client.ts'

const READERS = 8
const WRITERS = 4
const SIGNING_IN = 3

interface Tally {
  answered: number
  lost: number
  /** The requests that were answered since the last start, by their ids. */
  ids: string[]
}

/** Asks without a pause until an answer says that the connection closes. */
async function talk(
  server: Server,
  tally: Tally,
  once: (client: KeepAliveClient) => Promise<KeptAnswer>,
): Promise<void> {
  const client = await KeepAliveClient.open(server)
  try {
    for (;;) {
      const { status, body, closes, requestId } = await once(client)
      tally.answered++
      tally.ids.push(requestId)
      // A queue of hashes that is full is an answer too.
      if (status !== 200 && status !== 503) throw new Error(`${status} ${body}`)
      if (closes) return
    }
  } catch (error) {
    tally.lost++
    throw error
  } finally {
    client.end()
  }
}

/**
 * R14: SIGTERM under full load, so many times. Clients that heed `Connection: close` lose no request, what was
 * acknowledged is there afterwards, every answer is in the log, and the server ends by itself with 0.
 */
export async function drainRounds(rounds: number): Promise<string> {
  return await withServer({ dev: true, env: unthrottled }, async (server) => {
    const reader = await join(server)
    const writers: Account[] = []
    for (let i = 0; i < WRITERS; i++) writers.push(await join(server))
    const tally: Tally = { answered: 0, lost: 0, ids: [] }
    for (let round = 0; round < rounds; round++) {
      const acknowledged = await drainOnce(server, reader, writers, tally)
      expectLogged(server, tally.ids.splice(0))
      await server.start()
      for (const [i, writer] of writers.entries()) {
        const shown = await send(server, `GET /users/${writer.id}`, { token: reader.token })
        expect(fieldsOf(shown).full_name).toBe(acknowledged[i] ?? writer.full_name)
      }
    }
    return `${rounds} stops under load: ${tally.answered} requests answered, ${tally.lost} lost`
  })
}

/** Every answer has its line, and the last line says that this is the end. */
function expectLogged(server: Server, ids: string[]): void {
  expect(server.written.at(-1)).toContain('"msg":"stopped"')
  const logged = new Set(server.written.map((line) => /"request_id":"([^"]+)"/.exec(line)?.[1]))
  expect(ids.filter((id) => !logged.has(id))).toEqual([])
}

/** Gives the name that each writer was last told it has. */
async function drainOnce(
  server: Server,
  reader: Account,
  writers: Account[],
  tally: Tally,
): Promise<(string | undefined)[]> {
  const acknowledged: (string | undefined)[] = []
  const talks = [
    ...Array.from({ length: READERS }, () =>
      talk(server, tally, (client) => client.ask('GET /users/me', { token: reader.token })),
    ),
    ...writers.map((writer, i) =>
      talk(server, tally, async (client) => {
        const name = `Robin ${randomInt(1_000_000)}`
        const json = { full_name: name }
        const answer = await client.ask(`PUT /users/${writer.id}`, { token: writer.token, json })
        if (answer.status === 200) {
          acknowledged[i] = name
          writer.full_name = name
        }
        return answer
      }),
    ),
    ...Array.from({ length: SIGNING_IN }, () =>
      talk(server, tally, (client) => {
        const { username, password } = reader
        return client.ask('POST /auth/login', { json: { username, password } })
      }),
    ),
  ]
  await pause(randomInt(30, 250))
  const ended = server.stop()
  await Promise.all(talks)
  expect(await ended).toBe(0)
  return acknowledged
}
