import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { commitsOf } from '../commits.ts'
import { CONNECTIONS, type Rounds } from '../plan.ts'
import type { Program } from '../program.ts'
import { registrationBody, type SignedIn } from './accounts.ts'
import type { Generator, Slot } from './generator.ts'
import type { LoadRequest } from './loads.ts'

/** What is still in the queue when a slot ends is hashed to its end: 64 hashes on one thread. */
const PAUSE_MS = 1_500

export interface WriteSlot extends Slot {
  readonly commitsPerSecond: number
}

export interface WriteFigures {
  readonly name: string
  readonly slots: readonly WriteSlot[]
}

interface Setting {
  readonly generator: Generator
  readonly product: Program
  readonly dataDir: string
  /** Who changes its own name; one a connection at best. */
  readonly people: readonly SignedIn[]
  readonly plan: Rounds
  say(progress: string): void
}

export async function measureWrites(setting: Setting): Promise<WriteFigures[]> {
  const { people, plan, say } = setting
  // What the reads left for the disk to do is theirs, not the commits'.
  spawnSync('sync')
  const changes = people.map(({ id, token }) => ({
    method: 'PUT',
    path: `/users/${id}`,
    token,
    body: '{"full_name":"Reader {n}"}',
  }))
  const registration = (round: number) => [
    { method: 'POST', path: '/auth/register', body: registrationBody(`w${round}`) },
  ]
  if (plan.warmUpSeconds > 0) await slot(setting, changes, plan.warmUpSeconds)
  const put: WriteSlot[] = []
  const register: WriteSlot[] = []
  for (let round = 0; round < plan.rounds; round++) {
    say(`writes, round ${round + 1} of ${plan.rounds}`)
    put.push(await slot(setting, changes, plan.seconds))
    register.push(await slot(setting, registration(round), plan.seconds))
    await sleep(PAUSE_MS)
  }
  return [
    { name: 'PUT /users/{own id}, full_name', slots: put },
    { name: 'POST /auth/register', slots: register },
  ]
}

async function slot(
  { generator, product, dataDir }: Setting,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<WriteSlot> {
  const before = commitsOf(dataDir)
  const measured = await generator.load(product, { connections: CONNECTIONS, seconds, requests })
  const commitsPerSecond = (commitsOf(dataDir) - before) / measured.seconds
  await sleep(PAUSE_MS / 5)
  return { ...measured, commitsPerSecond }
}
