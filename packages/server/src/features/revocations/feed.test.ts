import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { type FeedDeps, RevocationFeed } from './feed.ts'
import type { Revoked } from './revoked-list.ts'

interface Told {
  kind: string
  stream: string
  n: number
  at: number
  revoked: Record<string, string>
}

/** A feed whose time, database and heartbeat are the test's. */
function made(changes: Partial<FeedDeps> = {}) {
  const world = {
    now: 1_000_000,
    isCurrent: true,
    ended: [] as (Revoked & { at: number })[],
    askedSince: [] as number[],
    beats: [] as (() => void)[],
  }
  const feed = new RevocationFeed({
    async readEnded(since) {
      world.askedSince.push(since)
      return world.ended.filter(({ at }) => at >= since)
    },
    sign: async (payload) => JSON.stringify(payload),
    now: () => world.now,
    isCurrent: () => world.isCurrent,
    name: 'stream-1',
    every(_, work) {
      world.beats.push(work)
      return () => {
        world.beats.splice(world.beats.indexOf(work), 1)
      }
    },
    ...changes,
  })
  const end = (sessionId: string, expiresAt = 2_800_000) => {
    world.ended.push({ sessionId, expiresAt, at: world.now })
  }
  return { feed, world, end }
}

const always = () => true
/** Whatever waits for nothing but its turn has run. */
const turns = () => new Promise((resolve) => setImmediate(resolve))
const entryOf = (sessionId: string) => createHash('sha256').update(sessionId).digest('base64url').slice(0, 12)

/** What a follower reads, event by event. */
function reading(stream: ReadableStream<Uint8Array> | undefined) {
  if (!stream) throw new Error('nobody could check this feed')
  const reader = stream.getReader()
  const next = async (): Promise<Told | 'ended'> => {
    const { done, value } = await reader.read()
    if (done) return 'ended'
    const [, kind, data = ''] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(new TextDecoder().decode(value)) ?? []
    const told = JSON.parse(data) as Told
    expect(told.kind).toBe(kind ?? '')
    return told
  }
  return { next, cancel: () => reader.cancel() }
}

