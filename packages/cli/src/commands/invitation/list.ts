import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'

/** latchkey invitation list */
export async function listInvitations(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const items: Awaited<ReturnType<typeof client.invitations.list>>['items'] = []
    let cursor: string | null = null
    do {
      const query: { limit: number; cursor?: string } =
        cursor === null ? { limit: 100 } : { limit: 100, cursor }
      const page = await client.invitations.list({ query })
      items.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== null)
    const rows = items.map((one) => [
      one.id,
      one.email,
      one.is_mailed ? 'mailed' : 'handed out',
      one.invited_by === null ? 'operator' : String(one.invited_by),
      one.expires_at,
      one.roles.join(' '),
    ])
    const titles = ['INVITATION', 'ADDRESS', 'LINK', 'BY', 'EXPIRES', 'ROLES']
    return { json: { items }, text: rows.length === 0 ? 'No invitation waits.' : table(titles, rows) }
  })
}
