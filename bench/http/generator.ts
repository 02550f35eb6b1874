import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { cpuBetween, readCpu } from '../process-figures.ts'
import type { Program } from '../program.ts'
import type { Workspace } from '../workspace.ts'
import { type Load, type LoadResult, writeRequests } from './loads.ts'
import { hasWrk, WRK, wrkArgs, wrkResult } from './wrk.ts'

export interface Slot extends LoadResult {
  readonly perSecond: number
  /** CPU microseconds of the server process for each answer of 2xx; what it spent on others is in them. */
  readonly cpuMicroseconds: number
  /** The same of the processes of its database; 0 where it has none. */
  readonly databaseCpuMicroseconds: number
}

export interface Generator {
  readonly name: string
  /** Whether it reads any answer; the one of this folder reads those with a Content-Length only. */
  readonly isWrk: boolean
  /** One slot of load on a server, with what it cost the server. */
  load(program: Program, load: Load): Promise<Slot>
}

const INSTALL_WRK = 'wrk is not installed (Debian: `sudo apt-get install wrk`)'

/** wrk where it is installed; else the generator of this folder. */
export function findGenerator(workspace: Workspace, { ownOnly }: { ownOnly: boolean }): Generator {
  const isWrk = !ownOnly && hasWrk()
  const send = async (port: number, load: Load): Promise<LoadResult> => {
    const file = workspace.path('requests.tsv')
    writeRequests(file, load.requests)
    if (!isWrk) return JSON.parse(await output(process.execPath, ownArgs(port, load, file))) as LoadResult
    return wrkResult(await output(WRK, wrkArgs(port, load, file)))
  }
  return {
    isWrk,
    name: isWrk ? 'wrk, one thread' : `bench/http/load.ts${ownOnly ? '' : `, because ${INSTALL_WRK}`}`,
    async load(program, load) {
      const before = [readCpu(program.pid), readCpu(program.databasePid)] as const
      const result = await send(program.port, load)
      const spent = cpuBetween(before[0], readCpu(program.pid))
      const spentByDatabase = cpuBetween(before[1], readCpu(program.databasePid))
      return {
        ...result,
        perSecond: result.answered / result.seconds,
        cpuMicroseconds: spent / result.answered,
        databaseCpuMicroseconds: spentByDatabase / result.answered,
      }
    },
  }
}

function ownArgs(port: number, { connections, seconds }: Load, file: string): string[] {
  const program = fileURLToPath(new URL('./load.ts', import.meta.url))
  return [program, String(port), String(connections), String(seconds), file]
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${text}`)
  return text
}
