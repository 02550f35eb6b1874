import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { card } from '../../terminal/table.ts'
import { findId } from './find.ts'

/** latchkey user show */
export async function showUser(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const user = await client.users.details({ params: { id } })
    return {
      json: user,
      text: card({
        Id: user.id,
        Username: user.username,
        'E-mail': `${user.email} (${user.email_verified_at === null ? 'not proved' : `proved ${user.email_verified_at}`})`,
        ...(user.sign_in_email === null ? {} : { 'Signs in by': user.sign_in_email }),
        Name: user.full_name,
        Roles: user.roles.join(', '),
        State: user.disabled_at === null ? 'enabled' : `disabled since ${user.disabled_at}`,
        Made: user.created_at,
        Changed: user.updated_at,
      }),
    }
  })
}
