import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from './find.ts'

/** latchkey user delete */
export async function deleteUser(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const { username, email } = await client.users.get({ params: { id } })
    await confirmOrRefuse(call.flag('yes'), `This deletes ${username} <${email}> (id ${id}) for good.`)
    await client.users.delete({ params: { id } })
    return {
      json: { id, username, deleted: true },
      text: `${printable(username)} (id ${id}) is deleted.`,
    }
  })
}
