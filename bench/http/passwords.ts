import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Combination, type Subject, subjectOf } from '../combination.ts'
import { type Context, joined, type Section } from '../context.ts'
import { byRuntime, type Member, startFleet } from '../fleet.ts'
import { LIMITS } from '../limits.ts'
import type { Runtime } from '../runtimes.ts'
import { ratiosOf, type Spread, spreadOf } from '../spread.ts'
import { type Contestant, takeTurns } from '../turns.ts'
import { credentialsOf, registrationBody } from './accounts.ts'
import type { LoadResult } from './loads.ts'

/** The queue is never empty, and far from the 2 s at which the server refuses. */
const CONNECTIONS_A_THREAD = 8
/** What is still queued when a slot ends is worked off. */
const PAUSE_MS = 500
const THREADS = [1, 2]
const SIGNING_IN = 500

const HASHING = fileURLToPath(new URL('../micro/hashing.ts', import.meta.url))
const ALONE = 'hashing alone'
const OPERATIONS = ['POST /auth/login', 'POST /auth/register'] as const
type Operation = (typeof OPERATIONS)[number]

export interface PasswordRow extends Subject {
  readonly name: string
  readonly threads: number
  readonly connections: number
  readonly target: number
  readonly hashesPerSecond: Spread
  readonly perSecond: Spread
  /** Answers a second over hashes a second of the same round. */
  readonly ratio: Spread
  readonly refused: number
  readonly failed: number
}

interface PasswordSlot extends Pick<LoadResult, 'refused' | 'failed'> {
  readonly perSecond: number
}

/** Hashing alone, sign-in and registration of each database taking turns, all with the same number of threads. */
export async function measurePasswords(context: Context): Promise<Section<PasswordRow>> {
  const sections: Section<PasswordRow>[] = []
  for (const group of byRuntime(context.combinations)) {
    for (const threads of THREADS) sections.push(await measureThreads(context, group, threads))
  }
  return joined(sections)
}

async function measureThreads(
  context: Context,
  group: readonly Combination[],
  threads: number,
): Promise<Section<PasswordRow>> {
  const [first] = group
  if (!first) return { rows: [], failures: [] }
  const { runtime } = first
  const fleet = await startFleet(context, group, threads)
  try {
    context.say(`${runtime.label}: hashing with ${threads} thread${threads > 1 ? 's' : ''}`)
    const { slots, failures } = await takeTurns(
      [
        alone(runtime, threads, context.plan.passwords.seconds),
        ...fleet.members.flatMap((member) =>
          OPERATIONS.map((operation) => contestant(context, member, operation, threads)),
        ),
      ],
      context.plan.passwords.rounds,
    )
    const hashing = slots.get(ALONE) ?? []
    const rows = fleet.members.flatMap(({ name, combination }) =>
      OPERATIONS.flatMap((operation) => {
        const own = slots.get(`${name}: ${operation}`)
        return own ? [rowOf(operation, combination, threads, own, hashing)] : []
      }),
    )
    return { rows, failures: [...fleet.failures, ...failures] }
  } finally {
    await fleet.stop()
  }
}

const alone = (runtime: Runtime, threads: number, seconds: number): Contestant<PasswordSlot> => ({
  name: ALONE,
  take: async () => {
    const args = [HASHING, String(threads), String(seconds)]
    const { stdout } = await promisify(execFile)(runtime.command, args)
    return { perSecond: Number(stdout), refused: 0, failed: 0 }
  },
})

function contestant(
  { generator, plan }: Context,
  { name, program }: Member,
  operation: Operation,
  threads: number,
): Contestant<PasswordSlot> {
  const requestsOf = (round: string) =>
    operation === 'POST /auth/login'
      ? Array.from({ length: Math.min(plan.users, SIGNING_IN) }, (_, i) => ({
          method: 'POST',
          path: '/auth/login',
          body: JSON.stringify(credentialsOf(i + 1)),
        }))
      : [{ method: 'POST', path: '/auth/register', body: registrationBody(`p${threads}-${round}`) }]
  const load = async (round: string, seconds: number) => {
    const connections = CONNECTIONS_A_THREAD * threads
    const slot = await generator.load(program, { connections, seconds, requests: requestsOf(round) })
    await sleep(PAUSE_MS)
    return slot
  }
  return {
    name: `${name}: ${operation}`,
    take: async (round) => {
      if (round === 0 && plan.passwords.warmUpSeconds > 0) await load('warm', plan.passwords.warmUpSeconds)
      return await load(String(round), plan.passwords.seconds)
    },
  }
}

function rowOf(
  name: Operation,
  combination: Combination,
  threads: number,
  own: readonly PasswordSlot[],
  hashing: readonly PasswordSlot[],
): PasswordRow {
  const sum = (value: (slot: PasswordSlot) => number) => own.reduce((all, slot) => all + value(slot), 0)
  return {
    ...subjectOf(combination),
    name,
    threads,
    connections: CONNECTIONS_A_THREAD * threads,
    target: LIMITS.hashingShare,
    hashesPerSecond: spreadOf(hashing.map(({ perSecond }) => perSecond)),
    perSecond: spreadOf(own.map(({ perSecond }) => perSecond)),
    ratio: spreadOf(ratiosOf(own, hashing, ({ perSecond }) => perSecond)),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
  }
}