describe('a follower', () => {
  test('is told first what ended before, then what ends, each once and numbered without gaps', async () => {
    const { feed, world, end } = made()
    end('ses_before')
    const { next } = reading(await feed.follow(always))
    expect(await next()).toEqual({
      kind: 'snapshot',
      stream: 'stream-1',
      n: 0,
      at: 1_000_000,
      revoked: { '2820': entryOf('ses_before') },
    })
    world.now += 5
    end('ses_a')
    feed.hear()
    expect(await next()).toMatchObject({ kind: 'revoked', n: 1, revoked: { '2820': entryOf('ses_a') } })
    // Heard of again, and another one.
    end('ses_b', 2_900_000)
    feed.hear()
    expect(await next()).toMatchObject({ kind: 'revoked', n: 2, revoked: { '2940': entryOf('ses_b') } })
    await feed.beat()
    expect(await next()).toMatchObject({ kind: 'beat', n: 3, revoked: {} })
  })

  test('that comes later begins at the number that the others have', async () => {
    const { feed } = made()
    const first = reading(await feed.follow(always))
    await first.next()
    await feed.beat()
    const second = reading(await feed.follow(always))
    expect(await second.next()).toMatchObject({ kind: 'snapshot', n: 1 })
    await feed.beat()
    expect(await second.next()).toMatchObject({ kind: 'beat', n: 2 })
  })

  test('that comes while others are being told is told what comes after its list, and misses no number', async () => {
    let go: (() => void) | undefined
    let isHeld = false
    const { feed, end } = made({
      sign: async (payload) => {
        if (isHeld) await new Promise<void>((resolve) => (go = resolve))
        return JSON.stringify(payload)
      },
    })
    const first = reading(await feed.follow(always))
    await first.next()
    isHeld = true
    const beating = feed.beat()
    await turns()
    const following = feed.follow(always)
    await turns()
    end('ses_a')
    feed.hear()
    await turns()
    isHeld = false
    go?.()
    await beating
    const second = reading(await following)
    expect(await second.next()).toMatchObject({ kind: 'snapshot', n: 1, revoked: {} })
    expect(await second.next()).toMatchObject({
      kind: 'revoked',
      n: 2,
      revoked: { '2820': entryOf('ses_a') },
    })
  })

  test('finds a feed that is at its end, or full, closed', async () => {
    const { feed } = made()
    const asked = await Promise.allSettled(Array.from({ length: 1_001 }, () => feed.follow(always)))
    expect(asked.filter(({ status }) => status === 'rejected').length).toBe(1)
    feed.close()
    await expect(feed.follow(always)).rejects.toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 })
    expect(feed.followers).toBe(0)
  })

  test('hears nothing while this process may have missed something', async () => {
    const { feed, world } = made()
    const { next } = reading(await feed.follow(always))
    await next()
    world.isCurrent = false
    await feed.beat()
    world.isCurrent = true
    world.now += 1_000
    await feed.beat()
    // One beat, and no number left out: the silent second told nothing.
    expect(await next()).toMatchObject({ kind: 'beat', n: 1, at: 1_001_000 })
  })

  test('hears nothing while the list cannot be read, and all of it afterwards', async () => {
    let isAway = false
    const ended: Revoked[] = []
    const { feed } = made({
      readEnded: async () => {
        if (isAway) throw new Error('away')
        return ended
      },
    })
    const { next } = reading(await feed.follow(always))
    await next()
    isAway = true
    ended.push({ sessionId: 'ses_a', expiresAt: 2_800_000 })
    feed.hear()
    await feed.beat()
    isAway = false
    await feed.beat()
    expect(await next()).toMatchObject({ kind: 'revoked', n: 1 })
    expect(await next()).toMatchObject({ kind: 'beat', n: 2 })
  })

  test('is dismissed when it may not listen any more, and only it', async () => {
    const { feed } = made()
    let may = true
    const one = reading(await feed.follow(() => may))
    const two = reading(await feed.follow(async () => true))
    await one.next()
    await two.next()
    may = false
    await feed.beat()
    expect(await one.next()).toBe('ended')
    expect(await two.next()).toMatchObject({ kind: 'beat' })
    expect(feed.followers).toBe(1)
  })

  test('that does not read is cut, so that memory stays bounded', async () => {
    const { feed } = made()
    await feed.follow(always)
    for (let i = 0; i < 40; i++) await feed.beat()
    expect(feed.followers).toBe(0)
  })

  test('that leaves takes the heartbeat with it when it was the last', async () => {
    const { feed, world } = made()
    const [one, two] = [reading(await feed.follow(always)), reading(await feed.follow(always))]
    expect(world.beats).toHaveLength(1)
    await one.cancel()
    expect(world.beats).toHaveLength(1)
    await two.cancel()
    expect([world.beats.length, feed.followers]).toEqual([0, 0])
  })

  test('is not taken where nobody could check what it is told, or too many follow', async () => {
    expect(await made({ sign: async () => undefined }).feed.follow(always)).toBeUndefined()
    const { feed } = made()
    for (let i = 0; i < 1_000; i++) await feed.follow(always)
    await expect(feed.follow(always)).rejects.toMatchObject({ code: 'overloaded' })
  })
})

test('what no token can name any more is forgotten', async () => {
  const { feed, world, end } = made()
  end('ses_a', 1_020_000)
  const { next } = reading(await feed.follow(always))
  expect(await next()).toMatchObject({ revoked: { '1020': entryOf('ses_a') } })
  world.now = 1_020_000
  world.ended.length = 0
  expect(JSON.parse((await feed.snapshot()) ?? '')).toMatchObject({ kind: 'snapshot', revoked: {} })
})

test('what is read again reaches back far enough for clocks and transactions that differ', async () => {
  const { feed, world } = made()
  await feed.follow(always)
  world.now += 10_000
  feed.hear()
  await feed.beat()
  expect(world.askedSince).toEqual([0, 1_000_000 - 90_000])
})

test('closing ends every stream, and begins none', async () => {
  const { feed } = made()
  const { next } = reading(await feed.follow(always))
  await next()
  feed.close()
  expect(await next()).toBe('ended')
  await expect(feed.follow(always)).rejects.toMatchObject({ code: 'overloaded' })
})
