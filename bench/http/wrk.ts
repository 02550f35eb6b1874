import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Load, LoadResult } from './loads.ts'

export const WRK = 'wrk'

export const hasWrk = (): boolean => spawnSync(WRK, ['-v']).error === undefined

/** A read is sent as plain wrk sends it; only what changes from one request to the next needs its script. */
export function wrkArgs(port: number, { connections, seconds, requests }: Load, file: string): string[] {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency']
  const url = `http://127.0.0.1:${port}`
  const [only, ...others] = requests
  if (only && others.length === 0 && only.method === 'GET') {
    const token = only.token === undefined ? [] : ['-H', `Authorization: Bearer ${only.token}`]
    const cookie = only.cookie === undefined ? [] : ['-H', `Cookie: ${only.cookie}`]
    return [...args, ...token, ...cookie, url + only.path]
  }
  const script = fileURLToPath(new URL('./loads.lua', import.meta.url))
  return [...args, '-s', script, url, '--', file]
}

/** Reads the report that wrk 4 prints. */
export function wrkResult(report: string): LoadResult {
  const number = (pattern: RegExp): number => Number(pattern.exec(report)?.[1] ?? 0)
  const requests = number(/^\s*(\d+) requests in /m)
  const seconds = requests / number(/^Requests\/sec:\s+([\d.]+)/m)
  const broken =
    /^\s*Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/m.exec(report) ?? []
  const brokenCount = broken.slice(1).reduce((sum, text) => sum + Number(text), 0)
  const statuses = /^statuses 2xx=(\d+) 503=(\d+) other=(\d+)/m.exec(report)
  const notFine = number(/^\s*Non-2xx or 3xx responses: (\d+)/m)
  const [answered, refused, other] = statuses
    ? statuses.slice(1).map(Number)
    : [requests - notFine, 0, notFine]
  return {
    answered: answered ?? 0,
    refused: refused ?? 0,
    failed: (other ?? 0) + brokenCount,
    seconds,
    p50Ms: milliseconds(/^\s+50%\s+(\S+)/m.exec(report)?.[1]),
    p99Ms: milliseconds(/^\s+99%\s+(\S+)/m.exec(report)?.[1]),
  }
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 }

/** `1.65ms`, `812.00us`, `2.01s` */
function milliseconds(text = ''): number {
  const [, value, unit = ''] = /^([\d.]+)([a-z]+)$/.exec(text) ?? []
  return Number(value) * (UNITS[unit] ?? Number.NaN)
}
