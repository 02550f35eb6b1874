import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, nameOf, subjectOf } from './combination.ts'
import type { Context, Section } from './context.ts'
import { signIn } from './http/accounts.ts'
import { LIMITS } from './limits.ts'
import { CONNECTIONS } from './plan.ts'
import { type Memory, memoryOf } from './process-figures.ts'
import { startProduct } from './program.ts'
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
    const lives: Life[] = [
      { program: nameOf(subjectOf(combination)), command: runtime.command, isOneFile: false },
    ]
    if (runtime.name === 'bun' && context.oneFile) {
      const { path } = context.oneFile
      lives.push({ program: `dist/latchkey, ${database.label}`, command: path, isOneFile: true })
    }
    for (const life of lives) {
      try {
        rows.push(...(await measureLife(context, combination, life)))
      } catch (error) {
        failures.push(failureOf(life.program, error))
      }
    }
  }
  return { rows, failures }
}

interface Life {
  readonly program: string
  readonly command: string
  readonly isOneFile: boolean
}

async function measureLife(
  context: Context,
  combination: Combination,
  { program, command, isOneFile }: Life,
): Promise<MemoryRow[]> {
  const { workspace, generator, plan, say } = context
  say(`${program}: memory`)
  const store = await context.prepared(combination)
  const server = await startProduct(workspace, { command, isOneFile, store })
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
    const promised = isOneFile ? LIMITS.binaryResidentMb : LIMITS.residentMb
    note('after the start, idle', isPromised ? promised : undefined)
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
