import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'

/** latchkey keys rotate */
export async function rotateKeys(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const key = await client.keys.rotate({ body: { immediately: call.flag('immediately') } })
    const text =
      key.state === 'signing'
        ? `${key.kid} (${key.algorithm}) signs from now on.`
        : `${key.kid} (${key.algorithm}) is published, and signs from ${key.signs_from} on.`
    return { json: key, text }
  })
}
