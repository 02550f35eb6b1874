import type { CommandGroup } from '../../command.ts'

export const serviceAccount: CommandGroup = {
  name: 'service-account',
  summary: 'make accounts for programs',
  commands: [
    {
      name: 'create',
      summary: 'make an account for a program: nobody signs in to it, and it acts by API keys',
      details: 'Disable, delete and change it as any account: `latchkey user`. Its keys: `latchkey key`.',
      arguments: [{ name: 'username', description: 'what it is called' }],
      options: [
        { flags: '--full-name <name>', description: 'the name that people read' },
        { flags: '--roles <list>', description: 'its roles, separated by commas (user)' },
      ],
      examples: ['latchkey service-account create report-bot --full-name "Nightly report"'],
      run: async (call) => (await import('./create.ts')).createServiceAccount(call),
    },
  ],
}
