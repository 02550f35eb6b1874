import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from './find.ts'

/** latchkey user require-password-change */
export async function requirePasswordChange(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const who = call.word(0)
    const id = await findId(client, who)
    const done = await client.secondSteps.requirePasswordChange({ params: { id } })
    return {
      json: { id, ...done },
      text: `${printable(who ?? '')} (id ${id}) is signed out everywhere, and chooses a new password at the next sign-in.`,
    }
  })
}
