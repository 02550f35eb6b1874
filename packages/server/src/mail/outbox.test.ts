import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyedDigest } from '#crypto/keyed-digest'
import { sealer } from '#crypto/sealed'
import { systemClock } from '#kernel/clock'
import { systemRandom } from '#kernel/random'
import type { Statement, Storage } from '#storage'
import { Cluster, findPostgres } from '../../../../test/support/postgres-cluster.ts'
import { type MailServer, startMailServer, startSilentServer, textOf } from '../../../../test/support/smtp.ts'
import { migrations } from '../../migrations/index.ts'
import { openPostgres } from '../storage/postgres/open.ts'
import { openSqlite } from '../storage/sqlite/open.ts'
import { type Letter, type Mail, mailing, resealMails } from './index.ts'

const START = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const raw = (sql: string): Statement<object, Record<string, unknown>> => ({ sql, bind: () => [] })
const reset = (to: string, token = 'T0ken'): Letter => ({
  to,
  userId: undefined,
  template: { kind: 'reset_password', url: `https://id.example.com/reset?token=${token}` },
  expiresAt: START + 10 * HOUR,
})
const notice = (to: string, n: number): Letter => ({
  to,
  userId: undefined,
  template: { kind: 'notice', noticeKind: 'password_changed', at: START + n, sourceAddress: `10.0.0.${n}` },
})

interface Opened {
  storage: Storage
  schema: string
  close(): Promise<void>
}
let cluster: Cluster | undefined
afterAll(() => cluster?.remove())

async function onSqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-mail-'))
  const storage = openSqlite(folder, migrations)
  const close = async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  }
  return { storage, schema: '', close }
}
async function onPostgres(): Promise<Opened> {
  cluster ??= await Cluster.start({ isDurable: false })
  const url = cluster.createDatabase()
  const options = {
    url,
    schema: 'latchkey',
    poolSize: 8,
    patienceMs: 30_000,
    clock: systemClock,
    log: silent,
  }
  const storage = await openPostgres(options, migrations)
  const close = async () => {
    await storage.close()
    cluster?.dropDatabase(url)
  }
  return { storage, schema: 'latchkey.', close }
}

const secret = Buffer.alloc(32, 3)
const sealed = sealer({ secret, random: systemRandom })

