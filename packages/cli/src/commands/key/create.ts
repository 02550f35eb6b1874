import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { printable } from '../../terminal/printable.ts'
import { findId } from '../user/find.ts'

/** latchkey key create */
export async function createKey(call: Call): Promise<Answer> {
  const [name, list] = [call.text('name'), call.text('scopes')]
  const days = call.integer('days', { min: 1, max: 3650 })
  if (name === undefined) throw new UsageError('Give the key a --name that people know it by.')
  if (list === undefined)
    throw new UsageError('Say with --scopes what the key is for, as in self:read,users:read.')
  if (days !== undefined && call.flag('forever')) throw new UsageError('Give --days or --forever, not both.')
  const scopes = [...new Set(list.split(',').map((scope) => scope.trim()))]
  const life = call.flag('forever')
    ? { expires_in_days: null }
    : days === undefined
      ? {}
      : { expires_in_days: days }
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const made = await client.apiKeys.createFor({ params: { id }, body: { name, scopes, ...life } })
    const end = made.expires_at === null ? 'until it is revoked' : `until ${printable(made.expires_at)}`
    return {
      json: made,
      text: `${printable(made.key)}\nShown this once; good ${end}. Its id is ${printable(made.id)}.`,
    }
  })
}
