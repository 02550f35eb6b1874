import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { passwordOrAsk, valueOrAsk } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { issueSetupLink } from './setup-link.ts'

/** latchkey admin create */
export async function createAdministrator(call: Call): Promise<Answer> {
  const username = await valueOrAsk(call.text('username'), { label: 'Username', flag: '--username' })
  const email = await valueOrAsk(call.text('email'), { label: 'E-mail address', flag: '--email' })
  const full_name = await valueOrAsk(call.text('fullName'), { label: 'Full name', flag: '--full-name' })
  const password = await passwordOrAsk(call.flag('passwordStdin'))
  return withConnection(
    call,
    async (connection) => {
      const { client } = connection
      const { url } = await issueSetupLink(connection)
      const setup_token = new URL(url).searchParams.get('token') ?? ''
      const body = { setup_token, username, email, full_name, password }
      const user = await client.setup.createFirstAdministrator({ body })
      return { json: user, text: `${printable(user.username)} (id ${user.id}) is the administrator.` }
    },
    { mayCreate: true },
  )
}
