import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'
import { findId } from '../user/find.ts'

/** latchkey key list */
export async function listKeys(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const items: Awaited<ReturnType<typeof client.apiKeys.listOf>>['items'] = []
    let cursor: string | null = null
    do {
      const query: { limit: number; cursor?: string } =
        cursor === null ? { limit: 100 } : { limit: 100, cursor }
      const page = await client.apiKeys.listOf({ params: { id }, query })
      items.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== null)
    const rows = items.map((key) => [
      key.id,
      key.name,
      `${key.hint}...`,
      key.expires_at ?? 'never',
      key.last_used_at ?? 'never',
      key.scopes.join(' '),
    ])
    const titles = ['KEY', 'NAME', 'BEGINS', 'EXPIRES', 'USED', 'SCOPES']
    return { json: { items }, text: rows.length === 0 ? 'No API key.' : table(titles, rows) }
  })
}
