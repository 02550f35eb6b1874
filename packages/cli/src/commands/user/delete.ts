import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from './find.ts'

/** latchkey user delete */
export async function deleteUser(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const { username, email } = await client.users.get({ params: { id } })
    const { erased, kept } = await client.yourData.deletionOf({ params: { id } })
    const goes = erased.filter(({ count }) => count > 0)
    await confirmOrRefuse(
      call.flag('yes'),
      `This deletes ${username} <${email}> (id ${id}) for good: ${counted(goes)}.`,
    )
    await client.users.delete({ params: { id } })
    return {
      json: { id, username, deleted: true, erased: goes.map(({ part, count }) => ({ part, count })), kept },
      text: [
        `${printable(username)} (id ${id}) is deleted.`,
        `Erased: ${printable(counted(goes))}.`,
        ...kept.map(({ part, why }) => `Stays, of ${printable(part)}: ${printable(why)}`),
      ].join('\n'),
    }
  })
}

const counted = (erased: readonly { part: string; count: number }[]): string =>
  erased.map(({ part, count }) => `${part} ${count}`).join(', ')
