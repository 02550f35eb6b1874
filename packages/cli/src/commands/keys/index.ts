import type { ArgumentSpec, CommandGroup } from '../../command.ts'
import { YES } from '../../options.ts'

const KID: ArgumentSpec = { name: 'kid', description: 'the id of a key' }

export const keys: CommandGroup = {
  name: 'keys',
  summary: 'look at the keys that sign tokens, rotate and retire them',
  commands: [
    {
      name: 'list',
      summary: 'list the signing keys, the one that signs last first',
      examples: ['latchkey keys list', 'latchkey keys list --json'],
      run: async (call) => (await import('./list.ts')).listKeys(call),
    },
    {
      name: 'rotate',
      summary: 'let a new key follow the one that signs; nobody is signed out',
      details:
        'The new key is published at once and signs six minutes later, when no cache lacks it. The old one counts until its\nlast token has expired. A server does the same by itself: LATCHKEY_KEY_ROTATION_DAYS.',
      options: [
        {
          flags: '--immediately',
          description: 'an emergency: the new key signs from now on, whoever may not know it yet',
        },
      ],
      examples: ['latchkey keys rotate', 'latchkey keys rotate --immediately'],
      run: async (call) => (await import('./rotate.ts')).rotateKeys(call),
    },
    {
      name: 'retire',
      summary: 'let no token of a key count any more, and destroy it',
      details: 'At once here, and within a second at every other server on the same database.',
      arguments: [KID],
      options: [YES],
      examples: ['latchkey keys retire sig_0aB1cD2e --yes'],
      run: async (call) => (await import('./retire.ts')).retireKey(call),
    },
  ],
}
