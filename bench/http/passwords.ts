import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Rounds } from '../plan.ts'
import { startProduct } from '../program.ts'
import { type Spread, spreadOf } from '../spread.ts'
import type { Workspace } from '../workspace.ts'
import { credentialsOf, registrationBody } from './accounts.ts'
import type { Generator, Slot } from './generator.ts'
import type { LoadRequest } from './loads.ts'

/** The queue is never empty, and far from the 2 s at which the server refuses. */
const CONNECTIONS_A_THREAD = 8
/** What is still queued when a slot ends is worked off. */
const PAUSE_MS = 500

const HASHING = fileURLToPath(new URL('../micro/hashing.ts', import.meta.url))

export interface PasswordFigures {
  readonly name: string
  readonly threads: number
  readonly connections: number
  readonly hashesPerSecond: Spread
  readonly perSecond: Spread
  /** Answers a second over hashes a second of the same round. */
  readonly ratio: Spread
  readonly refused: number
  readonly failed: number
}

interface Setting {
  readonly workspace: Workspace
  readonly generator: Generator
  /** Holds the users who sign in; a copy of it is worked on. */
  readonly dataDir: string
  readonly users: number
  readonly threads: number
  readonly plan: Rounds
  say(progress: string): void
}

/** Hashing alone, sign-in and registration taking turns, all with the same number of threads. */
export async function measurePasswords(setting: Setting): Promise<PasswordFigures[]> {
  const { workspace, generator, users, threads, plan, say } = setting
  const connections = CONNECTIONS_A_THREAD * threads
  const product = await startProduct(workspace, {
    dataDir: workspace.copyOf(setting.dataDir),
    passwordThreads: threads,
  })
  const signIns = Array.from({ length: Math.min(users, 500) }, (_, i) => ({
    method: 'POST',
    path: '/auth/login',
    body: JSON.stringify(credentialsOf(i + 1)),
  }))
  const registrations = (round: string) => [
    { method: 'POST', path: '/auth/register', body: registrationBody(`p${threads}-${round}`) },
  ]
  const load = async (requests: readonly LoadRequest[], seconds: number) => {
    const slot = await generator.load(product, { connections, seconds, requests })
    await sleep(PAUSE_MS)
    return slot
  }
  try {
    if (plan.warmUpSeconds > 0) {
      await load(signIns, plan.warmUpSeconds)
      await load(registrations('warm'), plan.warmUpSeconds)
    }
    const alone: number[] = []
    const signIn: Slot[] = []
    const register: Slot[] = []
    for (let round = 0; round < plan.rounds; round++) {
      say(`hashing with ${threads} thread${threads > 1 ? 's' : ''}, round ${round + 1} of ${plan.rounds}`)
      alone.push(await hashesPerSecond(threads, plan.seconds))
      signIn.push(await load(signIns, plan.seconds))
      register.push(await load(registrations(String(round)), plan.seconds))
    }
    const common = { threads, connections, alone }
    return [
      figures({ name: 'POST /auth/login', slots: signIn, ...common }),
      figures({ name: 'POST /auth/register', slots: register, ...common }),
    ]
  } finally {
    await product.stop()
  }
}

async function hashesPerSecond(threads: number, seconds: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [HASHING, String(threads), String(seconds)])
  return Number(stdout)
}

interface Measured extends Pick<PasswordFigures, 'name' | 'threads' | 'connections'> {
  readonly alone: readonly number[]
  readonly slots: readonly Slot[]
}

function figures({ name, threads, connections, alone, slots }: Measured): PasswordFigures {
  const sum = (count: (slot: Slot) => number) => slots.reduce((all, slot) => all + count(slot), 0)
  return {
    name,
    threads,
    connections,
    hashesPerSecond: spreadOf(alone),
    perSecond: spreadOf(slots.map(({ perSecond }) => perSecond)),
    ratio: spreadOf(slots.map(({ perSecond }, round) => perSecond / (alone[round] ?? Number.NaN))),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
  }
}
