import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { valueOrAsk } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { readRoles } from '../user/roles.ts'

/** latchkey service-account create */
export async function createServiceAccount(call: Call): Promise<Answer> {
  const given = call.text('roles')
  const roles = given === undefined ? undefined : readRoles('--roles', given)
  const full_name = await valueOrAsk(call.text('fullName'), { label: 'Full name', flag: '--full-name' })
  return withConnection(call, async ({ client }) => {
    const body = { username: call.word(0), full_name, ...(roles === undefined ? {} : { roles }) }
    const account = await client.serviceAccounts.create({ body })
    return { json: account, text: `${printable(account.username)} has the id ${account.id}.` }
  })
}
