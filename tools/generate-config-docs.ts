import { argon2FloorsText } from '../packages/server/src/config/contradictions.ts'
import { allowedBy, type Setting } from '../packages/server/src/config/setting.ts'
import {
  fileKey,
  isInFile,
  type SettingName,
  settingNames,
  settings,
} from '../packages/server/src/config/settings.ts'

/** The text of docs/config.md, made from the table of settings. */
export function configMarkdown(): string {
  const isAdvanced = (name: SettingName) => 'advanced' in settings[name]
  return `${[
    '<!-- Made from packages/server/src/config/settings.ts. Do not edit: run `npm run generate`. -->',
    '# Configuration',
    'A setting is given as an environment variable or as a key of the file `latchkey.toml` in the working folder ' +
      '(another file: `LATCHKEY_CONFIG`). The environment comes before the file, the file before the default; an ' +
      'option of the command line comes before all of them. Every setting has a default or may be absent, so no ' +
      'file is needed.',
    rules,
    '## Settings',
    table(settingNames.filter((name) => !isAdvanced(name))),
    '## Advanced settings',
    table(settingNames.filter(isAdvanced)),
    `The Argon2id floors are those of OWASP: ${argon2FloorsText()}. The server refuses to start below them.`,
    '`LATCHKEY_DIRECTORY=members` together with `LATCHKEY_REGISTRATION=open` is refused unless ' +
      '`LATCHKEY_CONFIRM_PUBLIC_DIRECTORY=on`.',
  ].join('\n\n')}\n`
}

const rules = `The server does not start on a mistake; it names every mistake at once.

- An unknown \`LATCHKEY_*\` variable or an unknown key of the file is a mistake. Left alone are \`LATCHKEY_API_KEY\`,
  which the command line reads, and what Kubernetes and Docker announce about services of that name
  (\`LATCHKEY_SERVICE_HOST\`, \`LATCHKEY_PORT=tcp://…\`).
- A variable that is set but empty is a mistake, as are spaces around a value. To get the default, remove the variable.
- Whole numbers have no sign, no leading zero and no separators.
- Switches are \`on\` or \`off\` in a variable, and also \`true\` or \`false\` in the file.
- Lists are separated by commas without spaces in a variable, and are arrays of strings in the file.
- Relative paths start from the working folder.
- A wrong value is a mistake also where another source gives a right one.

\`\`\`toml
port = 8080
registration = "closed"
response_envelope = true
trusted_proxies = ["10.0.0.0/8"]
\`\`\``

function table(names: readonly SettingName[]): string {
  const rows = names.map((name) => {
    const setting: Setting = settings[name]
    const key = isInFile(name) ? `\`${fileKey(name)}\`` : '-'
    return `| \`${name}\` | ${key} | ${defaultText(setting)} | ${allowedText(setting)} | ${setting.doc} |`
  })
  return ['| variable | key | default | allowed | what it does |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  )
}

function defaultText(setting: Setting): string {
  if (setting.kind === 'secret') return setting.defaultDoc ?? 'generated'
  if (setting.kind === 'list')
    return setting.default.length === 0 ? 'none' : `\`${setting.default.join(',')}\``
  if (setting.kind === 'boolean') return setting.default ? '`on`' : '`off`'
  if ('defaultDoc' in setting && setting.defaultDoc !== undefined) return setting.defaultDoc
  return setting.default === undefined ? 'none' : `\`${setting.default}\``
}

function allowedText(setting: Setting): string {
  if (setting.kind === 'enum') return setting.values.map((value) => `\`${value}\``).join(', ')
  if (setting.kind === 'boolean') return '`on`, `off`'
  if (setting.kind === 'integer') return `${setting.min} to ${setting.max}`
  return setting.kind === 'list' ? `list; each ${allowedBy(setting)}` : allowedBy(setting)
}
