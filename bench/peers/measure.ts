import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, Section } from '../context.ts'
import { PASSWORD } from '../http/accounts.ts'
import type { Slot } from '../http/generator.ts'
import type { LoadRequest } from '../http/loads.ts'
import { CONNECTIONS } from '../plan.ts'
import { memoryOf } from '../process-figures.ts'
import type { Runtime } from '../runtimes.ts'
import { ratiosOf, type Spread, spreadOf } from '../spread.ts'
import { type Failure, failureOf, takeTurns } from '../turns.ts'
import { betterAuthPeer } from './better-auth.ts'
import { fastapiPeer } from './fastapi.ts'
import { latchkeyPeer } from './latchkey.ts'
import type { Peer } from './peer.ts'
import { populate, type Runner, signInsOf } from './populate.ts'

/**
 * Enough to keep the cores hashing, and few: what is under way when a slot ends has been paid for and is not among its
 * answers.
 */
const HASHING_CONNECTIONS = 8
const PAUSE_MS = 400
/** A slow hash is answered after half a second, so its slots are longer. */
const HASHING_EXTRA_SECONDS = 1

export interface PeerRow {
  readonly operation: string
  readonly peer: string
  /** What it hashes with; undefined where the operation hashes nothing. */
  readonly hash: string | undefined
  /** Its CPU over that of the first row of the operation, round by round. */
  readonly ratio: Spread
  readonly cpuMicroseconds: Spread
  readonly perSecond: Spread
  readonly p50Ms: Spread
  readonly p99Ms: Spread
  readonly refused: number
  readonly failed: number
  /** MB of all its processes, at the end of the operation's last round. */
  readonly residentMb: number
}

const OPERATIONS = ['who am I', 'list of 10', 'sign-in', 'registration'] as const
type Operation = (typeof OPERATIONS)[number]

const hashes = (operation: Operation): boolean => operation === 'sign-in' || operation === 'registration'

/** The product and its peers, doing the same things in turn. */
export async function measurePeers(context: Context): Promise<Section<PeerRow>> {
  if (!context.generator.isWrk) throw new Error('peers answer in chunks, which only wrk reads: install wrk')
  const failures: Failure[] = []
  const runners: Runner[] = []
  try {
    for (const peer of peersOf(context)) {
      context.say(`starting ${peer.name}`)
      try {
        runners.push(await populate(context, peer, await peer.start(context.workspace)))
      } catch (error) {
        failures.push(failureOf(peer.name, error))
      }
    }
    const rows: PeerRow[] = []
    for (const operation of OPERATIONS) {
      context.say(`peers: ${operation}`)
      const measured = await measureOperation(context, runners, operation)
      rows.push(...measured.rows)
      failures.push(...measured.failures)
    }
    return { rows, failures }
  } finally {
    await Promise.all(runners.map(({ program }) => program.stop()))
  }
}

/** The product on its embedded database, as the peers are, for every runtime that is measured. */
function peersOf({ combinations }: Context): Peer[] {
  const embedded = combinations.filter(({ database }) => database.name === 'sqlite')
  const own = embedded.length > 0 ? embedded : combinations
  const runtimes = new Map(combinations.map(({ runtime }) => [runtime.name, runtime] as const))
  const bun = runtimes.get('bun')
  const host: Runtime | undefined = runtimes.get('node') ?? bun
  return [
    ...own.map((combination) => latchkeyPeer(combination)),
    fastapiPeer(1),
    fastapiPeer(2),
    ...(host ? [betterAuthPeer(host, 'scrypt'), betterAuthPeer(host, 'argon2id')] : []),
    ...(bun && host !== bun ? [betterAuthPeer(bun, 'argon2id')] : []),
  ]
}

function requestsOf(
  operation: Operation,
  { api, token }: Runner,
  users: number,
  round: string,
): LoadRequest[] {
  if (operation === 'who am I') return [{ method: 'GET', path: api.me, token }]
  if (operation === 'list of 10') return [{ method: 'GET', path: api.list, token }]
  if (operation === 'registration') return [api.register({ name: `new-${round}-{n}`, password: PASSWORD })]
  return signInsOf(api, users)
}

async function measureOperation(
  { generator, plan }: Context,
  runners: readonly Runner[],
  operation: Operation,
): Promise<Section<PeerRow>> {
  const connections = hashes(operation) ? HASHING_CONNECTIONS : CONNECTIONS
  const seconds = plan.peers.seconds + (hashes(operation) ? HASHING_EXTRA_SECONDS : 0)
  const load = async (runner: Runner, round: string, duration: number) => {
    const requests = requestsOf(operation, runner, plan.peerUsers, round)
    const slot = await generator.load(runner.program, { connections, seconds: duration, requests })
    await sleep(PAUSE_MS)
    if (slot.answered === 0) throw new Error('no request was answered with 2xx')
    return slot
  }
  const resident = new Map<string, number>()
  const contestants = runners.map((runner) => ({
    name: runner.name,
    take: async (round: number) => {
      if (round === 0 && plan.peers.warmUpSeconds > 0) await load(runner, 'warm', plan.peers.warmUpSeconds)
      const slot = await load(runner, String(round), seconds)
      resident.set(runner.name, memoryOf(runner.program.pid).residentMb)
      return slot
    },
  }))
  const { slots, failures } = await takeTurns(contestants, plan.peers.rounds)
  const first = slots.get(runners[0]?.name ?? '') ?? []
  const rows = runners.flatMap(({ name, hash }) => {
    const own = slots.get(name)
    if (!own) return []
    const of = (value: (slot: Slot) => number) => spreadOf(own.map(value))
    const sum = (value: (slot: Slot) => number) => own.reduce((all, slot) => all + value(slot), 0)
    return {
      operation,
      peer: name,
      hash: hashes(operation) ? hash : undefined,
      ratio: spreadOf(ratiosOf(own, first, ({ cpuMicroseconds }) => cpuMicroseconds)),
      cpuMicroseconds: of(({ cpuMicroseconds }) => cpuMicroseconds),
      perSecond: of(({ perSecond }) => perSecond),
      p50Ms: of(({ p50Ms }) => p50Ms),
      p99Ms: of(({ p99Ms }) => p99Ms),
      refused: sum(({ refused }) => refused),
      failed: sum(({ failed }) => failed),
      residentMb: resident.get(name) ?? Number.NaN,
    }
  })
  return { rows, failures: failures.map(({ what, reason }) => ({ what: `${what}: ${operation}`, reason })) }
}
