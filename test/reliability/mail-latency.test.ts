// R10: a mail server that hangs is in nobody's way. Two servers are asked in turn, so that whatever else the machine does is in both.
import { expect, test } from 'bun:test'
import type { Account } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { send } from '../support/http.ts'
import { MailServer } from '../support/mail-server.ts'
import { joinProved } from '../support/proved.ts'
import { type Server, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const ROUNDS = 12
const CLIENTS = 8
const READS = 60
const MAILS = 6

test('R10 a mail server that hangs changes the p99 of no request', async () => {
  const [takes, hangs] = [await new MailServer().open(), await new MailServer().open()]
  hangs.mood = 'silent'
  const envOf = (post: MailServer) => ({ dev: true, env: { ...unthrottled, ...post.env } })
  try {
    await withServer(envOf(takes), (healthy) =>
      withServer(envOf(hangs), async (stalled) => {
        const worlds = [
          { server: healthy, who: await joinProved(healthy), read: [] as number[], mailed: [] as number[] },
          { server: stalled, who: await joinProved(stalled), read: [] as number[], mailed: [] as number[] },
        ] as const
        for (let round = 0; round <= ROUNDS; round += 1) {
          for (const { server, who, read, mailed } of round % 2 === 0 ? worlds : [...worlds].reverse()) {
            const times = await load(server, who)
            // The first one warms up.
            if (round > 0) {
              read.push(...times.read)
              mailed.push(...times.mailed)
            }
          }
        }
        const [one, other] = worlds
        const told = (name: 'read' | 'mailed') => {
          const [usual, hanging] = [p99(one[name]), p99(other[name])]
          return `${name} p99 ${usual.toFixed(1)} ms, with a mail server that hangs ${hanging.toFixed(1)} ms (${(hanging - usual).toFixed(1)} ms)`
        }
        console.log(`${told('read')}; ${told('mailed')}`)
        // All were answered, as `load` saw; of those behind the one that hangs no mail left, and none was lost.
        expect(hangs.taken).toEqual([])
        expect(takes.taken.length).toBeGreaterThan(0)
        const waiting = await send(stalled, 'GET /mail?state=waiting&limit=100', { token: other.who.token })
        expect(waiting.status).toBe(200)
      }),
    )
  } finally {
    await takes.close()
    await hangs.close()
  }
}, 180_000)

/** Requests that make a mail among requests that make none; how long each took, in milliseconds. */
async function load(server: Server, who: Account) {
  const [read, mailed]: [number[], number[]] = [[], []]
  const timed = async (into: number[], ask: () => Promise<unknown>) => {
    const began = performance.now()
    await ask()
    into.push(performance.now() - began)
  }
  const reading = async () => {
    for (let asked = 0; asked < READS; asked += 1)
      await timed(read, async () => {
        expect((await send(server, 'GET /users/me', who)).status).toBe(200)
      })
  }
  const mailing = async () => {
    for (let asked = 0; asked < MAILS; asked += 1)
      await timed(mailed, () => makeKey(server, who, 'self:read'))
  }
  await Promise.all([...Array.from({ length: CLIENTS }, reading), mailing(), mailing()])
  return { read, mailed }
}

const p99 = (times: number[]): number => times.sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0
