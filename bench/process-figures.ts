import { readdirSync, readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** Where `cpuMicroseconds` reads; said in the report. */
export const CPU_SOURCE =
  '`/proc/<pid>/task/*/schedstat`, nanoseconds on the CPU, all threads of the process ' +
  '(where the kernel has no schedstat: `/proc/<pid>/stat`, ticks of 10 ms)'

/** CPU time that a process has spent so far, user and system, in all its threads. */
export function cpuMicroseconds(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readOrEmpty(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0])
  }
  return nanoseconds > 0 ? nanoseconds / 1_000 : ticksOf(pid) * (1_000_000 / TICKS_A_SECOND)
}

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name before the last parenthesis may hold spaces; utime and stime are fields 14 and 15 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** A thread may end while the list is walked. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export interface Memory {
  /** MB (10^6 bytes) that are resident, with the pages of the program's file. */
  readonly residentMb: number
  /** MB of that which belong to nobody else and stand in no file. */
  readonly anonymousMb: number
}

export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (field: string) =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1_024) / 1e6
  return { residentMb: megabytes('VmRSS'), anonymousMb: megabytes('RssAnon') }
}
