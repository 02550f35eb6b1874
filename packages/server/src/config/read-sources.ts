import { resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { type ReadFile, readConfigFile } from './config-file.ts'
import type { Environment } from './env.ts'
import { isForeignVariable } from './foreign-variables.ts'
import type { Written } from './read-value.ts'
import {
  type Field,
  fieldOf,
  fileKey,
  isInFile,
  type SettingName,
  type Settings,
  settingNames,
  settings,
} from './settings.ts'
import { unknownName } from './unknown-name.ts'

export type Source = 'default' | 'env' | 'file' | 'override'
/** Values that come before all others, as text (a command line's options) or already typed (a program's). */
export type Overrides = { readonly [F in Field]?: Settings[F] | string | undefined }

/** One place where a setting is written; `shown` is how a sentence calls it. */
export interface Writing {
  readonly name: SettingName
  readonly source: Source
  readonly shown: string
  readonly written: Written
}

export interface Read {
  readonly writings: readonly Writing[]
  readonly problems: readonly string[]
}

export async function readEnv(env: Environment): Promise<Read> {
  const writings: Writing[] = []
  const problems: string[] = []
  for (const [name, text] of Object.entries(env)) {
    if (text === undefined) continue
    if (isSettingName(name)) writings.push({ name, source: 'env', shown: name, written: { text } })
    else if (/^latchkey_/i.test(name) && !isForeignVariable(name, text)) {
      problems.push(await unknownName(name, '', (setting) => setting))
    }
  }
  return { writings, problems }
}

/** A named file must exist; `latchkey.toml` in the working folder need not. `path` is there if the file was read. */
export async function readFileSource(
  named: string | undefined,
  cwd: string,
  readFile: ReadFile,
): Promise<Read & { readonly path?: string }> {
  const path = resolve(cwd, named ?? 'latchkey.toml')
  const keys = await readConfigFile(path, readFile).catch((error: unknown) => {
    if (error instanceof ConfigError) return error
    throw error
  })
  if (keys instanceof ConfigError) return { writings: [], problems: keys.problems }
  if (keys === undefined) {
    const problems = named === undefined ? [] : [`LATCHKEY_CONFIG names ${path}, which does not exist.`]
    return { writings: [], problems }
  }
  const writings: Writing[] = []
  const problems: string[] = []
  const names = new Map(settingNames.filter(isInFile).map((name) => [fileKey(name), name]))
  for (const [key, value] of keys) {
    const name = names.get(key)
    if (name !== undefined)
      writings.push({ name, source: 'file', shown: `${key} in ${path}`, written: { value } })
    else if (key === 'config') problems.push(`${key} in ${path} has no meaning: a file cannot name itself.`)
    else problems.push(await unknownName(key, ` in ${path}`, fileKey))
  }
  return { writings, problems, path }
}

export function readOverrides(overrides: Overrides): Writing[] {
  return settingNames.flatMap((name) => {
    const given = overrides[fieldOf(name)]
    if (given === undefined) return []
    const written =
      typeof given === 'string' || typeof given === 'number' ? { text: String(given) } : { value: given }
    return [{ name, source: 'override', shown: name, written }]
  })
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name)
}
