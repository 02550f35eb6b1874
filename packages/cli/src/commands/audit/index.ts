import type { CommandGroup, OptionSpec } from '../../command.ts'

const FILTERS: readonly OptionSpec[] = [
  {
    flags: '--actor <id>',
    description: 'who acted: the id of an account or of an API key, operator, server, anonymous',
  },
  { flags: '--subject <who>', description: 'to whom it was done: an id, a username or an e-mail address' },
  { flags: '--action <name>', description: 'such as session.refused' },
  { flags: '--from <when>', description: 'not before: a day or an instant in UTC' },
  { flags: '--to <when>', description: 'before' },
]

export const audit: CommandGroup = {
  name: 'audit',
  summary: 'read, verify and export the record of who did what',
  commands: [
    {
      name: 'list',
      summary: 'show entries, the newest first',
      options: [...FILTERS, { flags: '--limit <n>', description: 'how many, from 1 to 100; 20 if left out' }],
      examples: [
        'latchkey audit list --subject ada',
        'latchkey audit list --action session.refused --from 2026-11-01',
      ],
      run: async (call) => (await import('./list.ts')).listEntries(call),
    },
    {
      name: 'verify',
      summary: 'verify that no entry was edited, removed, moved or cut off',
      details:
        'Walks the whole chain and names the first entry that is not as it was written. With the checkpoints that were kept elsewhere it also finds a tail that was cut off, and a chain that was made anew; what cannot be known is said. The exit code is 1 when something is found.',
      options: [
        {
          flags: '--checkpoints <file>',
          description: 'the checkpoints that were kept elsewhere, a line of JSON each',
        },
        {
          flags: '--key <public key>',
          description: 'the public key of the checkpoints, kept elsewhere as well',
        },
      ],
      examples: [
        'latchkey audit verify',
        'latchkey audit verify --checkpoints /backup/checkpoints.ndjson --key 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      ],
      run: async (call) => (await import('./verify.ts')).verifyChain(call),
    },
    {
      name: 'export',
      summary: 'write entries out, the oldest first, as NDJSON or CSV',
      details:
        'To standard output, page by page. In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe.',
      options: [...FILTERS, { flags: '--format <format>', description: 'ndjson or csv; ndjson if left out' }],
      examples: [
        'latchkey audit export --from 2026-10-01 --to 2026-11-01 > october.ndjson',
        'latchkey audit export --format csv --subject ada > ada.csv',
      ],
      run: async (call) => (await import('./export.ts')).exportEntries(call),
    },
    {
      name: 'access',
      summary: 'show who had which role at a moment',
      options: [
        {
          flags: '--at <when>',
          description: 'a day, which is its last moment in UTC, or an instant; now if left out',
        },
        { flags: '--role <name>', description: 'only whoever had this one' },
        { flags: '--format <format>', description: 'table or csv; table if left out' },
      ],
      examples: [
        'latchkey audit access --at 2026-09-30 --role admin',
        'latchkey audit access --at 2026-09-30 --format csv',
      ],
      run: async (call) => (await import('./access.ts')).reviewAccess(call),
    },
    {
      name: 'key',
      summary: 'print the public key of the checkpoints',
      details: 'To be kept off this server: `audit verify --key` then needs no word of the server for it.',
      examples: ['latchkey audit key'],
      run: async (call) => (await import('./key.ts')).showKey(call),
    },
  ],
}
