import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { passwordOrAsk, valueOrAsk } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { readRoles } from './roles.ts'

/** latchkey user create */
export async function createUser(call: Call): Promise<Answer> {
  const given = call.text('roles')
  const roles = given === undefined ? undefined : readRoles('--roles', given)
  const username = await valueOrAsk(call.text('username'), { label: 'Username', flag: '--username' })
  const email = await valueOrAsk(call.text('email'), { label: 'E-mail address', flag: '--email' })
  const full_name = await valueOrAsk(call.text('fullName'), { label: 'Full name', flag: '--full-name' })
  const password = await passwordOrAsk(call.flag('passwordStdin'))
  return withConnection(call, async ({ client }) => {
    const body = { username, email, full_name, password, ...(roles === undefined ? {} : { roles }) }
    const user = await client.users.create({ body })
    return { json: user, text: `${printable(user.username)} has the id ${user.id}.` }
  })
}
