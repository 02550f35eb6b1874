import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from '../user/find.ts'
import { recoveryCard } from './recovery-card.ts'

/** latchkey recovery approve */
export async function approveRecovery(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const answer = await client.wayBack.approve({ params: { id } })
    const link =
      answer.url === null
        ? 'Approved. A second administrator is needed, or the person’s mailbox and the wait.'
        : `${printable(answer.url)}\nGood for once, for an hour: hand it over to that person only.`
    return { json: answer, text: `${recoveryCard(answer)}\n${link}` }
  })
}
