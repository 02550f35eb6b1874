import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from '../user/find.ts'

/** latchkey support check */
export async function checkCode(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const answer = await client.support.check({ params: { id }, body: { code: call.word(1) } })
    const how = `signed in by ${answer.proved_by} since ${answer.signed_in_at}`
    const text = answer.is_confirmed
      ? `Yes: it is the code of ${printable(call.word(0))}, ${printable(how)}.`
      : 'No: it is wrong, used or too old. Nobody is confirmed by it.'
    return { json: answer, text, hasFailed: !answer.is_confirmed }
  })
}
