import { LatchkeyError } from '@latchkey/client'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { type Connection, withConnection } from '../../connection/connection.ts'
import { Refused } from '../../failure.ts'

/** Throws `Refused` once there was an administrator. */
export async function issueSetupLink({ client }: Connection): Promise<{ url: string; expires_at: string }> {
  try {
    return await client.setup.issueLink()
  } catch (error) {
    if (!(error instanceof LatchkeyError && error.code === 'setup_completed')) throw error
    throw new Refused('setup_completed', HAD_ONE)
  }
}
const HAD_ONE =
  'This server has had its first administrator. Make further ones with `latchkey user role <who> --set admin,user`, or PUT /users/{id}/roles.'

/** latchkey admin setup-link */
export async function printSetupLink(call: Call): Promise<Answer> {
  return withConnection(
    call,
    async (connection) => {
      const link = await issueSetupLink(connection)
      return { json: link, text: link.url }
    },
    { mayCreate: true },
  )
}
