import type { PasswordFigures } from './http/passwords.ts'
import type { ReadFigures } from './http/reads.ts'
import type { WriteFigures } from './http/writes.ts'
import { figure, paragraph, spread, table } from './markdown.ts'
import type { MemoryFigures } from './memory.ts'
import type { MicroFigures } from './micro/micro.ts'
import { CONNECTIONS, type Plan, type Rounds } from './plan.ts'
import { CPU_SOURCE } from './process-figures.ts'
import { medianOf } from './spread.ts'
import type { StartFigures } from './starts.ts'

/** Everything that was measured. */
export interface Measured {
  readonly plan: Plan
  readonly firstStartMs: number
  readonly starts: readonly StartFigures[]
  readonly reads: readonly ReadFigures[]
  readonly writes: readonly WriteFigures[]
  readonly passwords: readonly PasswordFigures[]
  readonly memory: readonly MemoryFigures[]
  readonly micro: readonly MicroFigures[]
}

const inRounds = ({ rounds, seconds }: Rounds): string =>
  `${rounds} round${rounds === 1 ? '' : 's'} of ${seconds} s`

const over = <S>(slots: readonly S[], value: (slot: S) => number): string =>
  figure(medianOf(slots.map(value)))

export function readsSection({ plan, reads }: Measured): string[] {
  return [
    '## Reads',
    paragraph(
      'CPU of the server process for a request, in microseconds, over what a bare `Bun.serve` spends on the',
      `same bytes under the same headers. ${CONNECTIONS} keep-alive connections, ${inRounds(plan.reads)},`,
      `product and bare in turn; ${plan.users.toLocaleString('en-US')} users; the access log goes to a file.`,
      `CPU from ${CPU_SOURCE}.`,
    ),
    table(
      [
        'read',
        'ratio',
        'target',
        'product µs',
        'bare µs',
        'requests/s',
        'p50 ms',
        'p99 ms',
        'bare requests/s',
      ],
      reads.map(({ read, ratio, product, bare }) => [
        `\`${read.name}\``,
        spread(ratio),
        `${read.target}x`,
        over(product, (slot) => slot.cpuMicroseconds),
        over(bare, (slot) => slot.cpuMicroseconds),
        over(product, (slot) => slot.perSecond),
        over(product, (slot) => slot.p50Ms),
        over(product, (slot) => slot.p99Ms),
        over(bare, (slot) => slot.perSecond),
      ]),
    ),
  ]
}

export function writesSection({ plan, writes }: Measured): string[] {
  return [
    '## Writes with their commits',
    paragraph(
      `${CONNECTIONS} connections, ${inRounds(plan.writes)}. Commits are counted by the change counter of`,
      "SQLite's WAL index, read beside the server; each is on the disk (`synchronous=FULL`) before its",
      'writers are answered. A registration hashes a password, which is nearly all of its CPU.',
    ),
    table(
      ['write', 'requests/s', 'CPU µs', 'commits/s', 'writes a commit', 'p50 ms', 'p99 ms', '503', 'failed'],
      writes.map(({ name, slots }) => [
        `\`${name}\``,
        over(slots, (slot) => slot.perSecond),
        over(slots, (slot) => slot.cpuMicroseconds),
        over(slots, (slot) => slot.commitsPerSecond),
        over(slots, (slot) => slot.perSecond / slot.commitsPerSecond),
        over(slots, (slot) => slot.p50Ms),
        over(slots, (slot) => slot.p99Ms),
        String(slots.reduce((sum, { refused }) => sum + refused, 0)),
        String(slots.reduce((sum, { failed }) => sum + failed, 0)),
      ]),
    ),
  ]
}

export function passwordsSection({ plan, passwords }: Measured): string[] {
  return [
    '## Sign-in and registration over hashing alone',
    paragraph(
      'Hashing alone is as many threads that do nothing but hash, with the same module and parameters',
      `(Argon2id, 19 MiB, t=2, p=1). ${inRounds(plan.passwords)}, hashing, sign-in and registration in turn.`,
      'Both hash once and commit once. Threads are `LATCHKEY_PASSWORD_THREADS`, by default one fewer than the',
      'cores.',
    ),
    table(
      ['what', 'threads', 'connections', 'ratio', 'target', 'a second', 'hashes a second', '503', 'failed'],
      passwords.map(({ name, threads, connections, ratio, perSecond, hashesPerSecond, refused, failed }) => [
        `\`${name}\``,
        String(threads),
        String(connections),
        spread(ratio),
        '0.9',
        spread(perSecond),
        spread(hashesPerSecond),
        String(refused),
        String(failed),
      ]),
    ),
  ]
}

export function startsSection({ plan, starts, firstStartMs }: Measured): string[] {
  return [
    '## Start',
    paragraph(
      'From starting the process to the whole first 200 of /health, asked for every millisecond;',
      `${plan.starts} starts each. Before them, the very first start, with an empty cache of the runtime,`,
      `took ${figure(firstStartMs)} ms.`,
    ),
    table(
      ['start on', 'median ms', 'least', 'most', 'target'],
      starts.map(({ name, targetMs, ms }) => [
        `${name}`,
        `**${figure(ms.median)}**`,
        figure(ms.least),
        figure(ms.most),
        `${targetMs} ms`,
      ]),
    ),
  ]
}

export function memorySection({ plan, memory }: Measured): string[] {
  const { start, signIn, load } = plan.restMs
  return [
    '## Resident memory',
    paragraph(
      `\`VmRSS\` of /proc/<pid>/status in MB of 10^6 bytes, ${start / 1_000} s after the start,`,
      `${signIn / 1_000} s after the sign-in, ${load / 1_000} s after load. The anonymous part is what the`,
      "process does not share with the program's file.",
    ),
    table(
      ['when', 'resident MB', 'anonymous MB', 'target'],
      memory.map(({ name, residentMb, anonymousMb, targetMb }) => [
        name,
        `**${figure(residentMb)}**`,
        figure(anonymousMb),
        targetMb === undefined ? '-' : `${targetMb} MB`,
      ]),
    ),
  ]
}

export function microSection({ plan, micro }: Measured): string[] {
  return [
    '## Single steps',
    `Nanoseconds of wall clock for one call, in a process of its own, ${plan.microSamples} samples.`,
    table(
      ['step', 'ns'],
      micro.map(({ name, nanoseconds }) => [name, spread(nanoseconds)]),
    ),
  ]
}
