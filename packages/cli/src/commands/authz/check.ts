import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from '../user/find.ts'

/** latchkey authz check */
export async function checkAuthorization(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const [who, permission, target] = [call.word(0), call.word(1), call.word(2)]
    const body = {
      permission,
      user_id: await findId(client, who),
      ...(target === '' ? {} : { target_id: await findId(client, target) }),
    }
    const answer = await client.authz.check({ body })
    const rules = answer.rules.map(({ holds, because }) => `${holds ? 'yes' : 'no '}  ${because}`)
    const verdict = answer.allowed ? 'Allowed.' : 'Not allowed.'
    return {
      json: answer,
      text: [verdict, ...rules.map(printable)].join('\n'),
      hasFailed: !answer.allowed,
    }
  })
}
