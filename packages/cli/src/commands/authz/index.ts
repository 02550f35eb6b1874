import type { ArgumentSpec, CommandGroup } from '../../command.ts'

const WHO: ArgumentSpec = { name: 'who', description: 'an id, a username or an e-mail address' }

export const authz: CommandGroup = {
  name: 'authz',
  summary: 'ask who may do what, and why',
  commands: [
    {
      name: 'check',
      summary: 'say whether somebody may do something, rule by rule',
      details: 'The exit code is 1 when it is not allowed.',
      arguments: [
        WHO,
        { name: 'permission', description: 'such as users:delete' },
        { name: 'target', description: 'to whose account it would be done', isOptional: true },
      ],
      examples: [
        'latchkey authz check grace users:delete ada',
        'latchkey authz check 7 invoices:read --json',
      ],
      run: async (call) => (await import('./check.ts')).checkAuthorization(call),
    },
  ],
}
