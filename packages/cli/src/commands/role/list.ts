import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'
import { allRoles } from './all.ts'

/** latchkey role list */
export async function listRoles(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const items = await allRoles(client)
    const rows = items.map((role) => [
      role.name,
      role.name === 'admin' ? 'everything' : role.permissions.join(', ') || '-',
      role.description,
    ])
    return { json: { items }, text: table(['ROLE', 'ALLOWS', 'DESCRIPTION'], rows) }
  })
}
