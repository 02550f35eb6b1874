import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { printableJson } from '../../terminal/printable.ts'
import { progress } from '../../terminal/progress.ts'
import { csvLine } from './csv.ts'
import { type Entry, filtersOf, writeOut } from './filters.ts'

const COLUMNS = [
  'id',
  'seq',
  'at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_key',
  'subject_id',
  'source_address',
  'user_agent',
  'request_id',
] as const

const asObject = (facts: Entry['facts']) =>
  JSON.stringify(Object.fromEntries(facts.map(({ name, value }) => [name, value])))
const asCsv = (entry: Entry): string =>
  csvLine([
    ...COLUMNS.map((name) => entry[name]),
    asObject(entry.facts),
    asObject(entry.personal),
    entry.is_erased,
  ])

/** latchkey audit export: page by page, so that years of it fit in any memory. */
export async function exportEntries(call: Call): Promise<Answer | undefined> {
  const format = call.text('format') ?? 'ndjson'
  if (format !== 'ndjson' && format !== 'csv') throw new UsageError('--format is ndjson or csv.')
  if (call.isJson && call.text('format') !== undefined)
    throw new UsageError('--json is a format of its own: leave --format out.')
  return withConnection(call, async ({ client }) => {
    const bar = progress('Exporting')
    const filters = await filtersOf(call, client)
    let written = 0
    let cursor: string | null | undefined
    if (call.isJson) await writeOut('{"items":[')
    else if (format === 'csv') await writeOut(csvLine([...COLUMNS, 'facts', 'personal', 'is_erased']))
    try {
      do {
        const page = await client.audit.export({ query: { ...filters, ...(cursor ? { cursor } : {}) } })
        const lines = page.items.map((entry) => (format === 'csv' ? asCsv(entry) : printableJson(entry)))
        if (call.isJson) await writeOut((written > 0 && lines.length > 0 ? ',\n' : '') + lines.join(',\n'))
        else if (lines.length > 0) await writeOut(format === 'csv' ? lines.join('') : `${lines.join('\n')}\n`)
        written += lines.length
        bar.reached(written, undefined)
        cursor = page.next_cursor
      } while (cursor)
      if (call.isJson) await writeOut(']}\n')
    } finally {
      bar.end()
    }
    return undefined
  })
}
