import type { ArgumentSpec, CommandGroup } from '../../command.ts'
import { YES } from '../../options.ts'

const WHO: ArgumentSpec = { name: 'who', description: 'an id, a username or an e-mail address' }

export const session: CommandGroup = {
  name: 'session',
  summary: 'look at the sessions of an account, and end them',
  commands: [
    {
      name: 'list',
      summary: 'list the live sessions of an account',
      arguments: [WHO],
      examples: ['latchkey session list grace', 'latchkey session list 7 --json'],
      run: async (call) => (await import('./list.ts')).listSessions(call),
    },
    {
      name: 'end',
      summary: 'end one session of an account, or all of them',
      arguments: [WHO, { name: 'session', description: 'the id of a session', isOptional: true }],
      options: [{ flags: '--all', description: 'every session of the account' }, YES],
      examples: ['latchkey session end grace ses_0123456789', 'latchkey session end grace --all --yes'],
      run: async (call) => (await import('./end.ts')).endSessions(call),
    },
  ],
}