describe.each([
  ['SQLite', onSqlite, true],
  ['PostgreSQL', onPostgres, findPostgres() !== undefined],
] as const)('mail on %s', (_, open, isHere) => {
  const here = test.skipIf(!isHere)
  let opened: Opened
  const time = { now: START }
  beforeAll(async () => {
    if (isHere) opened = await open()
  })
  afterAll(() => opened?.close())

  const table = (sql: string) => sql.replaceAll('@', opened.schema)
  const rows = () => opened.storage.all(raw(table('select * from @mails order by number')), {})
  const stateOf = (all: Record<string, unknown>[]) => all.map(({ state }) => state)
  const officeOf = (smtpUrl: string | undefined, given: { perHour?: number; isDevelopment?: boolean } = {}) =>
    mailing({
      storage: opened.storage,
      sealer: sealed,
      clock: { now: () => time.now, monotonic: () => time.now },
      random: systemRandom,
      log: silent,
      digest: keyedDigest(Buffer.alloc(32, 5)),
      language: 'en',
      smtpUrl,
      from: { name: 'Example', address: 'accounts@example.com' },
      perHour: 1000,
      overrides: undefined,
      isDevelopment: false,
      baseUrl: () => 'https://id.example.com',
      ...given,
    })
  /** An office on an empty outbox, closed at the end. */
  const withOffice = async (
    smtpUrl: string | undefined,
    use: (mail: Mail) => Promise<void>,
    given?: { perHour?: number; isDevelopment?: boolean },
  ) => {
    time.now = START
    await opened.storage.write(async (tx) => {
      await tx.run(raw(table('delete from @mails')), {})
      await tx.run(raw(table('delete from @mail_sends')), {})
    })
    const mail = officeOf(smtpUrl, given)
    try {
      await use(mail)
    } finally {
      await mail.close()
    }
  }
  const send = (mail: Mail, ...letters: Letter[]) =>
    opened.storage.write(async (tx) => {
      for (const letter of letters) await mail.send(tx, letter)
    })
  const withServer = async (use: (server: MailServer) => Promise<void>) => {
    const server = await startMailServer()
    try {
      await use(server)
    } finally {
      await server.close()
    }
  }

  here('is sent with its link, from whom it is said, and then holds nothing secret any more', () =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        await send(mail, reset('ada@example.com'))
        await mail.deliver()
        expect(server.taken).toHaveLength(1)
        const [one] = server.taken
        expect(one?.from).toBe('accounts@example.com')
        expect(one?.to).toEqual(['ada@example.com'])
        expect(one && textOf(one)).toContain('https://id.example.com/reset?token=T0ken')
        expect(one?.raw).toMatch(/^Auto-Submitted: auto-generated$/m)
        const [row] = await rows()
        expect(row).toMatchObject({ state: 'sent', data: null, attempts: 1, last_error: null })
        expect(row?.id).toBe(one?.id)
        await mail.deliver()
        expect(server.taken).toHaveLength(1)
      }),
    ),
  )

  here('is not made by a transaction that fails', () =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        const failed = opened.storage.write(async (tx) => {
          await mail.send(tx, reset('ada@example.com'))
          throw new Error('the disk was full')
        })
        await expect(failed).rejects.toThrow('the disk was full')
        await mail.deliver()
        expect([await rows(), server.taken]).toEqual([[], []])
      }),
    ),
  )

  here('C102 is sealed: neither its link nor its address is in the table', () =>
    withOffice(undefined, async (mail) => {
      await send(mail, reset('ada@example.com', 'S3cretT0ken'))
      const text = JSON.stringify(await rows(), (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
      for (const secretOf of ['S3cretT0ken', 'ada@example.com']) expect(text).not.toContain(secretOf)
      const [listed] = await mail.outbox.list(undefined, { createdAt: START + 1, id: '' }, 10)
      expect(JSON.stringify(listed)).not.toContain('S3cretT0ken')
      const found = await mail.outbox.find(opened.storage, listed?.id ?? '')
      expect(found?.composed?.text).toContain('https://id.example.com/reset?hidden')
      expect(JSON.stringify(found)).not.toContain('S3cretT0ken')
      expect(await mail.look(10)).toEqual([])
    }),
  )

  here('without a mail server is kept, and goes out once there is one', () =>
    withServer((server) =>
      withOffice(undefined, async (mail) => {
        await send(mail, reset('ada@example.com'))
        await mail.deliver()
        expect(stateOf(await rows())).toEqual(['waiting'])
        const later = officeOf(server.url)
        await later.deliver()
        expect([server.taken.length, stateOf(await rows())]).toEqual([1, ['sent']])
        await later.close()
      }),
    ),
  )

  here(
    'R10 a mail server that refuses connections is asked less and less, and after an hour all arrives once',
    async () => {
      const gone = await startMailServer()
      const { port } = gone
      await gone.close()
      await withOffice(gone.url, async (mail) => {
        await send(mail, ...Array.from({ length: 20 }, (_unused, i) => notice(`p${i % 4}@example.com`, i)))
        // The sign-in link of a quarter of an hour is over by then.
        await send(mail, { ...reset('ada@example.com'), expiresAt: START + 15 * MINUTE })
        let asked = 0
        for (let second = 0; second < 3_600; second += 1) {
          time.now = START + second * 1_000
          const before = await attempts()
          await mail.deliver()
          if ((await attempts()) > before) asked += 1
          // Every second at first, then by the minute: the seconds between are the same.
          if (second > 120) second += 29
        }
        expect(asked).toBeGreaterThan(30)
        expect(asked).toBeLessThan(130)
        expect(stateOf(await rows()).filter((state) => state === 'sent')).toEqual([])
        const back = await startMailServer(port)
        try {
          for (let second = 0; second < 120; second += 1) {
            time.now = START + HOUR + second * 1_000
            await mail.deliver()
          }
          expect(back.taken.map(({ id }) => id).sort()).toEqual(
            [...new Set(back.taken.map(({ id }) => id))].sort(),
          )
          expect(back.taken).toHaveLength(20)
          await mail.sweep()
          const dead = (await rows()).filter(({ state }) => state === 'dead')
          expect(dead).toHaveLength(1)
          expect(dead[0]).toMatchObject({ template: 'reset_password', last_error: 'expired', data: null })
        } finally {
          await back.close()
        }
      })
    },
    60_000,
  )

  const attempts = async () => (await rows()).reduce((sum, row) => sum + Number(row['attempts']), 0)

  here('R10 4xx of one address: it comes again with back-off, nobody else waits, and its order stays', () =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        server.refuse = (to) =>
          to === 'full@example.com' ? { code: 452, text: '4.2.2 mailbox full' } : undefined
        await send(
          mail,
          notice('full@example.com', 1),
          notice('full@example.com', 2),
          notice('ada@example.com', 3),
        )
        await mail.deliver()
        expect(server.taken.map(({ to }) => to[0])).toEqual(['ada@example.com'])
        expect(await rows()).toMatchObject([
          { state: 'waiting', attempts: 1, last_error: '452 4.2.2 at RCPT TO' },
          { state: 'waiting', attempts: 0 },
          { state: 'sent' },
        ])
        time.now += 14_000
        await mail.deliver()
        expect(await attempts()).toBe(2)
        time.now += 20_000
        await mail.deliver()
        expect(await attempts()).toBe(3)
        server.refuse = undefined
        time.now += 2 * MINUTE
        await mail.deliver()
        const [, first, second] = server.taken.map((one) => textOf(one))
        expect(first).toContain('10.0.0.1')
        expect(second).toContain('10.0.0.2')
      }),
    ),
  )

  here('R10 5xx: it is dead at once, does not hold up the next, and goes out when told to', () =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        let isRefused = true
        server.refuse = () =>
          isRefused ? { code: 550, text: '5.1.1 see https://x/?token=T0ken' } : undefined
        await send(mail, reset('ada@example.com'))
        await mail.deliver()
        isRefused = false
        await send(mail, notice('ada@example.com', 2))
        await mail.deliver()
        const [dead, next] = await rows()
        // Of the words of the mail server nothing is kept: they may quote the mail.
        expect(dead).toMatchObject({ state: 'dead', last_error: '550 5.1.1 at RCPT TO' })
        expect(next).toMatchObject({ state: 'sent' })
        const retried = await opened.storage.write((tx) => mail.outbox.retry(tx, String(dead?.['id'])))
        expect(retried).toBe(true)
        await mail.deliver()
        expect(server.taken).toHaveLength(2)
        // Neither one that was sent, nor one whose link is over, nor one that never was.
        for (const id of [String(dead?.['id']), String(next?.['id']), 'mail_nothing']) {
          expect(await opened.storage.write((tx) => mail.outbox.retry(tx, id))).toBe(false)
        }
      }),
    ),
  )

  here(
    'R10 what was being sent when a server was killed goes out again when its lease is over, and not before',
    () =>
      withServer((server) =>
        withOffice(server.url, async (mail) => {
          await opened.storage.write(async (tx) => {
            await mail.send(tx, notice('ada@example.com', 1))
            await tx.run(raw(table(`update @mails set leased_until = ${START + 90_000}`)), {})
          })
          await mail.deliver()
          expect(server.taken).toHaveLength(0)
          time.now = START + 90_000
          await mail.deliver()
          expect(server.taken).toHaveLength(1)
        }),
      ),
  )

  here('two servers on one database send nothing twice, and each address its mails in order', () =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        const other = officeOf(server.url)
        const letters = Array.from({ length: 120 }, (_unused, i) => notice(`p${i % 5}@example.com`, i))
        await opened.storage.write(async (tx) => {
          for (const letter of letters) await mail.send(tx, letter)
        })
        await Promise.all([mail.deliver(), other.deliver()])
        await Promise.all([mail.deliver(), other.deliver()])
        expect(server.taken).toHaveLength(120)
        expect(new Set(server.taken.map(({ id }) => id)).size).toBe(120)
        for (let person = 0; person < 5; person++) {
          const own = server.taken.filter(({ to }) => to[0] === `p${person}@example.com`)
          const order = own.map((one) => Number(/10\.0\.0\.(\d+)/.exec(textOf(one))?.[1]))
          expect(order).toEqual(order.toSorted((a, b) => a - b))
        }
        await other.close()
      }),
    ),
  )

  here(
    'C033 of what anybody may ask for: not the same within a minute, five an hour, and so many of all',
    () =>
      withOffice(
        undefined,
        async (mail) => {
          const made = async () => (await rows()).length
          for (let i = 0; i < 20; i++) await send(mail, reset('ada@example.com'))
          expect(await made()).toBe(1)
          // Whoever spells it otherwise asks for the same address.
          await send(mail, reset('ADA@example.com'))
          expect(await made()).toBe(1)
          for (let minute = 1; minute <= 20; minute++) {
            time.now = START + minute * MINUTE
            await send(mail, reset('ada@example.com'))
          }
          expect(await made()).toBe(5)
          expect(mail.capped()).toBe(36)
          // Others have their own five, until the server's are gone.
          for (let i = 0; i < 10; i++) await send(mail, reset(`p${i}@example.com`))
          expect(await made()).toBe(8)
          // What an owner has to hear of comes all the same.
          await send(mail, notice('ada@example.com', 1), { ...reset('ada@example.com'), isOwed: true })
          expect(await made()).toBe(10)
          time.now = START + 2 * HOUR
          await send(mail, reset('ada@example.com'))
          expect(await made()).toBe(11)
        },
        { perHour: 8 },
      ),
  )

  here('C033 of fifty at once one is made', () =>
    withOffice(undefined, async (mail) => {
      await Promise.all(Array.from({ length: 50 }, () => send(mail, reset('ada@example.com'))))
      expect(await rows()).toHaveLength(1)
    }),
  )

  here('a person’s mail is in the person’s language, or in the server’s', () =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        await opened.storage.write(async (tx) => {
          await tx.run(raw(table('delete from @users')), {})
          await tx.run(
            raw(
              table(`insert into @users (id, username, username_key, email, full_name, language, created_at, updated_at)
                     values (7, 'ada', 'ada', '', '', 'de', 0, 0), (8, 'bob', 'bob', '', '', null, 0, 0)`),
            ),
            {},
          )
        })
        await send(
          mail,
          { ...reset('ada@example.com'), userId: 7 },
          { ...reset('bob@example.com'), userId: 8 },
        )
        await mail.deliver()
        const [ada, bob] = server.taken.map((one) => textOf(one))
        expect(ada).toContain('Jemand hat ein neues Passwort')
        expect(bob).toContain('Somebody asked for a new password')
        await opened.storage.write((tx) => tx.run(raw(table('delete from @users where id = 7')), {}))
        expect(await rows()).toHaveLength(1)
      }),
    ),
  )

  here('what waits outlives a change of the root secret', () =>
    withOffice(undefined, async (mail) => {
      await send(mail, reset('ada@example.com'))
      const next = sealer({ secret: Buffer.alloc(32, 9), previous: secret, random: systemRandom })
      await opened.storage.write((tx) => resealMails(opened.storage, tx, next))
      const alone = sealer({ secret: Buffer.alloc(32, 9), random: systemRandom })
      const [row] = await rows()
      const place = { table: 'mails', row: String(row?.['id']), column: 'to_address' }
      expect(alone.open(String(row?.['to_address']), place)?.toString()).toBe('ada@example.com')
      expect(sealed.open(String(row?.['to_address']), place)).toBeUndefined()
    }),
  )

  here.each([
    'plain@example.com',
    'UPPER@Example.COM',
    "o'brien+tag/x=y@example.com",
    '{a|b}~c@example.com',
    'weird!#$%&*-`^_?@example.com',
    'name@bücher.example',
  ])('C015 V59 CVE-2025-14874 the recipient of %s is exactly that', (to) =>
    withServer((server) =>
      withOffice(server.url, async (mail) => {
        await send(mail, reset(to))
        await mail.deliver()
        const [one] = server.taken
        const [local, domain = ''] = to.split('@')
        // This mail server shows the domain as people write it, in lower case.
        expect(one?.to).toEqual([`${local}@${domain.toLowerCase()}`])
      }),
    ),
  )
})

test('R10 a mail server that says nothing holds up neither a commit nor the end', async () => {
  const silentServer = await startSilentServer()
  const opened = await onSqlite()
  const mail = mailing({
    storage: opened.storage,
    sealer: sealed,
    clock: systemClock,
    random: systemRandom,
    log: silent,
    digest: keyedDigest(Buffer.alloc(32, 5)),
    language: 'en',
    smtpUrl: silentServer.url,
    from: { name: '', address: 'accounts@example.com' },
    perHour: 10,
    overrides: undefined,
    isDevelopment: false,
    baseUrl: () => 'https://id.example.com',
  })
  for (let i = 0; i < 50; i++) {
    await opened.storage.write((tx) => mail.send(tx, notice('ada@example.com', i)))
  }
  const [count] = await opened.storage.all(
    raw('select count(*) as n from mails where settled_at is null'),
    {},
  )
  expect(count?.['n']).toBe(50)
  silentServer.close()
  await mail.close()
  await opened.close()
}, 30_000)
