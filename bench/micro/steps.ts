import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Context, Section } from '../context.ts'
import type { MicroFigures } from './micro.ts'

const PROGRAM = fileURLToPath(new URL('./micro.ts', import.meta.url))

/** Single steps of a request, in a process of their own. */
export async function measureSteps({ workspace, plan, say }: Context): Promise<Section<MicroFigures>> {
  say('single steps')
  const args = [PROGRAM, String(plan.microSamples), workspace.path('data')]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return { rows: JSON.parse(stdout) as MicroFigures[], failures: [] }
}
