import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey invitation resend */
export async function resendInvitation(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const sent = await client.invitations.resend({ params: { invitation_id: call.word(0) } })
    const text = `An invitation is on its way to ${printable(sent.email)}, good until ${printable(sent.expires_at)}.`
    return { json: sent, text }
  })
}
