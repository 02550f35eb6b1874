import { readFileSync, statSync } from 'node:fs'
import { ConfigError } from './config-error.ts'

/** Gives the text of a file, or undefined when there is none. */
export type ReadFile = (path: string) => string | undefined

export const readTextFile: ReadFile = (path) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The keys and values of the file at `path`; undefined when there is no such file. */
export async function readConfigFile(
  path: string,
  readFile: ReadFile,
): Promise<Map<string, unknown> | undefined> {
  const text = readOrRefuse(path, readFile)
  if (text === undefined) return undefined
  const { parse, TomlError } = await import('smol-toml')
  try {
    // As bigints, whole numbers stay apart from floats: 8000.0 is no port.
    const values = new Map(Object.entries(parse(text, { integersAsBigInt: true, maxDepth: 8 })))
    if (values.has('secret') && isOpenToOthers(path)) {
      throw new ConfigError([
        `${path} holds the secret and can be read or changed by others than its owner. Run: chmod 600 ${path}`,
      ])
    }
    return values
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    // The parser's own message quotes the lines around the mistake, where the secret may stand.
    throw new ConfigError([`${path} is not valid TOML: see line ${error.line}, column ${error.column}.`])
  }
}

function readOrRefuse(path: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const reason = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : code
    const mend = code === 'EACCES' ? ' Let this user read it, or start in another folder.' : ''
    throw new ConfigError([`${path} cannot be read (${reason}).${mend}`])
  }
}

function isOpenToOthers(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat !== undefined && (stat.mode & 0o077) !== 0
}
