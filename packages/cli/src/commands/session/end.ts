import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from '../user/find.ts'

/** latchkey session end */
export async function endSessions(call: Call): Promise<Answer> {
  const [who, session] = [call.word(0), call.word(1)]
  if ((session === '') !== call.flag('all')) {
    throw new UsageError('Give the id of one session, or --all: `latchkey session list` shows them.')
  }
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, who)
    if (session !== '') {
      await client.sessions.endOf({ params: { id, session_id: session } })
      return { json: { id, ended: [session] }, text: `${printable(session)} has ended.` }
    }
    await confirmOrRefuse(call.flag('yes'), `This signs ${who} (id ${id}) out everywhere.`)
    const answer = await client.sessions.endAllOf({ params: { id } })
    return { json: { id, ...answer }, text: `${printable(who)} (id ${id}) is signed out everywhere.` }
  })
}
