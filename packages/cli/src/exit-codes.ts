/** What a command's end tells a script. The only list: help, docs/cli.md and the code all read it. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'refused, or failed; the sentence on standard error says why' },
  usage: { code: 2, meaning: 'the command line was not understood' },
  unreachable: { code: 3, meaning: 'the server or its database cannot be reached' },
  interrupted: { code: 130, meaning: 'interrupted by whoever started it' },
} as const

export type Ending = keyof typeof exitCodes
