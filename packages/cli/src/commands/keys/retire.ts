import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey keys retire */
export async function retireKey(call: Call): Promise<Answer> {
  const kid = call.word(0)
  return withConnection(call, async ({ client }) => {
    await confirmOrRefuse(call.flag('yes'), `This refuses every token of ${kid} from now on.`)
    const key = await client.keys.retire({ params: { kid } })
    return { json: key, text: `${printable(kid)} is retired: its tokens count no longer.` }
  })
}
