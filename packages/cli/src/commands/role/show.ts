import type { Client } from '@latchkey/client'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { card } from '../../terminal/table.ts'

type Role = Awaited<ReturnType<Client['roles']['get']>>

export const shownRole = (role: Role): Answer => ({
  json: role,
  text: card({
    Role: role.name,
    Description: role.description,
    Allows: role.permissions.join(', ') || 'nothing',
    Made: role.built_in ? 'by the server' : (role.created_at ?? undefined),
    Changed: role.updated_at ?? undefined,
  }),
})

/** latchkey role show */
export async function showRole(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) =>
    shownRole(await client.roles.get({ params: { name: call.word(0) } })),
  )
}
