import { setTimeout as pause } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { Subject } from '#kernel/ids'
import type { Statement } from '../statement.ts'
import type { Transaction } from '../storage.ts'
import { numberOf } from './changed-subjects.ts'
import { isAway, isLostRace, translate, type UniqueColumns } from './failures.ts'

export interface TransactionDeps {
  readonly pool: Pool
  readonly columns: UniqueColumns
  /** The statement that tells the other processes of changed subjects: an array of their numbers is its one parameter. */
  readonly announcement: string
  /** Begins the name of each lock, so that two schemas of one database do not wait for each other. */
  readonly schema: string
  /** Runs in the moment of the commit, for each subject that was changed. */
  onChange(subject: Subject): void
}

/**
 * One round trip: limits of time, so that nobody holds a lock for long (milliseconds). Whatever the defaults of the role
 * or the database are, what is read under a lock is what the holders before committed, and what is acknowledged is on
 * the disk.
 */
const BEGIN = `
  begin isolation level read committed;
  set local statement_timeout = 3000;
  set local lock_timeout = 2000;
  set local idle_in_transaction_session_timeout = 10000;
  select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'`

/** How often the same work is run when others stand in its way. */
const ATTEMPTS = 5

/**
 * Milliseconds that whoever lost stands back, times the attempt. Begun again at once it may take the row before the one
 * that won has woken up, and the two wait for each other until both are out of time.
 */
const STAND_BACK_MS = 20

/** All of `work` is durable when its promise resolves, or none of it happened. */
export async function write<T>(deps: TransactionDeps, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptWrite(deps, work)
    } catch (error) {
      if (!isLostRace(causeOf(error)) || attempt === ATTEMPTS) throw translate(error, deps.columns)
      await pause(STAND_BACK_MS * attempt)
    }
  }
}

const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.name === 'Unavailable' ? error.cause : error

async function attemptWrite<T>(deps: TransactionDeps, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await deps.pool.connect()
  const effects: (() => void)[] = []
  const changed = new Set<Subject>()
  let isClean = false
  try {
    await client.query(BEGIN)
    const value = await work(transactionOn(client, deps, effects, changed))
    if (changed.size > 0) await client.query(deps.announcement, [[...changed].map(numberOf)])
    await commit(client)
    isClean = true
    for (const subject of changed) deps.onChange(subject)
    for (const effect of effects) effect()
    return value
  } catch (error) {
    isClean = !isAway(causeOf(error)) && (await rollback(client))
    throw error
  } finally {
    // A connection in doubt is closed, never handed on.
    client.release(!isClean)
  }
}

const rollback = (client: PoolClient): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  )

/** A transaction in which a statement failed is rolled back by `commit`, which then does not fail: it says so. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('a transaction went on after one of its statements had failed')
}

function transactionOn(
  client: PoolClient,
  { columns, schema }: TransactionDeps,
  effects: (() => void)[],
  changed: Set<Subject>,
): Transaction {
  const query = async <P, R>(statement: Statement<P, R>, params: P) => {
    try {
      return await client.query(statement.sql, statement.bind(params))
    } catch (error) {
      throw translate(error, columns)
    }
  }
  return {
    all: async (statement, params) => (await query(statement, params)).rows,
    first: async (statement, params) => (await query(statement, params)).rows[0],
    run: async (statement, params) => (await query(statement, params)).rowCount ?? 0,
    afterCommit: (effect) => effects.push(effect),
    changed: (subject) => changed.add(subject),
    async alone(name) {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `latchkey ${schema} ${name}`,
      ])
    },
  }
}
