import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'

/** latchkey audit key */
export async function showKey(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const answer = await client.audit.checkpointKey()
    return { json: answer, text: answer.public_key }
  })
}
