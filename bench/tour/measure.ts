import { closeBrowser, noBrowser } from '../../test/browser/chromium.ts'
import type { Context, Section } from '../context.ts'
import { startProduct } from '../program.ts'
import { type Spread, spreadOf } from '../spread.ts'
import { type Failure, failureOf } from '../turns.ts'
import type { Walked } from './walker.ts'
import { walks } from './walks.ts'

export interface TourRow extends Omit<Walked, 'machineMs'> {
  readonly name: string
  readonly hasScript: boolean
  readonly machineMs: Spread | undefined
}

/** What the ways through the pages take, of people and of the machine. */
export async function measureTour(context: Context): Promise<Section<TourRow>> {
  if (noBrowser !== undefined) return { rows: [], failures: [{ what: 'the tour', reason: noBrowser }] }
  const [first] = context.combinations
  if (!first) return { rows: [], failures: [] }
  const { command } = first.runtime
  const program = await startProduct(context.workspace, { command, store: first.database.create() })
  const target = { url: `http://localhost:${program.port}` }
  const rows: TourRow[] = []
  const failures: Failure[] = []
  try {
    for (const { name, hasScript, walk } of walks) {
      context.say(`tour: ${name}${hasScript ? '' : ', without a script'}`)
      try {
        const walked: Walked[] = []
        for (let time = 0; time < context.plan.paints; time++) walked.push(await walk(target))
        const [counted] = walked
        if (!counted) continue
        const spent = walked.flatMap(({ machineMs }) => (machineMs === undefined ? [] : [machineMs]))
        const machineMs = spent.length === 0 ? undefined : spreadOf(spent)
        rows.push({ ...counted, name, hasScript, machineMs })
      } catch (error) {
        failures.push(failureOf(name, error))
      }
    }
  } finally {
    await closeBrowser()
    await program.stop()
  }
  return { rows, failures }
}
