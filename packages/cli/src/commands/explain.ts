import type { Call } from '../call.ts'
import type { Answer } from '../command.ts'
import { withConnection } from '../connection/connection.ts'
import { printable } from '../terminal/printable.ts'

const channels: Readonly<Record<string, string>> = {
  sign_in: 'Signing in',
  change_password: 'Changing the password',
  reset_password: 'Setting a new password by a link',
  refresh: 'Going on with a session',
  register: 'Registering',
  repeat_registration: 'Registering again with the same key',
  recovery: 'Completing a recovery',
  change_email: 'Changing the e-mail address',
}

/** latchkey explain */
export async function explainCommand(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const told = await client.guard.explain({ params: { reference: call.word(0) } })
    const whose = told.user_id === null ? 'of no account' : `of account ${told.user_id}`
    const isRefused = told.rules.some(({ holds }) => !holds)
    const lines = [
      `${channels[told.channel] ?? told.channel}, ${whose}, at ${told.at}: ${isRefused ? 'refused' : 'let through'}.`,
      ...told.rules.map(({ holds, because }) => `${holds ? 'yes' : 'no '}  ${because}`),
      ...(isRefused ? [`What would have passed: ${told.would_pass}`] : []),
    ]
    return { json: told, text: lines.map(printable).join('\n') }
  })
}
