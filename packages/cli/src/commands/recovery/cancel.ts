import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { findId } from '../user/find.ts'

/** latchkey recovery cancel */
export async function cancelRecovery(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    await client.wayBack.cancelOf({ params: { id } })
    return { json: { id, cancelled: true }, text: 'The recovery is cancelled.' }
  })
}
