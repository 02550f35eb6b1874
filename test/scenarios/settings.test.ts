// A wrong setting stops the start with a sentence that names it; a weak secret does too, and is not repeated (C042).
import { describe, expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { join } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { send } from '../support/http.ts'
import { type Environment, type Refusal, runToEnd } from '../support/program.ts'
import { withServer } from '../support/server.ts'

const embedded = only({ database: 'sqlite' }, 'one process owns a data folder')

async function refused(env: Environment, folder?: string): Promise<Refusal> {
  const it = await runToEnd(['serve'], env, folder)
  expect({ listened: it.listened, code: it.code === 0 }).toEqual({ listened: false, code: false })
  expect(it.stderr).not.toBe('')
  expect(it.stderr).not.toMatch(/^\s+at /m)
  return it
}

describe('an unknown setting is refused, with the nearest name', () => {
  test.each([
    ['LATCHKEY_DIRECTROY', 'private', 'LATCHKEY_DIRECTORY'],
    ['LATCHKEY_REGISTRATON', 'open', 'LATCHKEY_REGISTRATION'],
    ['LATCHKEY_ACCESS_TOKEN_SECOND', '1800', 'LATCHKEY_ACCESS_TOKEN_SECONDS'],
    ['LATCHKEY_RESPONSE_ENVELOP', 'on', 'LATCHKEY_RESPONSE_ENVELOPE'],
    ['LATCHKEY_TRUSTED_PROXY', '127.0.0.1', 'LATCHKEY_TRUSTED_PROXIES'],
    ['LATCHKEY_PUBLICURL', 'https://id.example.org', 'LATCHKEY_PUBLIC_URL'],
    ['LATCHKEY_SECRETS', 'x', 'LATCHKEY_SECRET'],
    ['LATCHKEY_Directory', 'private', 'LATCHKEY_DIRECTORY'],
  ])('%s', async (name, value, nearest) => {
    const { stderr } = await refused({ [name]: value })
    expect(stderr.match(/\bLATCHKEY_\w+/g)).toEqual([name, nearest])
  })
})

describe('a wrong value is refused, by name', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', ' '],
    ['LOG_LEVEL', 'loud'],
    ['LATCHKEY_DIRECTORY', 'public'],
    ['LATCHKEY_DIRECTORY', 'Private'],
    ['LATCHKEY_REGISTRATION', 'opne'],
    ['LATCHKEY_RESPONSE_ENVELOPE', 'maybe'],
    ['LATCHKEY_ACCESS_TOKEN_SECONDS', '0'],
    ['LATCHKEY_ACCESS_TOKEN_SECONDS', '-1800'],
    ['LATCHKEY_ACCESS_TOKEN_SECONDS', '30m'],
    ['LATCHKEY_ACCESS_TOKEN_SECONDS', '1e3'],
    ['LATCHKEY_ACCESS_TOKEN_SECONDS', '1800.5'],
    ['LATCHKEY_PUBLIC_URL', 'not a url'],
    ['LATCHKEY_PUBLIC_URL', 'javascript:alert(1)'],
    ['LATCHKEY_TRUSTED_PROXIES', 'everybody'],
    ['LATCHKEY_TRUSTED_PROXIES', '10.0.0.0/99'],
  ])('%s=%s', async (name, value) => {
    const { stderr } = await refused({ [name]: value })
    expect(stderr).toContain(name)
  })
})

