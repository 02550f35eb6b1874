import { LatchkeyError } from '@latchkey/client'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { shownRole } from './show.ts'

/** latchkey role set */
export async function setRole(call: Call): Promise<Answer> {
  const name = call.word(0)
  const description = call.text('description')
  const list = call.text('permissions')
  if (description === undefined && list === undefined) {
    throw new UsageError('Give --permissions, --description, or both.')
  }
  const permissions = list === undefined ? undefined : permissionsIn(list)
  return withConnection(call, async ({ client }) => {
    const before = await client.roles.get({ params: { name } }).catch((error: unknown) => {
      if (error instanceof LatchkeyError && error.code === 'role_not_found') return undefined
      throw error
    })
    if (before === undefined && permissions === undefined) {
      throw new UsageError(`There is no role ${JSON.stringify(name)} yet: give --permissions to make it.`)
    }
    const body = {
      description: description ?? before?.description ?? '',
      permissions: permissions ?? before?.permissions ?? [],
    }
    return shownRole(await client.roles.define({ params: { name }, body }))
  })
}

const permissionsIn = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  ),
]
