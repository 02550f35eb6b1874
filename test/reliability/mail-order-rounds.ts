import { expect } from 'bun:test'
import type { Account } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { MailServer } from '../support/mail-server.ts'
import { joinProved } from '../support/proved.ts'
import type { Server } from '../support/server.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

interface Rounds {
  readonly people: number
  /** Each is told of so many things. */
  readonly each: number
  readonly kills: number
  /** How long all of it may take to arrive, in milliseconds. */
  readonly patience: number
}

/** A mail as the outbox shows it. */
interface Entry {
  readonly id: string
  readonly to: string
  readonly createdAt: string
}

/**
 * Mails are made while the mail server is away; once it is back, the server is killed again and again while it sends them. All of
 * them arrive, in order for each person, and at most one a kill comes twice.
 */
export async function mailOrderRounds({ people, each, kills, patience }: Rounds): Promise<string> {
  const post = await new MailServer().open()
  await post.close()
  try {
    return await withServer({ dev: true, env: { ...unthrottled, ...post.env } }, async (server) => {
      const accounts: Account[] = []
      for (let made = 0; made < people; made += 1) accounts.push(await joinProved(server))
      const began = performance.now()
      await Promise.all(accounts.map((one) => tellTimes(server, one, each)))
      const queued = Math.round(performance.now() - began)
      const entries = await outboxOf(server, accounts[0])
      // Each was asked to prove the address as well.
      expect(entries.length).toBe(people * (each + 1))
      expect(post.taken).toEqual([])

      let killed = 0
      let isEnding = Promise.resolve()
      const share = Math.floor(entries.length / (kills + 1))
      post.onTaken = () => {
        if (killed >= kills || post.taken.length < share * (killed + 1)) return
        killed += 1
        isEnding = isEnding.then(() => server.kill()).then(() => server.start())
      }
      const opened = performance.now()
      await post.open()
      const isAllThere = () => new Set(post.taken.map(({ id }) => id)).size === entries.length || undefined
      await eventually('every mail', isAllThere, patience)
      await isEnding
      const took = Math.round(performance.now() - opened)

      expect(killed).toBe(kills)
      const doubled = post.taken.length - entries.length
      expect(doubled).toBeLessThanOrEqual(kills)
      for (const { email } of accounts) expectInOrder(post, entries, email)
      await eventually(
        'nothing waits',
        async () => (await waiting(server, accounts[0])) === 0 || undefined,
        20_000,
      )
      return (
        `${entries.length} mails for ${people} people, made in ${queued} ms, sent in ${took} ms over ${kills} kill -9: ` +
        `0 lost, ${doubled} doubled, each person's in order`
      )
    })
  } finally {
    await post.close()
  }
}

async function tellTimes(server: Server, account: Account, times: number): Promise<void> {
  for (let told = 0; told < times; told += 1) await makeKey(server, account, 'self:read')
}

/** The oldest first. */
async function outboxOf(server: Server, admin: Account | undefined): Promise<Entry[]> {
  const found: Entry[] = []
  for (let cursor: unknown = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`
    const answer = await send(server, `GET /mail?limit=100${from}`, { token: admin?.token })
    for (const { id, to, created_at } of itemsOf(answer))
      found.push({ id: String(id), to: String(to), createdAt: String(created_at) })
    cursor = fieldsOf(answer)['next_cursor'] ?? null
  }
  return found.reverse()
}

async function waiting(server: Server, admin: Account | undefined): Promise<number> {
  return itemsOf(await send(server, 'GET /mail?state=waiting', { token: admin?.token })).length
}

/** In the order in which they were made; what came twice counts where it came first. */
function expectInOrder(post: MailServer, entries: readonly Entry[], email: string): void {
  const madeAt = new Map(entries.filter(({ to }) => to === email).map(({ id, createdAt }) => [id, createdAt]))
  const came = [...new Set(post.mailsTo(email).map(({ id }) => id))]
  expect([email, came.length]).toEqual([email, madeAt.size])
  const instants = came.map((id) => madeAt.get(id) ?? '')
  expect([email, instants]).toEqual([email, [...instants].sort()])
}
