import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, nameOf, type Subject, subjectOf } from '../combination.ts'
import { type Context, joined, type Section } from '../context.ts'
import { type Member, startFleet } from '../fleet.ts'
import { CONNECTIONS } from '../plan.ts'
import { type Spread, spreadOf } from '../spread.ts'
import { failureOf, takeTurns } from '../turns.ts'
import { beginSession, registrationBody, signIn } from './accounts.ts'
import type { Slot } from './generator.ts'
import type { LoadRequest } from './loads.ts'

/**
 * What is still in the queue when a slot ends is hashed to its end, 64 hashes on one thread, and a backend of
 * PostgreSQL has reported its commits.
 */
const PAUSE_MS = 1_500

interface WriteSlot extends Slot {
  readonly commitsPerSecond: number
}

export interface WriteRow extends Subject {
  readonly name: string
  /** Whether each of them hashes a password. */
  readonly hashes: boolean
  readonly perSecond: Spread
  readonly cpuMicroseconds: Spread
  readonly databaseCpuMicroseconds: Spread
  readonly commitsPerSecond: Spread
  /** Undefined where transactions that only read are counted as commits too. */
  readonly writesPerCommit: Spread | undefined
  readonly p50Ms: Spread
  readonly p99Ms: Spread
  readonly refused: number
  readonly failed: number
}

const PUT = 'PUT /users/{own id}, full_name'
export const REFRESH = 'POST /auth/refresh'
const REGISTER = 'POST /auth/register'

export async function measureWrites(context: Context): Promise<Section<WriteRow>> {
  const sections: Section<WriteRow>[] = []
  for (const combination of context.combinations) {
    const fleet = await startFleet(context, [combination])
    try {
      const [member] = fleet.members
      sections.push(member ? await measureMember(context, member) : { rows: [], failures: fleet.failures })
    } catch (error) {
      sections.push({ rows: [], failures: [failureOf(nameOf(subjectOf(combination)), error)] })
    } finally {
      await fleet.stop()
    }
  }
  return joined(sections)
}

async function measureMember(context: Context, member: Member): Promise<Section<WriteRow>> {
  const { plan, say } = context
  const { program, combination, name } = member
  const changes: LoadRequest[] = []
  for (let number = 1; number <= Math.min(plan.users, CONNECTIONS); number++) {
    const { id, token } = await signIn(program, number)
    changes.push({ method: 'PUT', path: `/users/${id}`, token, body: '{"full_name":"Reader {n}"}' })
  }
  // What others left for the disk to do is theirs, not the commits'.
  spawnSync('sync')
  say(`${name}: writes, ${plan.writes.rounds} rounds`)
  if (plan.writes.warmUpSeconds > 0) await slot(context, member, changes, plan.writes.warmUpSeconds)
  const registration = (round: number) => [
    { method: 'POST', path: '/auth/register', body: registrationBody(`w${round}`) },
  ]
  const { slots, failures } = await takeTurns(
    [
      { name: PUT, take: () => slot(context, member, changes, plan.writes.seconds) },
      {
        name: REFRESH,
        take: async () => slot(context, member, await rotations(member, plan.users), plan.writes.seconds),
      },
      { name: REGISTER, take: (round) => slot(context, member, registration(round), plan.writes.seconds) },
    ],
    plan.writes.rounds,
  )
  return {
    rows: [...slots].map(([write, own]) => rowOf(write, combination, own)),
    failures: failures.map(({ what, reason }) => ({ what: `${name}: ${what}`, reason })),
  }
}

/** More tokens than connections: each is in one request at a time. */
async function rotations({ program }: Member, users: number): Promise<LoadRequest[]> {
  const requests: LoadRequest[] = []
  for (let begun = 0; begun < 2 * CONNECTIONS; begun++) {
    const refreshToken = await beginSession(program, (begun % users) + 1)
    requests.push({ method: 'POST', path: '/auth/refresh', body: '{"refresh_token":"{r}"}', refreshToken })
  }
  return requests
}

async function slot(
  { generator }: Context,
  { program, store }: Member,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<WriteSlot> {
  const before = store.commits()
  const measured = await generator.load(program, { connections: CONNECTIONS, seconds, requests })
  await sleep(PAUSE_MS)
  return { ...measured, commitsPerSecond: (store.commits() - before) / measured.seconds }
}

function rowOf(name: string, combination: Combination, slots: readonly WriteSlot[]): WriteRow {
  const of = (value: (slot: WriteSlot) => number) => spreadOf(slots.map(value))
  const sum = (value: (slot: WriteSlot) => number) => slots.reduce((all, one) => all + value(one), 0)
  return {
    ...subjectOf(combination),
    name,
    hashes: name === REGISTER,
    perSecond: of(({ perSecond }) => perSecond),
    cpuMicroseconds: of(({ cpuMicroseconds }) => cpuMicroseconds),
    databaseCpuMicroseconds: of(({ databaseCpuMicroseconds }) => databaseCpuMicroseconds),
    commitsPerSecond: of(({ commitsPerSecond }) => commitsPerSecond),
    writesPerCommit:
      combination.database.name === 'sqlite'
        ? of(({ perSecond, commitsPerSecond }) => perSecond / commitsPerSecond)
        : undefined,
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
  }
}
