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
  const password = call.flag('passwordStdin') ? await passwordOrAsk(true) : undefined
  return withConnection(call, async ({ client }) => {
    const chosen = {
      ...(password === undefined ? {} : { password }),
      ...(roles === undefined ? {} : { roles }),
    }
    const user = await client.users.create({ body: { username, email, full_name, ...chosen } })
    const name = printable(user.username)
    const next =
      password === undefined
        ? `A link to choose a password is on its way to ${printable(user.email)}. Where mail does not arrive: latchkey user reset-link ${name}`
        : 'The password is good for 24 hours, and has to be changed at the first sign-in.'
    return { json: user, text: `${name} has the id ${user.id}.\n${next}` }
  })
}
