import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, nameOf, subjectOf } from './combination.ts'
import type { Context, Section } from './context.ts'
import { signIn } from './http/accounts.ts'
import { CONNECTIONS } from './plan.ts'
import { type Memory, memoryOf } from './process-figures.ts'
import { BINARY, startProduct } from './program.ts'
import { type Failure, failureOf } from './turns.ts'

export interface MemoryRow extends Memory {
  /** What ran: `Bun, SQLite`, `dist/latchkey, SQLite`. */
  readonly program: string
  readonly when: string
  /** MB; undefined where nobody promised anything. */
  readonly targetMb: number | undefined
}

/** Resident memory of one server over its life, for each combination and for the one file. */
export async function measureMemory(context: Context): Promise<Section<MemoryRow>> {
  const rows: MemoryRow[] = []
  const failures: Failure[] = []
  for (const combination of context.combinations) {
    const { runtime, database } = combination
    const programs = [{ program: nameOf(subjectOf(combination)), command: runtime.command }]
    if (runtime.name === 'bun' && existsSync(BINARY))
      programs.push({ program: `dist/latchkey, ${database.label}`, command: BINARY })
    for (const { program, command } of programs) {
      try {
        rows.push(...(await measureLife(context, combination, program, command)))
      } catch (error) {
        failures.push(failureOf(program, error))
      }
    }
  }
  return { rows, failures }
}

async function measureLife(
  context: Context,
  combination: Combination,
  program: string,
  command: string,
): Promise<MemoryRow[]> {
  const { workspace, generator, plan, say } = context
  say(`${program}: memory`)
  const store = await context.prepared(combination)
  const server = await startProduct(workspace, { command, store })
  const rows: MemoryRow[] = []
  const note = (when: string, targetMb?: number) =>
    rows.push({ program, when, targetMb, ...memoryOf(server.pid) })
  const load = async (method: string, path: string, token: string, body = '') => {
    const requests = [{ method, path, token, body }]
    await generator.load(server, { connections: CONNECTIONS, seconds: plan.memoryLoadSeconds, requests })
    await sleep(plan.restMs.load)
  }
  try {
    await sleep(plan.restMs.start)
    const isPromised = combination.runtime.name === 'bun' && combination.database.name === 'sqlite'
    note('after the start, idle', isPromised ? (command === BINARY ? 90 : 80) : undefined)
    const { id, token } = await signIn(server, 2)
    await sleep(plan.restMs.signIn)
    note('after the first sign-in')
    await load('GET', '/users/me', token)
    note('after reads')
    await load('PUT', `/users/${id}`, token, '{"full_name":"Reader {n}"}')
    note('after writes')
    return rows
  } finally {
    await server.stop()
  }
}
