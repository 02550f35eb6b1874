// C103: what log collectors are sent: each entry, in order, also when one of both was away.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { createSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'
import { eventually } from '../../../../../test/support/eventually.ts'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { chainStore } from './chain/store.ts'
import { senderTo } from './senders.ts'
import { streaming } from './streaming.ts'
import { framed, syslogMessage } from './syslog-message.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
type Entry = Parameters<typeof syslogMessage>[0]

const entryOf = (seq: number, more: Partial<Entry> = {}): Entry => ({
  id: `adt_${seq}`,
  seq,
  at: '2026-11-25T09:30:00.000Z',
  action: 'key.rotated',
  outcome: 'success',
  actor_kind: 'server',
  actor_id: null,
  actor_key: null,
  subject_id: null,
  source_address: null,
  user_agent: null,
  request_id: null,
  facts: [],
  personal: [],
  is_erased: false,
  ...more,
})

describe('C103 a syslog message', () => {
  test('is as RFC 5424 has it, on one line whatever is in it', () => {
    const facts = [{ name: 'typed', value: 'a\r\n<13>1 forged \u001b[2J\u2028' }]
    const message = syslogMessage(entryOf(1, { facts, outcome: 'refused' }), { host: 'id example', pid: 7 })
    expect(message).toMatch(
      /^<108>1 2026-11-25T09:30:00\.000Z id-example latchkey 7 key\.rotated - \{"id":"adt_1"/,
    )
    expect(message).not.toMatch(/[\r\n]/)
    expect(message).not.toContain('\u001b')
    expect(syslogMessage(entryOf(1), { host: 'h', pid: 7 })).toStartWith('<109>1 ')
  })

  test('says on a stream how many bytes it has', () => {
    const frame = framed('<109>1 ä').toString()
    expect(frame).toBe('9 <109>1 ä')
  })
})

/** Takes syslog over TCP, and reads its frames. */
async function collector() {
  const taken: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    let rest = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes])
      for (;;) {
        const space = rest.indexOf(' ')
        const length = Number(rest.subarray(0, Math.max(0, space)))
        if (space < 0 || rest.length < space + 1 + length) return
        taken.push(rest.subarray(space + 1, space + 1 + length).toString())
        rest = rest.subarray(space + 1 + length)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  }
  return { taken, port, close }
}

const options = (url: string, token?: string) => ({ url: new URL(url), token, host: 'test', pid: 1 })

describe('C103 a sender', () => {
  test('by syslog over TCP sends frame after frame', async () => {
    const { taken, port, close } = await collector()
    const sender = senderTo(options(`syslog+tcp://127.0.0.1:${port}`))
    await sender.send([entryOf(1), entryOf(2)])
    await sender.send([entryOf(3)])
    await eventually('three messages', () => (taken.length === 3 ? true : undefined))
    expect(taken.map((one) => /"seq":(\d)/.exec(one)?.[1])).toEqual(['1', '2', '3'])
    sender.close()
    await close()
    expect(senderTo(options(`syslog+tcp://127.0.0.1:${port}`)).send([entryOf(4)])).rejects.toThrow()
  })

  test('by syslog over UDP sends a datagram each', async () => {
    const socket = createSocket('udp4')
    const taken: string[] = []
    socket.on('message', (bytes) => taken.push(bytes.toString()))
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    const sender = senderTo(options(`syslog://127.0.0.1:${socket.address().port}`))
    await sender.send([entryOf(1), entryOf(2)])
    await eventually('two datagrams', () => (taken.length === 2 ? true : undefined))
    sender.close()
    socket.close()
  })

  test('by HTTP sends NDJSON and its token, follows no redirect, and takes no refusal for done', async () => {
    const asked: { body: string; token: string | null }[] = []
    let status = 200
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      async fetch(request) {
        asked.push({ body: await request.text(), token: request.headers.get('authorization') })
        return new Response('', { status, headers: status === 302 ? { Location: '/elsewhere' } : {} })
      },
    })
    const sender = senderTo(options(`http://127.0.0.1:${server.port}/in`, 'the-token'))
    await sender.send([entryOf(1), entryOf(2)])
    expect(asked[0]?.token).toBe('Bearer the-token')
    expect(
      asked[0]?.body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([1, 2])
    for (status of [302, 401, 500]) {
      const before = asked.length
      expect(sender.send([entryOf(3)])).rejects.toThrow()
      await eventually('that it was asked', () => (asked.length > before ? true : undefined))
      expect(asked.length).toBe(before + 1)
    }
    await server.stop(true)
  })
})

everyDatabase((database) => {
  let now = 1_700_000_000_000
  const clock = { now: () => now, monotonic: () => now }
  let sent: number[]
  let isAway: boolean
  beforeEach(() => {
    sent = []
    isAway = false
  })
  afterEach(() => {
    now = 1_700_000_000_000
  })

  const streamOn = () =>
    streaming({
      storage: database.storage,
      store: chainStore(database.storage),
      sender: {
        async send(entries) {
          if (isAway) throw new Error('away')
          sent.push(...entries.map(({ seq }) => Number(seq)))
        },
        close: () => undefined,
      },
      shown: async (rows) => rows.map(({ seq }) => entryOf(seq)),
      now: clock.now,
      log,
    })
  const record = async (count: number) => {
    const audit = await auditOn(database.storage, { clock })
    await database.storage.write(async (tx) => {
      for (let n = 0; n < count; n++) await audit.itself(tx, { action: 'key.rotated' })
    })
    await audit.settle()
  }
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

  describe('C103 the stream', () => {
    test('sends each entry once and in order, over as many batches as it takes', async () => {
      await record(1_203)
      const stream = streamOn()
      await stream.run()
      await stream.run()
      expect(sent).toEqual(upTo(1_203))
    })

    test('goes on where it was after the collector, or this server, was away', async () => {
      await record(3)
      await streamOn().run()
      isAway = true
      await record(2)
      const stream = streamOn()
      now += 60_000
      await stream.run()
      expect(sent).toEqual(upTo(3))
      isAway = false
      // Not at once, for whoever is down is not helped by being asked more often.
      await stream.run()
      expect(sent).toEqual(upTo(3))
      now += 60_000
      await stream.run()
      expect(sent).toEqual(upTo(5))
    })

    test('is sent by one server of several, and by another when that one is silent', async () => {
      const [one, other] = [streamOn(), streamOn()]
      await record(2)
      await one.run()
      await record(2)
      await other.run()
      expect(sent).toEqual(upTo(2))
      now += 30_001
      await other.run()
      expect(sent).toEqual(upTo(4))
      await record(1)
      await one.run()
      expect(sent).toEqual(upTo(4))
    })
  })
})
