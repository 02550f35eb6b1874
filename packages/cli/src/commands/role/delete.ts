import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey role delete */
export async function deleteRole(call: Call): Promise<Answer> {
  const name = call.word(0)
  return withConnection(call, async ({ client }) => {
    await client.roles.get({ params: { name } })
    await confirmOrRefuse(call.flag('yes'), `This deletes the role ${name} for good.`)
    await client.roles.delete({ params: { name } })
    return { json: { role: name, deleted: true }, text: `The role ${printable(name)} is deleted.` }
  })
}
