import { nameOf } from './combination.ts'
import { figure, inRounds, paragraph, sectionTable, spread, target } from './markdown.ts'
import { CONNECTIONS } from './plan.ts'
import { CPU_SOURCE } from './process-figures.ts'
import type { Results } from './results.ts'

export function readsSection({ plan, reads }: Results): string[] {
  if (!reads) return []
  return [
    '## Reads',
    paragraph(
      'CPU of the server process for a request, in microseconds, over what a bare server of the same runtime',
      '(`Bun.serve`, `node:http`) spends on the same bytes under the same headers.',
      `${CONNECTIONS} keep-alive connections, ${inRounds(plan.reads)} (${plan.unpromisedReadRounds} where there is no target), both`,
      `databases and the bare server in turn; ${plan.users.toLocaleString('en-US')} users; the access log goes to a file. Nothing here hashes.`,
      `CPU from ${CPU_SOURCE}. "Database µs" is the CPU of PostgreSQL's processes for the same request.`,
    ),
    sectionTable(
      [
        ...['what runs', 'read', 'ratio', 'target', 'product µs', 'bare µs', 'database µs', 'requests/s'],
        ...['p50 ms', 'p99 ms', 'bare requests/s'],
      ],
      reads,
      (row) => [
        nameOf(row),
        `\`${row.name}\``,
        spread(row.ratio),
        target(row.target, 'x'),
        figure(row.cpuMicroseconds.median),
        figure(row.bareCpuMicroseconds.median),
        figure(row.databaseCpuMicroseconds.median),
        figure(row.perSecond.median),
        figure(row.p50Ms.median),
        figure(row.p99Ms.median),
        figure(row.barePerSecond.median),
      ],
    ),
  ]
}

export function writesSection({ plan, writes, hash }: Results): string[] {
  if (!writes) return []
  return [
    '## Writes with their commits',
    paragraph(
      `${CONNECTIONS} connections, ${inRounds(plan.writes)}. Each write is on the disk before its writer is`,
      "answered. Commits are counted outside the server: by the change counter of SQLite's WAL index, and by",
      "PostgreSQL's `xact_commit`, which counts transactions that only read too. A registration hashes a",
      'password, which is nearly all of its CPU.',
    ),
    sectionTable(
      [
        ...['what runs', 'write', 'hash', 'requests/s', 'CPU µs', 'database µs', 'commits/s'],
        ...['writes a commit', 'p50 ms', 'p99 ms', '503', 'failed'],
      ],
      writes,
      (row) => [
        nameOf(row),
        `\`${row.name}\``,
        row.hashes ? hash : 'none',
        spread(row.perSecond),
        figure(row.cpuMicroseconds.median),
        figure(row.databaseCpuMicroseconds.median),
        figure(row.commitsPerSecond.median),
        row.writesPerCommit === undefined ? '-' : figure(row.writesPerCommit.median),
        figure(row.p50Ms.median),
        figure(row.p99Ms.median),
        String(row.refused),
        String(row.failed),
      ],
    ),
  ]
}

export function passwordsSection({ plan, passwords, hash }: Results): string[] {
  if (!passwords) return []
  return [
    '## Sign-in and registration over hashing alone',
    paragraph(
      'Hashing alone is as many threads of the same runtime that do nothing but hash, with the same module and',
      `parameters. ${inRounds(plan.passwords)}, hashing, sign-in and registration in turn. Both hash once and`,
      'commit once. Threads are `LATCHKEY_PASSWORD_THREADS`, by default one fewer than the cores. "Hash ms" is',
      'what one hash takes on one thread meanwhile.',
    ),
    sectionTable(
      [
        ...['what runs', 'what', 'hash', 'hash ms', 'threads', 'connections', 'ratio', 'target', 'a second'],
        ...['hashes a second', '503', 'failed'],
      ],
      passwords,
      (row) => [
        nameOf(row),
        `\`${row.name}\``,
        hash,
        figure((1_000 * row.threads) / row.hashesPerSecond.median),
        String(row.threads),
        String(row.connections),
        spread(row.ratio),
        String(row.target),
        spread(row.perSecond),
        spread(row.hashesPerSecond),
        String(row.refused),
        String(row.failed),
      ],
    ),
  ]
}

export function startsSection({ plan, starts, oneFileMb }: Results): string[] {
  if (!starts) return []
  return [
    '## Start',
    paragraph(
      'From starting the process to the whole first 200 of /health, asked for every millisecond;',
      `${plan.starts} starts each. \`dist/latchkey\` is the one file of \`npm run build:binary\`, made of the same`,
      `sources before the run, ${oneFileMb === undefined ? 'which failed' : `${figure(oneFileMb)} MB`}; the others run the sources.`,
    ),
    sectionTable(['what runs', 'start on', 'median ms', 'least', 'most', 'target'], starts, (row) => [
      row.program,
      row.on,
      `**${figure(row.ms.median)}**`,
      figure(row.ms.least),
      figure(row.ms.most),
      target(row.targetMs, ' ms'),
    ]),
  ]
}

export function memorySection({ plan, memory }: Results): string[] {
  if (!memory) return []
  const { start, signIn, load } = plan.restMs
  return [
    '## Resident memory',
    paragraph(
      `\`VmRSS\` of /proc/<pid>/status in MB of 10^6 bytes, ${start / 1_000} s after the start,`,
      `${signIn / 1_000} s after the sign-in, ${load / 1_000} s after ${plan.memoryLoadSeconds} s of load over`,
      `${CONNECTIONS} connections (\`GET /users/me\`, then \`PUT /users/{id}\`). The anonymous part is what the`,
      "process does not share with the program's file. PostgreSQL's own processes are not in it.",
    ),
    sectionTable(['what runs', 'when', 'resident MB', 'anonymous MB', 'target'], memory, (row) => [
      row.program,
      row.when,
      `**${figure(row.residentMb)}**`,
      figure(row.anonymousMb),
      target(row.targetMb, ' MB'),
    ]),
  ]
}

export function peersSection({ plan, peers }: Results): string[] {
  if (!peers) return []
  return [
    '## Peers',
    paragraph(
      'The same operations on servers of other makers, installed from npm and PyPI by `bench/peers/`, each on',
      `SQLite with ${plan.peerUsers} users, in turn, ${inRounds(plan.peers)}; ${CONNECTIONS} connections for`,
      'reads, 8 and one second more for what hashes. CPU and memory are of all processes of the server. The ratio is the CPU over',
      'that of the first row of the operation. Hashes differ in cost, so compare the figures of those that',
      'hash only where the column says the same. docs/benchmarks.md says what differs besides.',
    ),
    sectionTable(
      [
        ...['operation', 'server', 'hash', 'ratio', 'CPU µs', 'requests/s', 'p50 ms', 'p99 ms'],
        ...['resident MB', '503', 'failed'],
      ],
      peers,
      (row) => [
        row.operation,
        row.peer,
        row.hash ?? 'none',
        spread(row.ratio),
        figure(row.cpuMicroseconds.median),
        spread(row.perSecond),
        figure(row.p50Ms.median),
        figure(row.p99Ms.median),
        figure(row.residentMb),
        String(row.refused),
        String(row.failed),
      ],
    ),
  ]
}

export function stepsSection({ plan, steps }: Results): string[] {
  if (!steps) return []
  return [
    '## Single steps',
    `Nanoseconds of wall clock for one call on Bun, in a process of its own, ${plan.microSamples} samples.`,
    sectionTable(['step', 'ns'], steps, ({ name, nanoseconds }) => [name, spread(nanoseconds)]),
  ]
}
