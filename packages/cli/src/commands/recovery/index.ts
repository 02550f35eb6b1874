import type { ArgumentSpec, CommandGroup } from '../../command.ts'

const WHO: ArgumentSpec = { name: 'who', description: 'an id, a username or an e-mail address' }

export const recovery: CommandGroup = {
  name: 'recovery',
  summary: 'help somebody back who has lost everything',
  commands: [
    {
      name: 'show',
      summary: 'show the recovery of an account that is under way',
      arguments: [WHO],
      examples: ['latchkey recovery show grace', 'latchkey recovery show grace@example.com --json'],
      run: async (call) => (await import('./show.ts')).showRecovery(call),
    },
    {
      name: 'approve',
      summary: 'say that it is them, once you know that it is',
      details:
        'One approval stands beside the mailbox of that person, and the wait goes on. Two by different administrators are\nenough: the second prints the link that completes it, good for an hour and for once. Whoever runs the server counts as one.',
      arguments: [WHO],
      examples: ['latchkey recovery approve grace', 'latchkey recovery approve grace --json'],
      run: async (call) => (await import('./approve.ts')).approveRecovery(call),
    },
    {
      name: 'cancel',
      summary: 'cancel the recovery of an account',
      arguments: [WHO],
      examples: ['latchkey recovery cancel grace'],
      run: async (call) => (await import('./cancel.ts')).cancelRecovery(call),
    },
  ],
}
