import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'
import { type Entry, filtersOf } from './filters.ts'

const TITLES = ['WHEN', 'ACTION', 'OUTCOME', 'BY', 'TO', 'FROM', 'MORE']

const actorOf = ({ actor_kind, actor_id, actor_key }: Entry): string =>
  actor_key !== null ? `${actor_id} by ${actor_key}` : actor_id !== null ? String(actor_id) : actor_kind

const moreOf = ({ facts, personal, is_erased }: Entry): string =>
  [
    ...[...facts, ...personal].map(({ name, value }) => `${name}=${value}`),
    ...(is_erased ? ['(erased)'] : []),
  ].join(' ')

/** latchkey audit list */
export async function listEntries(call: Call): Promise<Answer> {
  const limit = call.integer('limit', { min: 1, max: 100 })
  return withConnection(call, async ({ client }) => {
    const query = { ...(await filtersOf(call, client)), ...(limit === undefined ? {} : { limit }) }
    const page = await client.audit.list({ query })
    const rows = page.items.map((entry) => [
      entry.at,
      entry.action,
      entry.outcome,
      actorOf(entry),
      entry.subject_id ?? '-',
      entry.source_address ?? '-',
      moreOf(entry),
    ])
    return { json: page, text: rows.length === 0 ? 'No entry.' : table(TITLES, rows) }
  })
}
