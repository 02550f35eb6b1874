import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { table } from '../../terminal/table.ts'

const STATES = ['waiting', 'sent', 'dead'] as const

function stateOf(call: Call): (typeof STATES)[number] | undefined {
  const text = call.text('state')
  if (text === undefined) return undefined
  const state = STATES.find((one) => one === text)
  if (state) return state
  throw new UsageError(`--state must be ${STATES.join(', ')}, not ${JSON.stringify(text)}.`)
}

/** latchkey mail list */
export async function listMail(call: Call): Promise<Answer> {
  const state = stateOf(call)
  const limit = call.integer('limit', { min: 1, max: 100 }) ?? 20
  return withConnection(call, async ({ client }) => {
    const query = state === undefined ? { limit } : { limit, state }
    const answer = await client.mail.list({ query })
    const rows = answer.items.map((mail) => [
      mail.id,
      mail.state,
      mail.template,
      mail.to,
      mail.created_at,
      mail.attempts,
      mail.last_error ?? '-',
    ])
    const titles = ['MAIL', 'STATE', 'TEMPLATE', 'TO', 'MADE', 'TRIES', 'LAST FAILURE']
    return { json: answer, text: rows.length === 0 ? 'No mail.' : table(titles, rows) }
  })
}
