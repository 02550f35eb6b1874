import type { ArgumentSpec, CommandGroup, OptionSpec } from '../../command.ts'
import { YES } from '../../options.ts'
import { KINDS } from './kinds.ts'

const WHICH: ArgumentSpec = { name: 'provider', description: 'its slug, as the list has it' }
const SECRET: OptionSpec = {
  flags: '--client-secret-stdin',
  description: 'read the client secret from standard input (of Apple: the file of the key, .p8)',
}
const SHARED: readonly OptionSpec[] = [
  SECRET,
  { flags: '--name <name>', description: 'as the button has it: "Continue with …"' },
  { flags: '--scopes <list>', description: 'what is asked for, with a space between (as the kind has it)' },
  {
    flags: '--email-domains <list>',
    description:
      'for which domains it is believed that an address was proved, with a comma between: "*" for all, "" for none (*)',
  },
  { flags: '--team-id <id>', description: 'of Apple alone: the team' },
  { flags: '--key-id <id>', description: 'of Apple alone: the name of the key' },
]

export const provider: CommandGroup = {
  name: 'provider',
  summary:
    'let people sign in with Google, Microsoft, Apple, GitHub, GitLab, Discord, or any OpenID provider',
  commands: [
    {
      name: 'add',
      summary: 'add a provider, and print the address to paste there',
      details: 'docs/sign-in-with.md says for each where to click. Then ask it: latchkey provider check.',
      arguments: [{ name: 'kind', description: KINDS.join(', '), choices: KINDS }],
      options: [
        { flags: '--client-id <id>', description: 'what the provider calls this server' },
        ...SHARED,
        {
          flags: '--issuer <url>',
          description: 'of oidc, an own GitLab, or one Microsoft tenant: its issuer',
        },
        { flags: '--slug <slug>', description: 'what its address here is made of (the kind)' },
      ],
      examples: [
        'latchkey provider add google --client-id 1234.apps.googleusercontent.com --client-secret-stdin < secret',
        'latchkey provider add apple --client-id com.example.web --team-id A1B2C3D4E5 --key-id F6G7H8J9K0 --client-secret-stdin < AuthKey.p8',
        'latchkey provider add oidc --slug acme --name Acme --issuer https://login.acme.example --client-id latchkey --client-secret-stdin < secret',
      ],
      run: async (call) => (await import('./add.ts')).addProvider(call),
    },
    {
      name: 'list',
      summary: 'list the providers, and the address of each to paste there',
      examples: ['latchkey provider list', 'latchkey provider list --json'],
      run: async (call) => (await import('./list.ts')).listProviders(call),
    },
    {
      name: 'check',
      summary: 'ask a provider whether it is set up rightly, and say what it answered',
      details: 'The exit code is 1 where something has to be mended.',
      arguments: [WHICH],
      examples: ['latchkey provider check google'],
      run: async (call) => (await import('./check.ts')).checkProvider(call),
    },
    {
      name: 'change',
      summary: 'change a provider, or turn it off and on',
      arguments: [WHICH],
      options: [
        { flags: '--client-id <id>', description: 'what the provider calls this server' },
        ...SHARED,
        { flags: '--off', description: 'offer it to nobody, and let nobody in by it' },
        { flags: '--on', description: 'offer it again' },
      ],
      examples: [
        'latchkey provider change google --client-secret-stdin < new-secret',
        'latchkey provider change google --off',
      ],
      run: async (call) => (await import('./change.ts')).changeProvider(call),
    },
    {
      name: 'remove',
      summary: 'remove a provider: nobody signs in by it any more',
      arguments: [WHICH],
      options: [YES],
      examples: ['latchkey provider remove google --yes'],
      run: async (call) => (await import('./remove.ts')).removeProvider(call),
    },
  ],
}
