import { version } from '@latchkey/server'
import { Command, CommanderError } from 'commander'
import { Call } from './call.ts'
import { type CommandGroup, type CommandNode, type CommandSpec, isGroup } from './command.ts'
import { commands } from './commands/index.ts'
import { readShell } from './environment.ts'
import { exitCodes } from './exit-codes.ts'
import { failureOf } from './explain.ts'
import { optionsOf } from './options.ts'
import { writeAnswer, writeFailure } from './terminal/write.ts'

/** Runs one command line and gives its exit code. `words` are what stands after the program's name. */
export async function latchkey(words: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok.code
  // Whoever reads along may stop reading: `latchkey user list --all | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(exitCodes.ok.code)
  })
  const isJson = words.includes('--json')
  const program = build((ending) => {
    code = ending
  }, isJson)
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // Asked for help, it has given it; given nothing to do, it has too, and nothing was done.
    if (error.exitCode === 0) return exitCodes.ok.code
    return exitCodes.usage.code
  }
  return code
}

function build(end: (code: number) => void, isJson: boolean): Command {
  const program = new Command('latchkey')
    .description('A self-hosted user-account and identity server, and everything its operator does.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        const detail = text.replace(/^error: /, '').trim()
        if (isJson) writeFailure({ ending: 'usage', error: 'usage', detail }, { isJson })
        else write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()))
      },
    })
    .showSuggestionAfterError(true)
    .addHelpText('after', () => overview())
  if (!isJson) program.showHelpAfterError('See `latchkey --help`.')
  for (const node of commands) add(program, node, end, isJson)
  return program
}

function add(parent: Command, node: CommandNode, end: (code: number) => void, isJson: boolean): void {
  const command = parent.command(node.name).copyInheritedSettings(parent).summary(node.summary)
  command.helpOption('-h, --help', 'print this help')
  if (!isJson) command.showHelpAfterError(`See \`${pathOf(command)} --help\`.`)
  if (isGroup(node)) addGroup(command, node, end, isJson)
  else addVerb(command, node, end)
}

function addGroup(command: Command, group: CommandGroup, end: (code: number) => void, isJson: boolean): void {
  command.description(`${sentence(group.summary)}`).helpCommand(false)
  for (const node of group.commands) add(command, node, end, isJson)
  const examples = group.commands.flatMap((node) => (isGroup(node) ? [] : node.examples.slice(0, 1)))
  command.addHelpText('after', examplesText(examples))
}

function addVerb(command: Command, spec: CommandSpec, end: (code: number) => void): void {
  command.description([sentence(spec.summary), spec.details].filter(Boolean).join('\n\n'))
  for (const { name, description, isOptional } of spec.arguments ?? []) {
    command.argument(isOptional ? `[${name}]` : `<${name}>`, description)
  }
  for (const { flags, description } of optionsOf(spec)) command.option(flags, description)
  command.addHelpText('after', examplesText(spec.examples))
  command.action(async () => {
    const call = new Call(command.processedArgs as (string | undefined)[], command.opts(), readShell())
    if (spec.name !== 'serve') process.once('SIGINT', onInterrupt)
    try {
      const answer = await spec.run(call)
      if (answer === undefined) return
      writeAnswer(answer, call)
      if (answer.hasFailed) end(exitCodes.failed.code)
    } catch (error) {
      const failure = failureOf(error, { flags: command.options.map(({ long }) => long ?? undefined) })
      writeFailure(failure, call)
      end(exitCodes[failure.ending].code)
    } finally {
      process.off('SIGINT', onInterrupt)
    }
  })
}

/** A shell and a script alike learn that it did not end by itself; what is written is whole or not there. */
function onInterrupt(): void {
  process.stderr.write('\nInterrupted.\n')
  process.exit(exitCodes.interrupted.code)
}

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()

const sentence = (summary: string): string => `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`

const examplesText = (examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`

function overview(): string {
  const codes = Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`)
  return `
Whom a command asks:
  the server at --server or LATCHKEY_SERVER, with the key in LATCHKEY_API_KEY;
  else the server that runs on the data folder (DATA_DIR), through its control socket;
  else the database itself, while no server runs.

Exit codes:
${codes.join('\n')}

Examples:
  latchkey serve --dev
  latchkey user list --json
  latchkey user disable ada@example.com
  latchkey doctor
`
}
