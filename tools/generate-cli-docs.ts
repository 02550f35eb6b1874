import { type CommandNode, type CommandSpec, isGroup } from '../packages/cli/src/command.ts'
import { commands } from '../packages/cli/src/commands/index.ts'
import { exitCodes } from '../packages/cli/src/exit-codes.ts'
import { optionsOf } from '../packages/cli/src/options.ts'

/** The text of docs/cli.md, made from the commands. */
export function cliMarkdown(): string {
  const codes = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`)
  return `${[
    '<!-- Made from packages/cli/src/commands. Do not edit: run `npm run generate`. -->',
    '# The command line',
    introduction,
    '## Exit codes',
    ['| code | meaning |', '|---|---|', ...codes].join('\n'),
    '## Commands',
    ...sections(commands, 'latchkey'),
  ].join('\n\n')}\n`
}

const introduction = `Whom a command asks is chosen in this order:

1. the server at \`--server\` or in \`LATCHKEY_SERVER\`, with the API key (or an administrator's access token) in
   \`LATCHKEY_API_KEY\`; over https, or on this machine;
2. the server that runs on the data folder (\`DATA_DIR\`), through the control socket in its folder \`control\`: whoever
   may open that folder is the operator, and the log says \`"user_id":"operator"\`;
3. while no server runs, the same application in the command's own process, on the same database.

With \`--json\` the answer is one JSON value on standard output, and a failure is one on standard error:
\`{"error": "user_not_found", "detail": "There is no such user."}\`, with a code of [errors.md](errors.md) or one of
\`usage\`, \`unreachable\`, \`cancelled\`, \`invalid_settings\`, \`folder_in_use\`, \`folder_unusable\`, \`not_the_owner\`,
\`database_too_new\`, \`database_unreachable\`, \`failed\`. Questions are asked only on a terminal; a script gets a sentence that names the missing option. A password is
typed unseen or comes by \`--password-stdin\`, never as an argument. \`NO_COLOR\` is respected.`

function sections(nodes: readonly CommandNode[], path: string): string[] {
  return nodes.flatMap((node) =>
    isGroup(node) ? sections(node.commands, `${path} ${node.name}`) : [section(node, path)],
  )
}

function section(spec: CommandSpec, path: string): string {
  const words = (spec.arguments ?? []).map(({ name, isOptional }) => (isOptional ? `[${name}]` : `<${name}>`))
  const rows = [
    ...(spec.arguments ?? []).map(({ name, description }) => `| \`${name}\` | ${description} |`),
    ...optionsOf(spec).map(({ flags, description }) => `| \`${flags}\` | ${description} |`),
  ]
  return [
    `### \`${[path, spec.name, ...words].join(' ')}\``,
    `${spec.summary.charAt(0).toUpperCase()}${spec.summary.slice(1)}.`,
    ...(spec.details === undefined ? [] : [spec.details]),
    ['| | |', '|---|---|', ...rows].join('\n'),
    `\`\`\`\n${spec.examples.join('\n')}\n\`\`\``,
  ].join('\n\n')
}
