import type { CommandSpec, OptionSpec } from './command.ts'

/** What every command takes. */
const EVERYWHERE: readonly OptionSpec[] = [
  {
    flags: '--json',
    description:
      'one JSON value on standard output; a failure is one on standard error, with its code in `error`',
  },
]

/** What every command takes that speaks to a server. */
const REMOTE: readonly OptionSpec[] = [
  {
    flags: '--server <url>',
    description:
      "ask the server at this address, with the API key (or an administrator's access token) in LATCHKEY_API_KEY",
  },
]

export const YES: OptionSpec = { flags: '-y, --yes', description: 'do not ask for confirmation' }

/** All that a command takes, its own first. */
export const optionsOf = (spec: CommandSpec): readonly OptionSpec[] => [
  ...(spec.options ?? []),
  ...(spec.isLocal ? [] : REMOTE),
  ...EVERYWHERE,
]
