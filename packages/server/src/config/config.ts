import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { type ReadFile, readTextFile } from './config-file.ts'
import { contradictions } from './contradictions.ts'
import type { Environment } from './env.ts'
import { type Overrides, readEnv, readFileSource, readOverrides, type Source } from './read-sources.ts'
import { readValue } from './read-value.ts'
import type { Setting } from './setting.ts'
import { type Field, fieldOf, type Settings, settingNames, settings } from './settings.ts'

export type Config = Settings & { readonly sources: Readonly<Record<Field, Source>> }

export interface ConfigInput {
  readonly env: Environment
  /** What relative paths start from, whichever source names them. */
  readonly cwd: string
  readonly overrides?: Overrides
  readonly readFile?: ReadFile
  readonly cores?: number
}

/**
 * Overrides come before the environment, the environment before the file, the file before the defaults. Whatever
 * is written is checked, also where another source wins, so that no mistake waits for the day that source goes.
 * @throws ConfigError with a sentence for each problem
 */
export async function loadConfig(input: ConfigInput): Promise<Config> {
  const { cwd, overrides = {}, readFile = readTextFile, cores = availableParallelism() } = input
  const env = await readEnv(input.env)
  // An empty name is refused as a value; it must not be read as the name of the working folder.
  const named = overrides.config ?? input.env['LATCHKEY_CONFIG']
  const file = named === '' ? { writings: [], problems: [] } : await readFileSource(named, cwd, readFile)

  const problems = [...env.problems, ...file.problems]
  const wrong = new Set<Field>()
  const values = new Map<Field, unknown>()
  const sources = new Map<Field, Source>()
  for (const name of settingNames) {
    values.set(fieldOf(name), defaultOf(settings[name], cwd, cores))
    sources.set(fieldOf(name), 'default')
  }
  values.set('config', 'path' in file ? file.path : undefined)

  for (const { name, source, shown, written } of [
    ...file.writings,
    ...env.writings,
    ...readOverrides(overrides),
  ]) {
    const outcome = readValue(shown, settings[name], written)
    if ('problem' in outcome) {
      wrong.add(fieldOf(name))
      problems.push(outcome.problem)
    } else {
      values.set(fieldOf(name), absolute(settings[name], cwd, outcome.value))
      sources.set(fieldOf(name), source)
    }
  }

  // Every field of the table got its default above and was changed only to what its own setting reads.
  const found = Object.fromEntries(values) as Settings
  for (const { of, problem } of contradictions) {
    const sentence = of.some((field) => wrong.has(field)) ? undefined : problem(found)
    if (sentence !== undefined) problems.push(sentence)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({ ...found, sources: Object.freeze(Object.fromEntries(sources) as Config['sources']) })
}

function defaultOf(setting: Setting, cwd: string, cores: number): unknown {
  if (setting.kind === 'secret') return undefined
  if (setting.kind === 'integer' && typeof setting.default === 'function') return setting.default(cores)
  return absolute(setting, cwd, setting.default)
}

function absolute(setting: Setting, cwd: string, value: unknown): unknown {
  return setting.kind === 'string' && setting.isPath && typeof value === 'string'
    ? resolve(cwd, value)
    : value
}
