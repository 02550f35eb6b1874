import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey invitation revoke */
export async function revokeInvitation(call: Call): Promise<Answer> {
  const id = call.word(0)
  return withConnection(call, async ({ client }) => {
    await confirmOrRefuse(call.flag('yes'), `The link of ${id} does nothing from now on.`)
    await client.invitations.revoke({ params: { invitation_id: id } })
    return { json: { revoked: id }, text: `${printable(id)} is revoked.` }
  })
}
