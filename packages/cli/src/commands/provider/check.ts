import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey provider check */
export async function checkProvider(call: Call): Promise<Answer> {
  const slug = call.word(0)
  return withConnection(call, async ({ client }) => {
    const json = await client.providers.check({ params: { slug } })
    const lines = json.findings.map(
      ({ of, state, message }) => `${state.padEnd(5)} ${of.padEnd(10)} ${printable(message)}`,
    )
    return { json, text: lines.join('\n'), hasFailed: !json.is_good }
  })
}
