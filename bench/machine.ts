import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What a command prints, or `unknown` where it is not to be had. */
function said(command: string, ...args: string[]): string {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : 'unknown'
}

/** The commit that is checked out; `-dirty` when a file was changed or is unknown to git. */
function commit(): string {
  const isDirty = said('git', 'status', '--porcelain', '--', '.', ':!bench/results') !== ''
  return `${said('git', 'rev-parse', 'HEAD')}${isDirty ? '-dirty' : ''}`
}

/** Rows of a table: what was measured, and on what. */
export function machineRows(folder: string, now: Date): string[][] {
  const [cpu] = cpus()
  return [
    ['date', now.toISOString().slice(0, 16).replace('T', ' ').concat(' UTC')],
    ['commit', commit()],
    ['CPU', `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores`],
    ['memory', `${(totalmem() / 1e9).toFixed(1)} GB`],
    ['system', `Linux ${release()}, ${process.arch}`],
    ['file system of the data', said('stat', '-f', '-c', '%T', folder)],
  ]
}

/** How busy the machine was with something else before the first measurement. */
export const loadAverage = (): string => said('cat', '/proc/loadavg').split(' ')[0] ?? 'unknown'
