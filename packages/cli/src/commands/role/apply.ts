import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { printable } from '../../terminal/printable.ts'
import { allRoles } from './all.ts'
import { readRoleFile, type WantedRole } from './file.ts'

interface Change {
  readonly role: string
  readonly is_new: boolean
  readonly added: string[]
  readonly removed: string[]
  /** The description, where it changes. */
  readonly description?: string
}

/** latchkey role apply */
export async function applyRoles(call: Call): Promise<Answer> {
  const wanted = await readRoleFile(call.word(0))
  const isDry = call.flag('dryRun')
  return withConnection(call, async ({ client }) => {
    const present = new Map((await allRoles(client)).map((role) => [role.name, role]))
    const changes: Change[] = []
    for (const role of wanted) {
      const change = changeTo(role, present.get(role.name))
      if (change === undefined) continue
      if (!isDry) {
        const { name, description, permissions } = role
        await client.roles.define({ params: { name }, body: { description, permissions: [...permissions] } })
      }
      changes.push(change)
    }
    const lines = changes.map((change) => shown(change, isDry))
    const text = lines.length > 0 ? lines.join('\n') : 'Every role is as the file says.'
    return { json: { changes, applied: !isDry }, text }
  })
}

function changeTo(
  { name, description, permissions }: WantedRole,
  before: { description: string; permissions: readonly string[] } | undefined,
): Change | undefined {
  const added = permissions.filter((one) => !before?.permissions.includes(one))
  const removed = before?.permissions.filter((one) => !permissions.includes(one)) ?? []
  const isSame = before?.description === description && added.length + removed.length === 0
  if (isSame) return undefined
  return {
    role: name,
    is_new: before === undefined,
    added,
    removed,
    ...(before?.description === description ? {} : { description }),
  }
}

function shown({ role, is_new, added, removed, description }: Change, isDry: boolean): string {
  const verb = isDry ? (is_new ? 'would be made' : 'would change') : is_new ? 'is made' : 'is changed'
  const facts = [
    ...added.map((one) => `+${one}`),
    ...removed.map((one) => `-${one}`),
    ...(description === undefined ? [] : [JSON.stringify(description)]),
  ]
  return printable(`The role ${role} ${verb}: ${facts.join(' ')}`)
}
