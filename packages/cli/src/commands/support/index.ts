import type { CommandGroup } from '../../command.ts'

export const support: CommandGroup = {
  name: 'support',
  summary: 'help somebody on the telephone',
  commands: [
    {
      name: 'check',
      summary: 'say whether a code that somebody reads out is theirs',
      details:
        'Whoever is signed in makes one by POST /users/me/support-code. It is spent by this. The exit code is 1 when it is not theirs.',
      arguments: [
        { name: 'who', description: 'an id, a username or an e-mail address' },
        { name: 'code', description: 'eight digits, as they are read out' },
      ],
      examples: ['latchkey support check grace 40817263', 'latchkey support check grace "4081 7263" --json'],
      run: async (call) => (await import('./check.ts')).checkCode(call),
    },
  ],
}
