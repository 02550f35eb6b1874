import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from './find.ts'

/** latchkey user disable */
export async function disableUser(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const user = await client.users.disable({ params: { id } })
    return {
      json: user,
      text: `${printable(user.username)} (id ${user.id}) is disabled, and signed out everywhere.`,
    }
  })
}
