import type { CommandGroup } from '../../command.ts'

export const admin: CommandGroup = {
  name: 'admin',
  summary: 'make the first administrator',
  commands: [
    {
      name: 'create',
      summary: 'create the first administrator; asks for what is not given',
      details: 'Further ones are made with `latchkey user role <who> --set admin,user`.',
      options: [
        { flags: '--username <name>', description: 'what the administrator signs in with' },
        { flags: '--email <address>', description: 'the address of the administrator' },
        { flags: '--full-name <name>', description: 'the name that people read' },
        {
          flags: '--password-stdin',
          description: 'read the password from the first line of standard input',
        },
      ],
      examples: [
        'latchkey admin create --username ada --email ada@example.com --full-name "Ada Lovelace"',
        'pass show latchkey | latchkey admin create --username ada --email ada@example.com --full-name Ada --password-stdin',
      ],
      run: async (call) => (await import('./create.ts')).createAdministrator(call),
    },
    {
      name: 'setup-link',
      summary: 'print a link, good for 24 hours and for once, that makes the first administrator',
      details: 'A new link takes the place of any older one.',
      examples: ['latchkey admin setup-link', 'latchkey admin setup-link --json'],
      run: async (call) => (await import('./setup-link.ts')).printSetupLink(call),
    },
  ],
}
