import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { confirmOrRefuse } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey provider remove */
export async function removeProvider(call: Call): Promise<Answer> {
  const slug = call.word(0)
  return withConnection(call, async ({ client }) => {
    await confirmOrRefuse(
      call.flag('yes'),
      `Nobody signs in by ${slug} any more; who has no other way in asks for a mail.`,
    )
    await client.providers.remove({ params: { slug } })
    return { json: { removed: slug }, text: `${printable(slug)} is removed.` }
  })
}
