import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'

/** latchkey mail retry */
export async function retryMail(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const mail = await client.mail.retry({ params: { mail_id: call.word(0) } })
    return { json: mail, text: `${printable(mail.id)} goes out as soon as the mail server takes it.` }
  })
}
