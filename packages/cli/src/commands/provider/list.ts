import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { table } from '../../terminal/table.ts'

/** latchkey provider list */
export async function listProviders(call: Call): Promise<Answer> {
  return withConnection(call, async ({ client }) => {
    const json = await client.providers.list()
    const rows = json.items.map((one) => [
      one.slug,
      one.name,
      one.enabled ? 'on' : 'off',
      one.issuer,
      one.redirect_uri,
    ])
    const titles = ['PROVIDER', 'NAME', 'IS', 'ISSUER', 'ADDRESS TO PASTE THERE']
    return { json, text: rows.length === 0 ? 'There is no provider.' : table(titles, rows) }
  })
}
