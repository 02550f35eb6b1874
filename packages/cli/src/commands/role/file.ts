import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import { Refused } from '../../failure.ts'

export interface WantedRole {
  readonly name: string
  readonly description: string
  readonly permissions: readonly string[]
}

/** The roles that a file wants. Throws `Refused`, saying what is wrong with the file. */
export async function readRoleFile(path: string): Promise<WantedRole[]> {
  const shown = path === '-' ? 'Standard input' : path
  const value = await parse(await textOf(path), shown)
  if (!isTable(value) || !isTable(value.roles)) throw invalid(`${shown} has no table of roles.`)
  const [other] = Object.keys(value).filter((key) => key !== 'roles')
  if (other !== undefined) throw invalid(`${shown} has ${JSON.stringify(other)} beside its roles.`)
  return Object.entries(value.roles).map(([name, role]) => wantedRole(shown, name, role))
}

function wantedRole(shown: string, name: string, role: unknown): WantedRole {
  const at = `${shown}: the role ${JSON.stringify(name)}`
  if (!isTable(role)) throw invalid(`${at} is no table.`)
  const { description = '', permissions, ...others } = role
  const [other] = Object.keys(others)
  if (other !== undefined) throw invalid(`${at} has ${JSON.stringify(other)}, which no role has.`)
  if (typeof description !== 'string') throw invalid(`${at} has a description that is no text.`)
  if (!Array.isArray(permissions) || !permissions.every((one) => typeof one === 'string')) {
    throw invalid(`${at} has no list of permissions.`)
  }
  return { name, description, permissions: [...new Set(permissions)].sort() }
}

const reasons: Readonly<Partial<Record<string, string>>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
}

async function textOf(path: string): Promise<string> {
  if (path === '-') return readAll(process.stdin)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw invalid(`${path} cannot be read: ${reasons[code] ?? code}.`)
  }
}

/** No TOML begins with a brace, and every JSON that could be meant does. */
async function parse(text: string, shown: string): Promise<unknown> {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text)
    } catch {
      throw invalid(`${shown} is not valid JSON.`)
    }
  }
  const { parse: parseToml, TomlError } = await import('smol-toml')
  try {
    return parseToml(text, { maxDepth: 8 })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw invalid(`${shown} is not valid TOML: see line ${error.line}, column ${error.column}.`)
  }
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const invalid = (sentence: string) => new Refused('invalid_file', sentence)
