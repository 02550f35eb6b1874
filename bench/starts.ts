import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, nameOf, subjectOf } from './combination.ts'
import type { Context, Section } from './context.ts'
import type { Store } from './databases/database.ts'
import { LIMITS } from './limits.ts'
import { startProduct } from './program.ts'
import { type Spread, spreadOf } from './spread.ts'
import { type Failure, failureOf, takeTurns } from './turns.ts'

export interface StartRow {
  /** What was started: `Bun, SQLite`, `dist/latchkey, SQLite`. */
  readonly program: string
  readonly on: string
  readonly targetMs: number | undefined
  readonly ms: Spread
}

interface Start extends Omit<StartRow, 'ms'> {
  readonly command: string
  readonly isOneFile: boolean
  store(): Promise<Store>
  /** HOME of each start; undefined for the one of the whole run, where a runtime finds what it compiled. */
  home?(): string
}

/** From starting the process to its first 200 of /health; all of them take turns. */
export async function measureStarts(context: Context): Promise<Section<StartRow>> {
  const { workspace, plan, say } = context
  say(`${plan.starts} starts each`)
  const rows: StartRow[] = []
  const failures: Failure[] = []
  for (const combination of context.combinations) {
    const starts = startsOf(context, combination)
    const turns = starts.map((one) => ({
      name: `${one.program}: ${one.on}`,
      take: async () => {
        const home = one.home?.()
        const store = await one.store()
        const product = await startProduct(workspace, {
          command: one.command,
          isOneFile: one.isOneFile,
          store,
          ...(home === undefined ? {} : { home }),
        })
        await product.stop()
        await sleep(100)
        return product.startedInMs
      },
    }))
    try {
      const taken = await takeTurns(turns, plan.starts)
      failures.push(...taken.failures)
      for (const { program, on, targetMs } of starts) {
        const slots = taken.slots.get(`${program}: ${on}`)
        if (slots) rows.push({ program, on, targetMs, ms: spreadOf(slots) })
      }
    } catch (error) {
      failures.push(failureOf(nameOf(subjectOf(combination)), error))
    }
  }
  return { rows, failures }
}

function startsOf(context: Context, combination: Combination): Start[] {
  const { runtime, database } = combination
  const isPromised = runtime.name === 'bun' && database.name === 'sqlite'
  const sources = {
    program: nameOf(subjectOf(combination)),
    command: runtime.command,
    isOneFile: false,
    limits: LIMITS.startMs as { readonly new: number; readonly existing: number },
  }
  const programs = [sources]
  if (runtime.name === 'bun' && context.oneFile) {
    const limits = { new: LIMITS.binaryStartMs, existing: LIMITS.binaryStartMs }
    const { path } = context.oneFile
    programs.push({ program: `dist/latchkey, ${database.label}`, command: path, isOneFile: true, limits })
  }
  return programs.flatMap(({ limits, ...one }) => {
    let existing: Promise<Store> | undefined
    const onExisting = () => {
      existing ??= context.prepared(combination)
      return existing
    }
    const onNew = async () => database.create()
    const home = () => {
      const folder = context.workspace.path('home')
      mkdirSync(folder)
      return folder
    }
    const targets = (ms: number) => (isPromised ? ms : undefined)
    return [
      { ...one, on: 'new database', targetMs: targets(limits.new), store: onNew },
      { ...one, on: 'existing database', targetMs: targets(limits.existing), store: onExisting },
      { ...one, on: 'new, empty cache of the runtime', targetMs: undefined, store: onNew, home },
    ].filter((start) => !start.isOneFile || !('home' in start))
  })
}
