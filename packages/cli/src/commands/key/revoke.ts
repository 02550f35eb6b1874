import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from '../user/find.ts'

/** latchkey key revoke */
export async function revokeKey(call: Call): Promise<Answer> {
  const [who, key] = [call.word(0), call.word(1)]
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, who)
    await confirmOrRefuse(
      call.flag('yes'),
      `Whatever uses ${key} of ${who} (id ${id}) is refused from now on.`,
    )
    await client.apiKeys.revokeOf({ params: { id, key_id: key } })
    return { json: { id, revoked: key }, text: `${printable(key)} is revoked.` }
  })
}
