// Two servers behind PgBouncer in transaction mode, whose few connections they share with whoever else uses it.
import { afterAll, beforeAll, expect, setDefaultTimeout } from 'bun:test'
import { type Account, join, login, shown, signIn } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { hasPooler, type Pooler, SHARED_CONNECTIONS, startPooler } from '../support/pooler.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'
import { revocationRounds } from './postgres-revocation-rounds.ts'

const shared = only({ database: 'postgres' }, 'a pooler before the database')

shared.describeIf(hasPooler)('R19 behind PgBouncer in transaction mode', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  let pooler: Pooler
  let user: Account
  beforeAll(async () => {
    replicas = await startReplicas({
      through: async (cluster, url) => {
        pooler = await startPooler(cluster, url)
        return pooler.url
      },
    })
    user = await join(replicas.one)
  })
  afterAll(async () => {
    await replicas.remove()
    await pooler.end()
  })

  /** Registers, signs in, reads and changes at both, many at a time, so that every shared connection is used. */
  async function useAll(): Promise<void> {
    const { one, two } = replicas
    const people = await Promise.all(Array.from({ length: 10 }, (_, i) => join(i % 2 === 0 ? one : two)))
    const changes = people.map(async (who, i) => {
      const full_name = `Robin Pooled ${i}`
      const line = `PUT /users/${who.id}`
      const answer = await send(i % 2 === 0 ? two : one, line, { token: who.token, json: { full_name } })
      expect([answer.status, answer.json]).toEqual([200, shown({ ...who, full_name })])
      const me = await send(i % 2 === 0 ? one : two, 'GET /users/me', { token: await signIn(two, who) })
      expect([me.status, me.json]).toEqual([200, shown({ ...who, full_name })])
    })
    await Promise.all(changes)
  }

  /** On every shared connection once: none of them ends its transaction before all of them have begun. */
  async function onEach(sql: string): Promise<string[]> {
    const { cluster } = replicas
    const own = cluster.url(new URL(pooler.url).pathname.slice(1))
    const untilAllWait = `do $$ begin
      perform pg_advisory_xact_lock(1);
      while (select count(*) from pg_locks where locktype = 'advisory' and objid = 1 and not granted)
        < ${SHARED_CONNECTIONS} loop perform pg_sleep(0.01); end loop;
    end $$`
    const holding = cluster.queryLater(untilAllWait, own)
    await eventually(
      'the lock is held',
      () =>
        cluster.query("select 'held' from pg_locks where locktype = 'advisory' and objid = 1", own) ||
        undefined,
    )
    const together = `select from pg_advisory_xact_lock_shared(1); ${sql}`
    const answers = Array.from({ length: SHARED_CONNECTIONS }, () => cluster.queryLater(together, pooler.url))
    await holding
    return (await Promise.all(answers)).map((answer) => answer.trim())
  }

  shared.test('people register, sign in and change at both', useAll)

  shared.test('what one revokes, the other refuses, by the polled sequence alone', async () =>
    console.log(`R19 polling: ${await revocationRounds(replicas)}`),
  )

  const SETTINGS = [
    'search_path',
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'synchronous_commit',
  ]

  shared.test('nothing is left on a shared connection: no setting, no prepared name, no lock', async () => {
    await useAll()
    const left = await onEach(
      `select pg_backend_pid(), (select count(*) from pg_prepared_statements),
         (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and objid <> 1),
         (select string_agg(name, ' ') from pg_settings
          where name in (${SETTINGS.map((name) => `'${name}'`).join()}) and setting <> reset_val)`,
    )
    const pids = left.map((line) => line.split('|')[0])
    expect(new Set(pids).size).toBe(SHARED_CONNECTIONS)
    expect(left).toEqual(pids.map((pid) => `${pid}|0|0|`))
  })

  shared.test(
    'what others left on the shared connections changes nothing: all is done as before',
    async () => {
      await onEach(`set search_path to pg_temp; set synchronous_commit to off;
        set default_transaction_isolation to serializable`)
      const left = await onEach("select current_setting('search_path')")
      expect(left).toEqual(Array<string>(SHARED_CONNECTIONS).fill('pg_temp'))
      await useAll()
      expect((await login(replicas.one, user.username, user.password)).status).toBe(200)
    },
  )
})
