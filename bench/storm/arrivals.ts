// `bun bench/storm/arrivals.ts < load.json`: sends requests either without pause over some connections, or as they arrive:
// so many a second, however long the answers take. Prints what came back as JSON.

import { readFileSync } from 'node:fs'
import type { LoadRequest } from '../http/loads.ts'
import { Connection, type Outcome } from './connection.ts'

/** `rate`: arrivals a second. `connections`: each sends its next request when it has its answer. */
export interface Arrivals {
  readonly port: number
  readonly seconds: number
  readonly by: { readonly rate: number } | { readonly connections: number }
  /** Sent one after another, round and round. */
  readonly requests: readonly LoadRequest[]
  /** Each request comes from another address, as a proxy would say it. */
  readonly fromEverywhere: boolean
}

export interface Arrived {
  /** With 2xx, before the time was over. */
  readonly answered: number
  /** 503 and 429. */
  readonly refused: number
  readonly failed: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of those that were refused. */
  readonly refusedP99Ms: number
}

/** Open at most: whoever arrives when all are busy waits, and that counts as waiting. */
const MOST_CONNECTIONS = 8_000
const TICK_MS = 1
/** What was sent before the end is waited for so long. */
const PATIENCE_MS = 10_000

const load = JSON.parse(readFileSync(0, 'utf8')) as Arrivals
const answered: number[] = []
const refused: number[] = []
let inTime = 0
let failed = 0
let endsAt = Number.POSITIVE_INFINITY
let sent = 0
const idle: Connection[] = []
let open = 0

/** Told apart by their last three parts: 16 million of them. */
const address = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

const texts = load.requests.map(
  ({ method, path, token, body = '' }) =>
    (from: string) =>
      [
        `${method} ${path} HTTP/1.1`,
        `Host: localhost:${load.port}`,
        ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
        ...(load.fromEverywhere ? [`X-Forwarded-For: ${from}`] : []),
        ...(body === ''
          ? []
          : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
        '',
        body,
      ].join('\r\n'),
)

async function one(connection: Connection, arrivedAt: number): Promise<void> {
  sent += 1
  const text = texts[sent % texts.length]?.(address(sent * 7_919)) ?? ''
  note(await connection.send(text), performance.now() - arrivedAt)
}

function note(outcome: Outcome, ms: number): void {
  if (outcome !== undefined && outcome >= 200 && outcome < 300) {
    answered.push(ms)
    if (performance.now() <= endsAt) inTime += 1
  } else if (outcome === 503 || outcome === 429) refused.push(ms)
  else failed += 1
}

function taken(): Connection | undefined {
  const free = idle.pop()
  if (free) return free
  if (open >= MOST_CONNECTIONS) return undefined
  open += 1
  return new Connection(load.port)
}

async function asTheyArrive(rate: number): Promise<void> {
  const began = performance.now()
  endsAt = began + load.seconds * 1_000
  const waiting: number[] = []
  const pending = new Set<Promise<void>>()
  let due = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - began
      const isOver = elapsed >= load.seconds * 1_000
      for (; !isOver && due < (elapsed * rate) / 1_000; due++) waiting.push(began + (due * 1_000) / rate)
      while (waiting.length > 0) {
        const connection = taken()
        if (!connection) break
        const work = one(connection, waiting.shift() ?? 0).then(() => {
          idle.push(connection)
          pending.delete(work)
        })
        pending.add(work)
      }
      if (!isOver && elapsed < load.seconds * 1_000 + PATIENCE_MS) return
      if (pending.size > 0 && elapsed < load.seconds * 1_000 + PATIENCE_MS) return
      clearInterval(timer)
      failed += pending.size + waiting.length
      resolve()
    }, TICK_MS)
  })
}

async function withoutPause(connections: number): Promise<void> {
  endsAt = performance.now() + load.seconds * 1_000
  let busy = connections
  const all = Array.from({ length: connections }, async () => {
    const connection = new Connection(load.port)
    while (performance.now() < endsAt) await one(connection, performance.now())
    busy -= 1
    connection.close()
  })
  // A server that never answers fails those that it keeps, and does not keep the bench.
  let timer: NodeJS.Timeout | undefined
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, load.seconds * 1_000 + PATIENCE_MS)
  })
  await Promise.race([Promise.all(all), isOver])
  clearTimeout(timer)
  failed += busy
}

await ('rate' in load.by ? asTheyArrive(load.by.rate) : withoutPause(load.by.connections))
const quantile = (values: number[], q: number): number =>
  values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN
const arrived: Arrived = {
  answered: inTime,
  refused: refused.length,
  failed,
  p50Ms: quantile(answered, 0.5),
  p99Ms: quantile(answered, 0.99),
  refusedP99Ms: quantile(refused, 0.99),
}
process.stdout.write(JSON.stringify(arrived, (_, value) => (Number.isNaN(value) ? null : value)))
process.exit(0)