describe('C042 the root secret', () => {
  test.each([
    'secret',
    'changeme',
    'password',
    'latchkey',
    'dev',
    'x',
    'short-but-random-4f9a',
    'a'.repeat(64),
    '0'.repeat(64),
    '0123456789'.repeat(7),
    'changeme'.repeat(8),
    'your-256-bit-secret',
    'replace-this-with-a-long-random-secret-value',
  ])('%s is too weak, and is not repeated', async (secret) => {
    const { stderr, stdout } = await refused({ LATCHKEY_SECRET: secret })
    expect(stderr).toContain('LATCHKEY_SECRET')
    if (secret.length > 8) expect(stderr + stdout).not.toContain(secret)
    else
      expect((stderr + stdout).replaceAll('LATCHKEY_SECRET', '')).not.toMatch(
        new RegExp(`[=:"']\\s*${secret}\\b`),
      )
  })

  test('another secret than the database knows is refused, with a sentence', async () => {
    const [one, other] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
    await withServer({ dev: true, env: { LATCHKEY_SECRET: one } }, async (server) => {
      const { token } = await join(server)
      await server.stop()
      const { code, listened, stderr, stdout } = await runToEnd(
        ['serve'],
        { LATCHKEY_SECRET: other },
        server.folder,
      )
      expect([code, listened]).toEqual([1, false])
      expect(stderr).toMatch(/secret/i)
      expect(stderr + stdout).not.toContain(other)
      expect(stderr + stdout).not.toContain(one)
      await server.start()
      expect((await send(server, 'GET /users/me', { token })).status).toBe(200)
    })
  })

  test('is made at the first start, for the owner’s eyes only, and kept', async () => {
    await withServer({ dev: true }, async (server) => {
      const { token } = await join(server)
      const names = await readdir(server.dataFolder, { recursive: true })
      const secrets = names.filter((name) => /secret/i.test(name))
      expect(secrets.length).toBeGreaterThan(0)
      for (const name of secrets) {
        const about = await stat(joinPath(server.dataFolder, name))
        if (about.isFile()) expect([name, about.mode & 0o777]).toEqual([name, 0o600])
      }
      const [file = ''] = secrets
      const made = await readFile(joinPath(server.dataFolder, file))
      expect(made.length).toBeGreaterThanOrEqual(32)
      await server.restart()
      expect(await readFile(joinPath(server.dataFolder, file))).toEqual(made)
      expect((await send(server, 'GET /users/me', { token })).status).toBe(200)
      expect(server.written.join('\n')).not.toContain(made.toString().trim())
    })
  })

  test('of two servers neither takes the other’s token', async () => {
    await withServer({ dev: true }, async (one) => {
      await withServer({ dev: true }, async (other) => {
        const [mine, theirs] = [await join(one), await join(other)]
        expect((await send(one, 'GET /users/me', { token: theirs.token })).status).toBe(401)
        expect((await send(other, 'GET /users/me', { token: mine.token })).status).toBe(401)
      })
    })
  })
})

describe('clause 7: members may be seen by all only where not everybody may become one', () => {
  const both = { LATCHKEY_DIRECTORY: 'members', LATCHKEY_REGISTRATION: 'open' }

  test.each([[both], [{ LATCHKEY_DIRECTORY: 'members' }]])('%p is refused', async (env) => {
    const { stderr } = await refused(env)
    expect(stderr).toContain('LATCHKEY_DIRECTORY')
    expect(stderr).toContain('LATCHKEY_REGISTRATION')
  })

  test('unless the second setting, which the refusal names, confirms it', async () => {
    const { stderr } = await refused(both)
    const named = new Set(stderr.match(/LATCHKEY_[A-Z_]+/g))
    const [second, ...others] = [...named].filter((name) => !(name in both))
    expect(others).toEqual([])
    await withServer({ env: { ...both, [second ?? 'LATCHKEY_NONE']: 'on' } }, async (server) => {
      const [one, other] = [await join(server), await join(server)]
      expect((await send(server, `GET /users/${other.id}`, { token: one.token })).status).toBe(200)
    })
  })
})

test('SIGTERM ends it with 0, and the data folder is free again', async () => {
  await withServer({}, async (server) => {
    // At once after its first word as well, and more than once.
    for (let round = 0; round < 5; round += 1) {
      expect(await server.stop()).toBe(0)
      await server.start()
    }
    expect((await send(server, 'GET /health')).status).toBe(200)
  })
})

embedded.test('a second server on the same folder is refused while the first runs', async () => {
  await withServer({}, async (server) => {
    const { stderr } = await refused({}, server.folder)
    expect(stderr).toMatch(/data|folder|lock|running/i)
    expect((await send(server, 'GET /health')).status).toBe(200)
    await server.kill()
    await server.start()
    expect((await send(server, 'GET /health')).status).toBe(200)
  })
})
