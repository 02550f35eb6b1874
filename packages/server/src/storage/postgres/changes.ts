import type { Client, Pool } from 'pg'
import type { Clock } from '#kernel/clock'
import type { Subject } from '#kernel/ids'
import type { Log } from '#kernel/log'
import { subjectOf } from './changed-subjects.ts'
import { openClient } from './pool.ts'
import { channelOf, quoted } from './schema-name.ts'

interface ChangesOptions {
  readonly pool: Pool
  readonly url: string
  readonly schema: string
  readonly clock: Clock
  readonly log: Log
  /** Undefined: some changes may have been missed. */
  onChange(subject: Subject | undefined): void
}

export interface Changes {
  /** Whether every change older than a second was heard of. */
  isCurrent(): boolean
  /** Whether the database answered lately, as one that takes writes. */
  isWritable(): boolean
  close(): Promise<void>
}

/** Milliseconds. */
const POLL_EVERY = 250
const CURRENT_FOR = 1_000
const WRITABLE_FOR = 3_000
const LISTEN_AGAIN_AFTER = 1_000
/** Who was away longer forgets everything: what it missed may be swept by then. */
const LONGEST_GAP = 30_000
const SWEEP_EVERY = 60_000

interface Row {
  readonly horizon: string
  readonly isStandby: boolean
  readonly seq: number | null
  readonly subject: number | null
}

/**
 * What other processes changed. The sequence is polled, for a connection that listens can be dead without a word; a
 * notification only makes the next poll come at once. Transactions commit in another order than they number their
 * rows: what is asked for begins at the oldest transaction that was still open when the last answer was made.
 */
export async function followChanges(options: ChangesOptions): Promise<Changes> {
  const { pool, url, schema, clock, log, onChange } = options
  const table = `${quoted(schema)}.user_changes`
  const poll = `
    select h.horizon, h."isStandby", c.seq, c.user_id as subject
    from (select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, pg_is_in_recovery() as "isStandby") h
    left join ${table} c on c.xact >= $1::text::xid8`
  const sweep = `delete from ${table} where changed_at < now() - interval '10 minutes'`

  let horizon: string | undefined
  let seen = new Set<number>()
  let heardAt = Number.NEGATIVE_INFINITY
  let sweptAt = clock.monotonic()
  let isClosed = false
  let isPolling: Promise<void> | undefined
  let isAskedAgain = false
  let timer: NodeJS.Timeout | undefined
  let listener: Client | undefined

  const begin = async () => {
    const askedAt = clock.monotonic()
    const { rows } = await pool.query<Pick<Row, 'horizon' | 'isStandby'>>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, pg_is_in_recovery() as "isStandby"',
    )
    if (rows[0]?.isStandby !== false) return
    horizon = rows[0].horizon
    seen = new Set()
    onChange(undefined)
    heardAt = askedAt
  }

  const ask = async () => {
    const askedAt = clock.monotonic()
    if (horizon === undefined || askedAt - heardAt > LONGEST_GAP) return begin()
    const { rows } = await pool.query<Row>(poll, [horizon])
    // A standby answers too, and late: what it does not know is not known.
    if (rows[0]?.isStandby !== false) return
    // Transactions are numbered upwards: another past was put in the place of this one.
    if (BigInt(rows[0].horizon) < BigInt(horizon)) return begin()
    const heard = new Set<number>()
    for (const { seq, subject } of rows) {
      if (seq === null || subject === null) continue
      heard.add(seq)
      if (!seen.has(seq)) onChange(subjectOf(subject))
    }
    seen = heard
    horizon = rows[0].horizon
    heardAt = askedAt
    if (askedAt - sweptAt > SWEEP_EVERY) {
      sweptAt = askedAt
      await pool.query(sweep)
    }
  }

  let isAway = false
  const run = async () => {
    try {
      await ask()
      if (isAway) log.info({}, 'the database is back')
      isAway = false
    } catch (error) {
      if (!isAway && !isClosed) log.error({ err: error }, 'the database cannot be reached')
      isAway = true
    }
  }

  /** One at a time; asked for meanwhile, once more after it. */
  const pollNow = (): void => {
    if (isClosed) return
    if (isPolling !== undefined) {
      isAskedAgain = true
      return
    }
    clearTimeout(timer)
    isPolling = run().finally(() => {
      isPolling = undefined
      if (isClosed) return
      if (isAskedAgain) {
        isAskedAgain = false
        pollNow()
      } else timer = setTimeout(pollNow, POLL_EVERY)
    })
  }

  const listen = async (): Promise<void> => {
    if (isClosed) return
    const client = openClient(url)
    listener = client
    const again = () => {
      client.removeAllListeners('end')
      if (!isClosed) setTimeout(() => void listen(), LISTEN_AGAIN_AFTER)
    }
    client.on('notification', pollNow)
    client.on('error', (error) => log.debug({ err: error }, 'the listening connection was lost'))
    try {
      await client.connect()
      await client.query(`listen ${quoted(channelOf(schema))}`)
      client.once('end', again)
      pollNow()
    } catch (error) {
      log.debug({ err: error }, 'cannot listen for changes; they are polled')
      await client.end().catch(() => undefined)
      again()
    }
  }

  await begin()
  pollNow()
  void listen()
  return {
    isCurrent: () => clock.monotonic() - heardAt < CURRENT_FOR,
    isWritable: () => !isAway && clock.monotonic() - heardAt < WRITABLE_FOR,
    async close() {
      isClosed = true
      clearTimeout(timer)
      await isPolling
      await listener?.end().catch(() => undefined)
    },
  }
}
