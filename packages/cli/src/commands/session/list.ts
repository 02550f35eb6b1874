import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'
import { findId } from '../user/find.ts'

/** latchkey session list */
export async function listSessions(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const answer = await client.sessions.listOf({ params: { id } })
    const rows = answer.items.map((session) => [
      session.id,
      session.created_at,
      session.expires_at,
      session.source_address ?? '-',
      session.user_agent ?? '-',
    ])
    const titles = ['SESSION', 'SINCE', 'UNTIL', 'FROM', 'WITH']
    return { json: answer, text: rows.length === 0 ? 'No live session.' : table(titles, rows) }
  })
}
