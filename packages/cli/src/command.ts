import type { Call } from './call.ts'

export interface OptionSpec {
  /** As commander reads it: `--limit <n>`, `-y, --yes`. */
  readonly flags: string
  readonly description: string
}

export interface ArgumentSpec {
  readonly name: string
  readonly description: string
  readonly isOptional?: true
  /** What completion offers. */
  readonly choices?: readonly string[]
}

/** What a command has to say: one value for scripts, and the same for people. */
export interface Answer {
  readonly json: unknown
  readonly text: string
  /** Not done although nothing went wrong on the way: `doctor` found something. */
  readonly hasFailed?: boolean
}

export interface CommandSpec {
  readonly name: string
  readonly summary: string
  /** More than one line, where the summary is not enough. */
  readonly details?: string
  readonly arguments?: readonly ArgumentSpec[]
  readonly options?: readonly OptionSpec[]
  readonly examples: readonly string[]
  /** Works on this machine only: it takes no `--server`. */
  readonly isLocal?: true
  /** Imports its file when it is called. Undefined: it has written its answer itself. */
  run(call: Call): Promise<Answer | undefined>
}

export interface CommandGroup {
  readonly name: string
  readonly summary: string
  readonly commands: readonly CommandNode[]
}

export type CommandNode = CommandSpec | CommandGroup

export const isGroup = (node: CommandNode): node is CommandGroup => 'commands' in node
