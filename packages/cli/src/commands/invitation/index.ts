import type { ArgumentSpec, CommandGroup } from '../../command.ts'
import { YES } from '../../options.ts'

const WHICH: ArgumentSpec = { name: 'invitation', description: 'the id of an invitation' }

export const invitation: CommandGroup = {
  name: 'invitation',
  summary: 'invite somebody to make an account, and look after what waits',
  commands: [
    {
      name: 'create',
      summary: 'mail an invitation, good for 7 days and for once',
      details:
        'In place of any older invitation of that address. With --link nothing is mailed: the link is printed this once, to be\nhanded over to that person only, and accepting it does not prove the address.',
      arguments: [{ name: 'email', description: 'the address of whoever is invited' }],
      options: [
        { flags: '--role <roles...>', description: 'what the account will have (user)' },
        {
          flags: '--language <name>',
          description: 'in which the mail is written: en, de, es, fr, ja or ar (the server’s)',
        },
        { flags: '--link', description: 'print the link, and mail nothing' },
      ],
      examples: [
        'latchkey invitation create grace@example.com',
        'latchkey invitation create grace@example.com --role support --link',
      ],
      run: async (call) => (await import('./create.ts')).createInvitation(call),
    },
    {
      name: 'list',
      summary: 'list the invitations that wait, the newest first',
      examples: ['latchkey invitation list', 'latchkey invitation list --json'],
      run: async (call) => (await import('./list.ts')).listInvitations(call),
    },
    {
      name: 'resend',
      summary: 'mail an invitation once more',
      details: 'With a new link, good for 7 days; the one before is over.',
      arguments: [WHICH],
      examples: ['latchkey invitation resend inv_0123456789'],
      run: async (call) => (await import('./resend.ts')).resendInvitation(call),
    },
    {
      name: 'revoke',
      summary: 'take an invitation back',
      arguments: [WHICH],
      options: [YES],
      examples: ['latchkey invitation revoke inv_0123456789 --yes'],
      run: async (call) => (await import('./revoke.ts')).revokeInvitation(call),
    },
  ],
}
