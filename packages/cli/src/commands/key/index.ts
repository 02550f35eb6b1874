import type { ArgumentSpec, CommandGroup } from '../../command.ts'
import { YES } from '../../options.ts'

const WHO: ArgumentSpec = { name: 'who', description: 'an id, a username or an e-mail address' }

export const key: CommandGroup = {
  name: 'key',
  summary: 'look at the API keys of an account, make them and revoke them',
  commands: [
    {
      name: 'list',
      summary: 'list the API keys of an account, the newest first',
      arguments: [WHO],
      examples: ['latchkey key list report-bot', 'latchkey key list 7 --json'],
      run: async (call) => (await import('./list.ts')).listKeys(call),
    },
    {
      name: 'create',
      summary: 'make an API key of a service account, and show it this once',
      details:
        'A scope is a permission that the account has, or self:read or self:write for what concerns itself. A person makes\nthe own keys, signed in: POST /api-keys.',
      arguments: [WHO],
      options: [
        { flags: '--name <name>', description: 'what people know it by' },
        { flags: '--scopes <list>', description: 'what it is for, separated by commas' },
        { flags: '--days <n>', description: 'how long it counts, 1 to 3650 (90)' },
        { flags: '--forever', description: 'it counts until it is revoked' },
      ],
      examples: [
        'latchkey key create report-bot --name "Nightly report" --scopes self:read,users:read --days 365',
      ],
      run: async (call) => (await import('./create.ts')).createKey(call),
    },
    {
      name: 'revoke',
      summary: 'revoke an API key of an account',
      details: 'It is refused from the very next request on.',
      arguments: [WHO, { name: 'key', description: 'the id of a key' }],
      options: [YES],
      examples: [
        'latchkey key revoke report-bot key_0123456789',
        'latchkey key revoke 7 key_0123456789 --yes',
      ],
      run: async (call) => (await import('./revoke.ts')).revokeKey(call),
    },
  ],
}
