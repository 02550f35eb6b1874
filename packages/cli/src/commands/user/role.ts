import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { findId } from './find.ts'
import { readRole, readRoles } from './roles.ts'

/** latchkey user role */
export async function changeRoles(call: Call): Promise<Answer> {
  const change = readChange(call)
  return withConnection(call, async ({ client }) => {
    const id = await findId(client, call.word(0))
    const { roles: before } = await client.users.details({ params: { id } })
    const wanted = change?.(before)
    const { roles } =
      wanted === undefined
        ? { roles: before }
        : await client.roles.assign({ params: { id }, body: { roles: wanted } })
    return { json: { id, roles }, text: roles.join(', ') }
  })
}

type Change = (before: readonly string[]) => string[]

/** What becomes of the roles; undefined when they are only to be shown. Throws `UsageError`. */
function readChange(call: Call): Change | undefined {
  const set = call.text('set')
  const verb = call.word(1)
  if (set !== undefined) {
    if (verb !== '') throw new UsageError('Give --set, or one of add and remove: not both.')
    const roles = readRoles('--set', set)
    return () => roles
  }
  if (verb === '') return undefined
  if (verb !== 'add' && verb !== 'remove') {
    throw new UsageError(`A change of roles is add or remove, not ${JSON.stringify(verb)}.`)
  }
  if (call.word(2) === '') throw new UsageError(`Which role to ${verb} is missing.`)
  const role = readRole(verb, call.word(2))
  return verb === 'add'
    ? (before) => [...new Set([...before, role])]
    : (before) => atLeastUser(before.filter((one) => one !== role))
}

/** Everybody has that one. */
const atLeastUser = (roles: string[]): string[] => (roles.length > 0 ? roles : ['user'])
