import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import { backOff } from './back-off.ts'
import type { Outcome, Outgoing, Post } from './smtp.ts'
import type { MailRow, MailStore, Settlement } from './store.ts'

interface Deps {
  storage: Storage
  store: MailStore
  clock: Clock
  random: Random
  log: Log
  /** How a mail goes out; undefined where mail is only kept. */
  post: Post | undefined
  /** Undefined for what cannot be opened any more. */
  outgoing(row: MailRow): Promise<Outgoing | undefined>
  /** Whether what was sent can still be looked at. */
  keepsSent: boolean
}

/** Longer than an attempt takes: one that is over belongs to a server that is gone. */
const LEASE_MS = 90_000
const MAIL_FIRST_MS = 30_000
const MAIL_LONGEST_MS = 3_600_000
const SERVER_FIRST_MS = 1_000
const SERVER_LONGEST_MS = 60_000

/**
 * Sends what waits, one after the other. What became of a mail is durable before the next is sent, so that a server that is
 * killed leaves one mail at most of which nobody knows whether it was taken; that one goes out again.
 */
export function dispatcher({ storage, store, clock, random, log, post, outgoing, keepsSent }: Deps) {
  let running: Promise<void> | undefined
  let isWanted = false
  let isClosed = false
  let failures = 0
  let notBefore = 0

  const next = (before: Settlement | undefined) =>
    storage.write(async (tx) => {
      const now = clock.now()
      if (before) {
        await store.settle(tx, before)
        if (before.state === 'sent' && !keepsSent) await store.emptySent(tx, before.id)
      }
      if (isClosed || now < notBefore) return undefined
      const row = await store.findDue(tx, now)
      const lease = now + LEASE_MS
      if (!row || !(await store.lease(tx, row.id, now, lease))) return undefined
      return { row: { ...row, attempts: row.attempts + 1 }, lease }
    })

  const attempt = async (sending: Post, row: MailRow): Promise<Outcome> => {
    if (row.expiresAt <= clock.now()) return { kind: 'never', failure: 'expired' }
    const mail = await outgoing(row)
    return mail ? sending.send(mail) : { kind: 'never', failure: 'unreadable' }
  }

  const settled = ({ id, attempts }: MailRow, lease: number, outcome: Outcome): Settlement => {
    const now = clock.now()
    const one = { id, lease, settledAt: now, nextAt: now, lastError: null }
    if (outcome.kind === 'sent') {
      failures = 0
      return { ...one, state: 'sent' }
    }
    const lastError = outcome.failure
    if (outcome.kind === 'never') {
      log.warn({ mail: id, failure: lastError }, 'a mail cannot be sent')
      return { ...one, state: 'dead', lastError }
    }
    if (outcome.kind === 'away') {
      failures += 1
      notBefore = now + backOff(random, failures, SERVER_FIRST_MS, SERVER_LONGEST_MS)
      log.warn({ failure: lastError, failures }, 'the mail server takes nothing: mails wait')
      // Soon, but behind the others: if it is this mail that the server stumbles over, they go on.
      const nextAt = now + backOff(random, attempts, SERVER_FIRST_MS, SERVER_LONGEST_MS)
      return { ...one, state: 'waiting', settledAt: null, nextAt, lastError }
    }
    const nextAt = now + backOff(random, attempts, MAIL_FIRST_MS, MAIL_LONGEST_MS)
    return { ...one, state: 'waiting', settledAt: null, nextAt, lastError }
  }

  const sendAll = async (sending: Post): Promise<void> => {
    let before: Settlement | undefined
    for (;;) {
      const taken = await next(before)
      if (!taken) return
      before = settled(taken.row, taken.lease, await attempt(sending, taken.row))
    }
  }

  const run = async (sending: Post): Promise<void> => {
    while (isWanted && !isClosed) {
      isWanted = false
      await sendAll(sending)
    }
  }

  const deliver = (): Promise<void> => {
    if (!post || isClosed) return Promise.resolve()
    isWanted = true
    running ??= run(post)
      .catch((error: unknown) => log.warn({ err: error }, 'mail was not sent'))
      .finally(() => {
        running = undefined
      })
    return running
  }

  return {
    /** Until nothing is due, or nothing is taken. */
    deliver,
    /** To be called by the one server of a database, before it delivers: nobody else is sending. */
    async begin(): Promise<void> {
      if (storage.isExclusive) await storage.write((tx) => store.endLeases(tx))
    },
    /** The mail that is on its way has some seconds to arrive. */
    async close(): Promise<void> {
      isClosed = true
      let giveUp: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>((resolve) => {
        giveUp = setTimeout(resolve, 3_000)
      })
      await Promise.race([running ?? Promise.resolve(), late])
      clearTimeout(giveUp)
      post?.close()
    },
  }
}
