import type { Client } from '@latchkey/client'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { printableJson } from '../../terminal/printable.ts'
import { progress } from '../../terminal/progress.ts'
import { table } from '../../terminal/table.ts'

type Page = Awaited<ReturnType<Client['users']['list']>>

const TITLES = ['ID', 'USERNAME', 'E-MAIL', 'NAME']
const rowsOf = ({ items }: Page) =>
  items.map((user) => [user.id, user.username, user.email, user.full_name] as const)

/** As many as one answer holds. */
const LARGEST_PAGE = 100

/** latchkey user list */
export async function listUsers(call: Call): Promise<Answer | undefined> {
  const skip = call.integer('skip', { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? 0
  const limit = call.integer('limit', { min: 1, max: LARGEST_PAGE })
  if (call.flag('all')) {
    if (limit !== undefined) throw new UsageError('--all lists everybody: leave --limit out.')
    return withConnection(call, ({ client }) => writeAll(client, call, skip))
  }
  return withConnection(call, async ({ client }) => {
    const page = await client.users.list({ query: { skip, limit: limit ?? 10 } })
    const last = skip + page.items.length
    const shown = page.items.length === 0 ? 'None' : `${skip + 1} to ${last}`
    return { json: page, text: `${table(TITLES, rowsOf(page))}\n\n${shown} of ${page.total}` }
  })
}

/** Page by page, so that a million accounts fit in any memory. A page is aligned in itself. */
async function writeAll(client: Client, call: Call, first: number): Promise<undefined> {
  const bar = progress('Reading')
  let written = 0
  const write = (text: string) =>
    new Promise<void>((resolve) => {
      if (process.stdout.write(text)) resolve()
      else process.stdout.once('drain', resolve)
    })
  try {
    for (let skip = first; ; skip += LARGEST_PAGE) {
      const page = await client.users.list({ query: { skip, limit: LARGEST_PAGE } })
      if (call.isJson) {
        const items = page.items.map((user) => printableJson(user)).join(',\n')
        const head = written === 0 ? `{"total":${page.total},"items":[` : ''
        await write(head + (written > 0 && items !== '' ? ',\n' : '') + items)
      } else if (written === 0 || page.items.length > 0) {
        const text = table(TITLES, rowsOf(page))
        await write(`${written === 0 ? text : text.slice(text.indexOf('\n') + 1)}\n`)
      }
      written += page.items.length
      bar.reached(written, page.total - first)
      if (page.items.length < LARGEST_PAGE) break
    }
    if (call.isJson) await write(']}\n')
  } finally {
    bar.end()
  }
}
