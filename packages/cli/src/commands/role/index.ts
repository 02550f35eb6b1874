import type { ArgumentSpec, CommandGroup } from '../../command.ts'
import { YES } from '../../options.ts'

const ROLE: ArgumentSpec = { name: 'role', description: 'the name of a role' }

export const role: CommandGroup = {
  name: 'role',
  summary: 'look at roles, make them and change them',
  commands: [
    {
      name: 'list',
      summary: 'list every role with what it allows',
      examples: ['latchkey role list', 'latchkey role list --json'],
      run: async (call) => (await import('./list.ts')).listRoles(call),
    },
    {
      name: 'show',
      summary: 'show what a role allows',
      arguments: [ROLE],
      examples: ['latchkey role show support'],
      run: async (call) => (await import('./show.ts')).showRole(call),
    },
    {
      name: 'set',
      summary: 'make a role, or change it',
      details:
        'What is left out stays as it is. A change counts with the very next request of whoever has the role.',
      arguments: [ROLE],
      options: [
        { flags: '--description <text>', description: 'whom the role is for' },
        {
          flags: '--permissions <list>',
          description: 'exactly what it allows, separated by commas; an empty text: nothing',
        },
      ],
      examples: [
        'latchkey role set support --description "Helps people in" --permissions users:recover,invoices:read',
        'latchkey role set support --permissions users:recover',
      ],
      run: async (call) => (await import('./set.ts')).setRole(call),
    },
    {
      name: 'delete',
      summary: 'delete a role that nobody has',
      arguments: [ROLE],
      options: [YES],
      examples: ['latchkey role delete support --yes'],
      run: async (call) => (await import('./delete.ts')).deleteRole(call),
    },
    {
      name: 'apply',
      summary: 'make and change roles until they are as a file says',
      details:
        'The file is TOML or JSON: under `roles`, for each role its `description` and its `permissions`. Roles that it does not\nname stay as they are.',
      arguments: [{ name: 'file', description: 'its path, or - for standard input' }],
      options: [{ flags: '--dry-run', description: 'show what would change, and change nothing' }],
      examples: ['latchkey role apply roles.toml --dry-run', 'latchkey role apply roles.toml'],
      run: async (call) => (await import('./apply.ts')).applyRoles(call),
    },
  ],
}
