import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'

/** As many as one answer holds: a month of daily rotations has fewer. */
const LARGEST_PAGE = 100

/** latchkey keys list */
export async function listKeys(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const answer = await client.keys.list({ query: { limit: LARGEST_PAGE } })
    const rows = answer.items.map((key) => [
      key.kid,
      key.algorithm,
      key.state,
      key.signs_from,
      key.verifies_until ?? '-',
    ])
    const titles = ['KEY', 'ALGORITHM', 'STATE', 'SIGNS FROM', 'VERIFIES UNTIL']
    return { json: answer, text: rows.length === 0 ? 'No key yet.' : table(titles, rows) }
  })
}
