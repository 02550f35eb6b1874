import type { ArgumentSpec, CommandGroup } from '../../command.ts'
import { YES } from '../../options.ts'

const WHO: ArgumentSpec = { name: 'who', description: 'an id, a username or an e-mail address' }
const ROLES: ArgumentSpec = { name: 'role', description: 'a role', choices: ['admin', 'user'] }

export const user: CommandGroup = {
  name: 'user',
  summary: 'look at accounts, make them and change them',
  commands: [
    {
      name: 'list',
      summary: 'list accounts, ordered by id',
      options: [
        { flags: '--skip <n>', description: 'how many to pass over (0)' },
        { flags: '--limit <n>', description: 'how many to show, 1 to 100 (10)' },
        { flags: '--all', description: 'every account, written as it is read' },
      ],
      examples: [
        'latchkey user list',
        'latchkey user list --skip 100 --limit 50',
        'latchkey user list --all --json',
      ],
      run: async (call) => (await import('./list.ts')).listUsers(call),
    },
    {
      name: 'show',
      summary: 'show an account: its roles, its state, when it was made',
      arguments: [WHO],
      examples: ['latchkey user show 7', 'latchkey user show ada@example.com --json'],
      run: async (call) => (await import('./show.ts')).showUser(call),
    },
    {
      name: 'create',
      summary: 'create an account, whose owner chooses the password; asks for what is not given',
      details:
        'A link to choose a password is mailed to the address. A password that is given all the same is good for 24 hours, and has to be changed at the first sign-in.',
      options: [
        { flags: '--username <name>', description: 'what the account signs in with' },
        { flags: '--email <address>', description: 'its address' },
        { flags: '--full-name <name>', description: 'the name that people read' },
        { flags: '--roles <list>', description: 'its roles, separated by commas (user)' },
        {
          flags: '--password-stdin',
          description:
            'read a first password from the first line of standard input; it is good for 24 hours and has to be changed',
        },
      ],
      examples: [
        'latchkey user create --username grace --email grace@example.com --full-name "Grace Hopper"',
        'latchkey user create --username grace --email grace@example.com --full-name Grace --password-stdin < first-password',
      ],
      run: async (call) => (await import('./create.ts')).createUser(call),
    },
    {
      name: 'disable',
      summary: 'end every session of an account, and let nobody sign in with it',
      arguments: [WHO],
      examples: ['latchkey user disable grace'],
      run: async (call) => (await import('./disable.ts')).disableUser(call),
    },
    {
      name: 'enable',
      summary: 'let a disabled account sign in again',
      arguments: [WHO],
      examples: ['latchkey user enable grace'],
      run: async (call) => (await import('./enable.ts')).enableUser(call),
    },
    {
      name: 'reset-link',
      summary: 'print a link, good for 60 minutes and for once, by which somebody chooses a new password',
      details:
        'A new link takes the place of any older one. Whoever opens it chooses the password: give it to that person only.',
      arguments: [WHO],
      examples: ['latchkey user reset-link grace', 'latchkey user reset-link grace@example.com --json'],
      run: async (call) => (await import('./reset-link.ts')).printResetLink(call),
    },
    {
      name: 'require-password-change',
      summary: 'end every session of an account, and let its owner in with a new password only',
      details:
        'For a password that may be known to others. The one that is right opens nothing but the choice of another one.',
      arguments: [WHO],
      examples: ['latchkey user require-password-change grace'],
      run: async (call) => (await import('./require-password-change.ts')).requirePasswordChange(call),
    },
    {
      name: 'delete',
      summary: 'delete an account with its sessions and roles, for good',
      arguments: [WHO],
      options: [YES],
      examples: ['latchkey user delete grace', 'latchkey user delete grace --yes'],
      run: async (call) => (await import('./delete.ts')).deleteUser(call),
    },
    {
      name: 'role',
      summary: 'show, set, add or remove the roles of an account',
      details: 'Without a change it shows them. A change counts with the very next request of that account.',
      arguments: [
        WHO,
        { name: 'change', description: 'add or remove', isOptional: true, choices: ['add', 'remove'] },
        { ...ROLES, isOptional: true },
      ],
      options: [{ flags: '--set <list>', description: 'exactly these roles, separated by commas' }],
      examples: [
        'latchkey user role grace',
        'latchkey user role grace --set admin,user',
        'latchkey user role grace add admin',
        'latchkey user role grace remove admin',
      ],
      run: async (call) => (await import('./role.ts')).changeRoles(call),
    },
  ],
}
