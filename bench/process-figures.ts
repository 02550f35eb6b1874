import { readdirSync, readFileSync } from 'node:fs'

const MICROSECONDS_A_TICK = 10_000

/** Where `readCpu` reads; said in the report. */
export const CPU_SOURCE =
  '`/proc/<pid>/task/*/schedstat`, nanoseconds on the CPU, all threads of the process ' +
  '(`/proc/<pid>/stat`, ticks of 10 ms, where the kernel has no schedstat or threads ended meanwhile)'

/** A process and all that it started, directly or not, and that still runs. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readOrEmpty(`/proc/${name}/stat`)
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
  }
  const family = [pid]
  for (const one of family) family.push(...(parents.get(one) ?? []))
  return family
}

interface Spent {
  /** Of the threads that live: nanoseconds are counted, but a thread that ends takes its share along. */
  readonly ofLivingThreads: number
  /** Of all threads that ever were, in ticks of 10 ms. */
  readonly ofAllThreads: number
}

/** CPU microseconds of a process and its children so far, user and system, each process apart. */
export type CpuReading = ReadonlyMap<number, Spent>

export const readCpu = (pid: number | undefined): CpuReading =>
  new Map(
    (pid === undefined ? [] : familyOf(pid)).map((one) => [
      one,
      { ofLivingThreads: livingMicroseconds(one), ofAllThreads: ticksOf(one) * MICROSECONDS_A_TICK },
    ]),
  )

/** CPU microseconds between two readings. A process that ended meanwhile is not in them. */
export function cpuBetween(before: CpuReading, after: CpuReading): number {
  let sum = 0
  for (const [pid, now] of after) {
    const then = before.get(pid) ?? { ofLivingThreads: 0, ofAllThreads: 0 }
    const fine = now.ofLivingThreads - then.ofLivingThreads
    const coarse = now.ofAllThreads - then.ofAllThreads
    // More than rounding explains: threads have ended, or the kernel counts none.
    sum += coarse - fine > 3 * MICROSECONDS_A_TICK ? coarse : fine
  }
  return sum
}

function livingMicroseconds(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirOrEmpty(`/proc/${pid}/task`)) {
    nanoseconds += Number(readOrEmpty(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0])
  }
  return nanoseconds / 1_000
}

function readdirOrEmpty(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function ticksOf(pid: number): number {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  if (stat === '') return 0
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

/** Of a process and its children together; what they share of the program's file is counted for each of them. */
export function memoryOf(pid: number): Memory {
  const all = familyOf(pid).map((one) => readOrEmpty(`/proc/${one}/status`))
  const megabytes = (field: string) => {
    const kibibytes = all.map((status) =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0),
    )
    return (kibibytes.reduce((sum, one) => sum + one, 0) * 1_024) / 1e6
  }
  return { residentMb: megabytes('VmRSS'), anonymousMb: megabytes('RssAnon') }
}
