import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretFingerprint } from '#crypto/keys'
import { ConfigError } from './config-error.ts'
import { loadRootSecret, type RootSecretInput } from './secrets.ts'

const strong = 'T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA'
const other = 'e7Jw3nKc0RtY5vHs9BqLz2XgMd8PfUa1'
let dataDir = ''

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-secrets-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

function load(input: Partial<RootSecretInput> = {}) {
  return loadRootSecret({ dataDir, configured: undefined, fingerprintInDatabase: undefined, ...input })
}

function refusalOf(input: Partial<RootSecretInput> = {}): string {
  try {
    load(input)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('the secret was accepted')
}

function writeSecret(text: string, mode = 0o600): string {
  const path = join(dataDir, 'secret')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

const fingerprintOf = (secret: string) => secretFingerprint(Buffer.from(secret))

describe('a new database', () => {
  test('gets a secret of 256 random bits, for its owner only, and finds it again', () => {
    const first = load()
    const path = join(dataDir, 'secret')
    expect(first.created).toBe(true)
    expect(readFileSync(path, 'utf8')).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir)).toEqual(['secret'])
    expect(load({ fingerprintInDatabase: first.fingerprint })).toEqual({ ...first, created: false })
  })

  test('0600 whatever the umask', () => {
    const before = process.umask(0o777)
    try {
      load()
    } finally {
      process.umask(before)
    }
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
  })

  test('gets another secret than its neighbour, in a folder that is made for it', () => {
    const [one, two] = ['one', 'two'].map((name) => load({ dataDir: join(dataDir, name) }))
    expect(one?.fingerprint).not.toBe(two?.fingerprint)
    expect(statSync(join(dataDir, 'one')).mode & 0o777).toBe(0o700)
  })
})

describe('a given secret', () => {
  test('LATCHKEY_SECRET wins over the file and writes none', () => {
    writeSecret(other)
    expect(load({ configured: strong })).toEqual({
      secret: Buffer.from(strong),
      fingerprint: fingerprintOf(strong),
      created: false,
      previous: undefined,
    })
    rmSync(join(dataDir, 'secret'))
    load({ configured: strong })
    expect(readdirSync(dataDir)).toEqual([])
  })

  test('the content of the file serves as LATCHKEY_SECRET, with or without an end of line', () => {
    const { fingerprint } = load()
    const text = readFileSync(join(dataDir, 'secret'), 'utf8')
    expect(load({ configured: text }).fingerprint).toBe(fingerprint)
    writeSecret(`${text}\n`)
    expect(load({ fingerprintInDatabase: fingerprint }).fingerprint).toBe(fingerprint)
  })
})

describe('refusals', () => {
  test('the database had a secret and there is none: nothing is made', () => {
    expect(refusalOf({ fingerprintInDatabase: fingerprintOf(strong) })).toBe(
      `${dataDir}/secret is missing, but the database was made with a secret. Restore that file from a backup, or ` +
        'give its content as LATCHKEY_SECRET.',
    )
    expect(readdirSync(dataDir)).toEqual([])
  })

  test('another secret than the database had', () => {
    const path = writeSecret(other)
    const end = `is not the secret that the database was made with. Restore the former one, as LATCHKEY_SECRET or as the file ${path}.`
    const fingerprintInDatabase = fingerprintOf(strong)
    expect(refusalOf({ fingerprintInDatabase })).toBe(`The secret in ${path} ${end}`)
    expect(refusalOf({ fingerprintInDatabase, configured: other })).toBe(`LATCHKEY_SECRET ${end}`)
  })

  test.each([0o640, 0o604, 0o660, 0o602, 0o610])('a file of mode %o', (mode) => {
    const path = writeSecret(strong, mode)
    expect(refusalOf()).toBe(
      `${path} can be read or changed by others than its owner. Run: chmod 600 ${path}`,
    )
  })

  test('no file at all', () => {
    mkdirSync(join(dataDir, 'secret'), { mode: 0o700 })
    expect(refusalOf()).toBe(`${dataDir}/secret is not a file.`)
  })

  test('a folder that cannot be made leaves nothing behind', () => {
    writeFileSync(join(dataDir, 'plain'), '')
    expect(refusalOf({ dataDir: join(dataDir, 'plain') })).toStartWith(
      `${dataDir}/plain/secret cannot be read (ENOTDIR)`,
    )
  })

  test.each(['', 'secret', 'your-256-bit-secret-your-256-bit-secret!'])(
    'the weak %j, wherever it stands',
    (weak) => {
      const sentences = [refusalOf({ configured: weak })]
      const path = writeSecret(weak)
      sentences.push(refusalOf())
      expect(sentences[0]).toStartWith('LATCHKEY_SECRET is too weak: it ')
      expect(sentences[1]).toStartWith(`The secret in ${path} is too weak: it `)
      if (weak.length > 6) for (const sentence of sentences) expect(sentence).not.toContain(weak)
    },
  )
})
