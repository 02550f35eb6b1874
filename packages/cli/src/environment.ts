import { type Config, loadConfig, readEnvironment } from '@latchkey/server'

type Variables = Readonly<Record<string, string | undefined>>

/** The shell's variables: those of the command line itself, and those that are settings of the server. */
export interface Environment {
  /** LATCHKEY_SERVER: a server elsewhere. */
  readonly server: string | undefined
  /** LATCHKEY_API_KEY: what that server knows the caller by. */
  readonly apiKey: string | undefined
  /** A folder of this user's own that a restart of the machine empties. */
  readonly runtimeDir: string | undefined
  /** https://no-color.org: any value but the empty one. */
  readonly hasColor: boolean
  readonly settings: Variables
}

export function readShell(variables: Variables = readEnvironment()): Environment {
  const { LATCHKEY_SERVER, LATCHKEY_API_KEY, ...settings } = variables
  return {
    server: LATCHKEY_SERVER || undefined,
    apiKey: LATCHKEY_API_KEY || undefined,
    runtimeDir: settings['XDG_RUNTIME_DIR'] || undefined,
    hasColor: !settings['NO_COLOR'] && settings['TERM'] !== 'dumb',
    settings,
  }
}

type Overrides = NonNullable<Parameters<typeof loadConfig>[0]['overrides']>

/** The settings that a server started from this shell and folder has. Throws `ConfigError`. */
export const settingsHere = ({ settings }: Environment, overrides: Overrides = {}): Promise<Config> =>
  loadConfig({ env: settings, cwd: process.cwd(), overrides })
