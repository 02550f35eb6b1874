import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { findId } from '../user/find.ts'
import { recoveryCard } from './recovery-card.ts'

/** latchkey recovery show */
export async function showRecovery(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const recovery = await client.wayBack.of({ params: { id } })
    return { json: recovery, text: recoveryCard(recovery) }
  })
}
