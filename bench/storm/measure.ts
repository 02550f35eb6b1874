import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Context, Section } from '../context.ts'
import type { LoadRequest } from '../http/loads.ts'
import { betterAuthPeer } from '../peers/better-auth.ts'
import { fastapiPeer } from '../peers/fastapi.ts'
import { latchkeyPeer } from '../peers/latchkey.ts'
import type { Peer } from '../peers/peer.ts'
import { populate, type Runner, signInsOf } from '../peers/populate.ts'
import { memoryOf } from '../process-figures.ts'
import type { Runtime } from '../runtimes.ts'
import { type Failure, failureOf } from '../turns.ts'
import type { Arrivals, Arrived } from './arrivals.ts'

const ARRIVALS = fileURLToPath(new URL('./arrivals.ts', import.meta.url))
const HASHING = fileURLToPath(new URL('../micro/hashing.ts', import.meta.url))
/** What one fewer than the cores are, as the product's default is. */
const PASSWORD_THREADS = Math.max(1, availableParallelism() - 1)
/** Everybody comes from an address of their own, which a proxy on this machine tells. */
const BEHIND = { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' }
/** Of whoever asks who they are meanwhile, a second. */
const ASKING_RATE = 100
const CONNECTIONS = 64
/** Times what the server can sign in. */
const STORMS = [10, 20]
/** Arrivals a second at most: the machine that sends is the one that answers. */
const MOST_ARRIVALS = 2_500
const REST_MS = 3_000

export interface StormRow {
  readonly server: string
  readonly hash: string
  readonly load: string
  /** Of `who am I`, milliseconds. */
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of those who asked who they are, how many were not told. */
  readonly unanswered: number
  /** Sign-ins a second, and over what the same number of threads hashes when it does nothing else; undefined for peers. */
  readonly signIns: number
  readonly hashingShare: number | undefined
  readonly refusedPerSecond: number
  readonly refusedP99Ms: number
  readonly failed: number
  /** MB, the most that was seen. */
  readonly residentMb: number
}

/** Who notices that others sign in: the product and its peers, one after another, each alone on the machine. */
export async function measureStorms(context: Context): Promise<Section<StormRow>> {
  const rows: StormRow[] = []
  const failures: Failure[] = []
  for (const { peer, runtime } of serversOf(context)) {
    try {
      rows.push(...(await measureServer(context, peer, runtime)))
    } catch (error) {
      failures.push(failureOf(peer.name, error))
    }
  }
  return { rows, failures }
}

function serversOf({ combinations }: Context): { peer: Peer; runtime: Runtime | undefined }[] {
  const own = combinations.filter(({ database }) => database.name === 'sqlite')
  const host = own.find(({ runtime }) => runtime.name === 'node')?.runtime ?? own[0]?.runtime
  return [
    ...own.map((combination) => ({ peer: latchkeyPeer(combination, BEHIND), runtime: combination.runtime })),
    { peer: fastapiPeer(1), runtime: undefined },
    ...(host ? [{ peer: betterAuthPeer(host, 'scrypt'), runtime: undefined }] : []),
  ]
}

async function measureServer(
  context: Context,
  peer: Peer,
  runtime: Runtime | undefined,
): Promise<StormRow[]> {
  const { plan, say } = context
  const alone = runtime && (await hashesPerSecond(runtime, plan.storm.busySeconds))
  const runner = await populate(context, peer, await peer.start(context.workspace))
  try {
    const measure = async (load: string, seconds: number, by: Arrivals['by'] | undefined) => {
      say(`${peer.name}: ${load}`)
      const row = await during(context, runner, { load, seconds, by, alone })
      say(`  who am I p99 ${row.p99Ms} ms, ${row.signIns} sign-ins a second, ${row.failed} failed`)
      await sleep(REST_MS)
      return row
    }
    const calm = await measure('nobody else', plan.storm.busySeconds, undefined)
    const busy = await measure(`${CONNECTIONS} connections sign in`, plan.storm.busySeconds, {
      connections: CONNECTIONS,
    })
    const rows = [calm, busy]
    for (const times of STORMS) {
      const rate = Math.min(MOST_ARRIVALS, Math.max(1, busy.signIns) * times)
      rows.push(
        await measure(`${times}x: ${Math.round(rate)} sign-ins arrive a second`, plan.storm.seconds, {
          rate,
        }),
      )
    }
    return rows
  } finally {
    await runner.program.stop()
  }
}

interface Measured {
  readonly load: string
  readonly seconds: number
  readonly by: Arrivals['by'] | undefined
  readonly alone: number | undefined
}

async function during(
  { plan }: Context,
  runner: Runner,
  { load, seconds, by, alone }: Measured,
): Promise<StormRow> {
  const { port, pid } = runner.program
  const me: LoadRequest[] = [{ method: 'GET', path: runner.api.me, token: runner.token }]
  let residentMb = 0
  const watching = setInterval(() => {
    residentMb = Math.max(residentMb, memoryOf(pid).residentMb)
  }, 500)
  const [asked, stormed] = await Promise.all([
    arrive({ port, seconds, by: { rate: ASKING_RATE }, requests: me, fromEverywhere: true }),
    by &&
      arrive({ port, seconds, by, requests: signInsOf(runner.api, plan.peerUsers), fromEverywhere: true }),
  ])
  clearInterval(watching)
  const signIns = (stormed?.answered ?? 0) / seconds
  return {
    server: runner.name,
    hash: runner.hash,
    load,
    p50Ms: asked.p50Ms ?? Number.NaN,
    p99Ms: asked.p99Ms ?? Number.NaN,
    unanswered: asked.refused + asked.failed,
    signIns,
    hashingShare: alone === undefined || !stormed ? undefined : signIns / alone,
    refusedPerSecond: (stormed?.refused ?? 0) / seconds,
    refusedP99Ms: stormed?.refusedP99Ms ?? Number.NaN,
    failed: stormed?.failed ?? 0,
    residentMb: Math.max(residentMb, memoryOf(pid).residentMb),
  }
}

async function arrive(arrivals: Arrivals): Promise<Arrived> {
  const child = spawn(process.execPath, [ARRIVALS], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(arrivals))
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the arrivals ended with ${code}`)
  return JSON.parse(text) as Arrived
}

async function hashesPerSecond({ command }: Runtime, seconds: number): Promise<number> {
  const { stdout } = await promisify(execFile)(command, [HASHING, String(PASSWORD_THREADS), String(seconds)])
  return Number(stdout)
}
