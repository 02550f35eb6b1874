import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from './find.ts'

/** latchkey user reset-link */
export async function printResetLink(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const link = await client.recovery.issueLink({ params: { id } })
    return { json: link, text: `${printable(link.url)}\nGood for once, until ${printable(link.expires_at)}.` }
  })
}
