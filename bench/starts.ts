import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from './program.ts'
import { type Spread, spreadOf } from './spread.ts'
import type { Workspace } from './workspace.ts'

export interface StartFigures {
  readonly name: string
  readonly targetMs: number
  readonly ms: Spread
}

interface Setting {
  readonly workspace: Workspace
  /** A data folder that was used before. */
  readonly dataDir: string
  readonly starts: number
  say(progress: string): void
}

/** From starting the process to its first 200 of /health; new and existing data folders take turns. */
export async function measureStarts({ workspace, dataDir, starts, say }: Setting): Promise<StartFigures[]> {
  const existing = workspace.copyOf(dataDir)
  const startOn = async (folder: string): Promise<number> => {
    const product = await startProduct(workspace, { dataDir: folder })
    await product.stop()
    await sleep(100)
    return product.startedInMs
  }
  say(`${starts} starts on new data folders and ${starts} on an existing one`)
  const onNew: number[] = []
  const onExisting: number[] = []
  for (let i = 0; i < starts; i++) {
    onNew.push(await startOn(workspace.path('data')))
    onExisting.push(await startOn(existing))
  }
  return [
    { name: 'new data folder', targetMs: 250, ms: spreadOf(onNew) },
    { name: 'existing data folder', targetMs: 150, ms: spreadOf(onExisting) },
  ]
}
