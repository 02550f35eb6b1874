import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { secretFingerprint } from '#crypto/keys'
import { ConfigError } from './config-error.ts'
import { secretWeakness } from './weak-secret.ts'

export interface RootSecretInput {
  readonly dataDir: string
  /** LATCHKEY_SECRET, which wins over the file. */
  readonly configured: string | undefined
  /** LATCHKEY_PREVIOUS_SECRET: the database may still be of this one. */
  readonly previous?: string | undefined
  /** What the database was used with before; undefined for a new one. */
  readonly fingerprintInDatabase: string | undefined
}

export interface RootSecret {
  readonly secret: Buffer
  /** To be kept in the database, so that the next start can tell a wrong secret from the right one. */
  readonly fingerprint: string
  readonly created: boolean
  /** What values that are still sealed under the secret before are opened with. */
  readonly previous: Buffer | undefined
}

/**
 * The secret that all keys are derived from. A new one is made only for a database that never had one: with
 * another secret every token and every sealed value of the old database would be lost.
 * @throws ConfigError with a sentence that never holds the secret
 */
export function loadRootSecret({
  dataDir,
  configured,
  previous: given,
  fingerprintInDatabase,
}: RootSecretInput): RootSecret {
  const path = join(dataDir, 'secret')
  const found = configured ?? readSecretFile(path)
  if (found === undefined && fingerprintInDatabase !== undefined) {
    refuse(
      `${path} is missing, but the database was made with a secret. Restore that file from a backup, or give its ` +
        'content as LATCHKEY_SECRET.',
    )
  }
  const origin = configured === undefined ? `The secret in ${path}` : 'LATCHKEY_SECRET'
  const weakness = found === undefined ? undefined : secretWeakness(found)
  if (weakness !== undefined) {
    refuse(`${origin} is too weak: ${weakness}. Use at least 32 characters from a random generator.`)
  }
  const secret = Buffer.from(found ?? createSecretFile(dataDir, path), 'utf8')
  const fingerprint = secretFingerprint(secret)
  const previous = given === undefined ? undefined : Buffer.from(given, 'utf8')
  const known = previous ? [fingerprint, secretFingerprint(previous)] : [fingerprint]
  if (fingerprintInDatabase !== undefined && !known.includes(fingerprintInDatabase)) {
    if (previous !== undefined) {
      refuse(
        `Neither ${origin.replace(/^The/, 'the')} nor LATCHKEY_PREVIOUS_SECRET is the secret that the database is of. ` +
          'Give the one that was in force last as LATCHKEY_PREVIOUS_SECRET.',
      )
    }
    refuse(
      `${origin} is not the secret that the database was made with. Restore the former one, as LATCHKEY_SECRET or ` +
        `as the file ${path}.`,
    )
  }
  return { secret, fingerprint, created: found === undefined, previous }
}

function readSecretFile(path: string): string | undefined {
  let file: number
  try {
    // O_NONBLOCK: a named pipe in its place must not hold up the start.
    file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    return refuse(`${path} cannot be read (${codeOf(error)}).`)
  }
  try {
    // Asked of the open file, so that what is checked is what is read.
    const stat = fs.fstatSync(file)
    if (!stat.isFile()) refuse(`${path} is not a file.`)
    if ((stat.mode & 0o077) !== 0) {
      refuse(`${path} can be read or changed by others than its owner. Run: chmod 600 ${path}`)
    }
    // An editor or a restore may have ended the line.
    return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } finally {
    fs.closeSync(file)
  }
}

/** Written aside, flushed and renamed, so that a crash leaves the whole secret or none. */
function createSecretFile(dataDir: string, path: string): string {
  const secret = randomBytes(32).toString('base64url')
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const file = fs.openSync(temporary, 'wx', 0o600)
    try {
      // A umask can take the owner's own rights away.
      fs.fchmodSync(file, 0o600)
      fs.writeFileSync(file, secret)
      fs.fsyncSync(file)
    } finally {
      fs.closeSync(file)
    }
    fs.renameSync(temporary, path)
    syncFolder(dataDir)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    refuse(`${path} cannot be created (${codeOf(error)}). Make ${dataDir} writable, or give LATCHKEY_SECRET.`)
  }
  return secret
}

/** The new name itself is on the disk only after this. */
function syncFolder(path: string): void {
  const folder = fs.openSync(path, 'r')
  try {
    fs.fsyncSync(folder)
  } finally {
    fs.closeSync(folder)
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}

function refuse(sentence: string): never {
  throw new ConfigError([sentence])
}
