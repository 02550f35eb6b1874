import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { card } from '../../terminal/table.ts'

/** latchkey mail show */
export async function showMail(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const mail = await client.mail.show({ params: { mail_id: call.word(0) } })
    const facts = card({
      mail: mail.id,
      state: mail.state,
      to: mail.to,
      user: mail.user_id ?? undefined,
      template: mail.template,
      language: mail.language,
      made: mail.created_at,
      tries: mail.attempts,
      'next try': mail.next_at ?? undefined,
      settled: mail.settled_at ?? undefined,
      'over at': mail.expires_at,
      'last failure': mail.last_error ?? undefined,
      subject: mail.subject ?? undefined,
    })
    const lines =
      mail.text === null ? ['What it said is not kept any more.'] : mail.text.split('\n').map(printable)
    return { json: mail, text: `${facts}\n\n${lines.join('\n').trimEnd()}` }
  })
}
