import type { Client } from '@latchkey/client'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { printableJson } from '../../terminal/printable.ts'
import { table } from '../../terminal/table.ts'
import { csvLine } from './csv.ts'
import { writeOut } from './filters.ts'

type Page = Awaited<ReturnType<Client['audit']['access']>>
type Holder = Page['items'][number]

const TITLES = ['ID', 'USERNAME', 'ROLES', 'SINCE', 'SET BY', 'NOW']
const stateOf = ({ is_deleted, is_disabled }: Holder) =>
  is_deleted ? 'deleted' : is_disabled ? 'disabled' : 'active'
const cellsOf = (one: Holder) => [
  one.user_id,
  one.username ?? '-',
  one.roles.join(' '),
  one.set_at ?? '-',
  one.set_by ?? '-',
  stateOf(one),
]

/** latchkey audit access */
export async function reviewAccess(call: Call): Promise<Answer | undefined> {
  const format = call.text('format') ?? 'table'
  if (format !== 'table' && format !== 'csv') throw new UsageError('--format is table or csv.')
  const at = call.text('at') ?? new Date().toISOString()
  const role = call.text('role')
  return withConnection(call, async ({ client }) => {
    let cursor: string | null | undefined
    let written = 0
    let last: Page | undefined
    const titles = TITLES.map((title) => title.toLowerCase().replace(' ', '_'))
    if (!call.isJson && format === 'csv') await writeOut(csvLine(titles))
    do {
      const query = { at, limit: 500, ...(role === undefined ? {} : { role }), ...(cursor ? { cursor } : {}) }
      last = await client.audit.access({ query })
      if (call.isJson) {
        const head =
          cursor === undefined
            ? `{"at":${printableJson(last.at)},"known_since":${printableJson(last.known_since)},"items":[`
            : ''
        await writeOut(
          head + last.items.map((one, i) => `${written + i > 0 ? ',\n' : ''}${printableJson(one)}`).join(''),
        )
      } else if (format === 'csv') await writeOut(last.items.map((one) => csvLine(cellsOf(one))).join(''))
      else if (last.items.length > 0) {
        const text = table(TITLES, last.items.map(cellsOf))
        await writeOut(`${written === 0 ? text : text.slice(text.indexOf('\n') + 1)}\n`)
      }
      written += last.items.length
      cursor = last.next_cursor
    } while (cursor)
    if (call.isJson) await writeOut(']}\n')
    else if (format === 'table') await writeOut(`\n${written} at ${last.at}. ${knownSince(last)}\n`)
    return undefined
  })
}

const knownSince = ({ known_since, at }: Page): string => {
  if (known_since === null) return 'The audit has no entry: these are the roles of now.'
  return known_since <= at
    ? `The audit goes back to ${known_since}.`
    : `The audit begins at ${known_since}, after that: what was changed before it is not known.`
}
