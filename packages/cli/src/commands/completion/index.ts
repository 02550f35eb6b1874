import type { Call } from '../../call.ts'
import type { Answer, CommandNode } from '../../command.ts'
import { UsageError } from '../../failure.ts'
import { placesOf } from './places.ts'
import { shellsOf } from './shells.ts'

/** latchkey completion */
export async function completionCommand(call: Call, commands: readonly CommandNode[]): Promise<Answer> {
  const shell = call.word(0)
  const scripts = shellsOf(placesOf(commands))
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  if (script === undefined) {
    throw new UsageError(
      `Completion is made for ${Object.keys(scripts).join(', ')}, not ${JSON.stringify(shell)}.`,
    )
  }
  return { json: { shell, script }, text: script }
}
