import { afterAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { login } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { json, latchkey, makeUser, type World } from '../support/command-line.ts'
import { send, type Target } from '../support/http.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { resetPassword, tokenIn } from '../support/reset-links.ts'
import { usualHashes, withServer } from '../support/server.ts'

setDefaultTimeout(60_000)

const made: string[] = []
let world: World
beforeEach(async () => {
  world = { folder: await makeFolder() }
  made.push(world.folder)
})
afterAll(() => Promise.all(made.map(removeFolder)))

const ADA = ['--username', 'ada', '--email', 'ada@example.org', '--full-name', 'Ada Lovelace']
const PASSWORD = 'violet-tramway-7-canyon'

describe('migrate', () => {
  test('--dry-run shows what is due and changes nothing; migrate does it, once', async () => {
    const planned = await latchkey(world, ['migrate', '--dry-run'])
    expect(planned).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Due, and not applied:\n {2}0001 {2}users\n/),
      stderr: '',
    })
    expect(existsSync(join(world.folder, 'data', 'latchkey.db'))).toBe(false)
    const { applied } = await json(world, ['migrate'])
    expect(applied).toEqual(expect.arrayContaining([{ version: 1, name: 'users' }]))
    expect(await json(world, ['migrate', '--dry-run'])).toEqual({ pending: [] })
    expect((await latchkey(world, ['migrate'])).stdout).toBe('The database is up to date.\n')
  })
})

describe('key', () => {
  test('is made for a program, shown once, listed and revoked', async () => {
    await json(world, ['migrate'])
    await json(world, ['service-account', 'create', 'bot', '--full-name', 'A Program'])
    const words = ['key', 'create', 'bot', '--name', 'Report', '--scopes', 'self:read, self:write']
    const made = await latchkey(world, [...words, '--forever'])
    const [, key = '', id = ''] =
      /^(lk_[0-9A-Za-z]{49})\nShown .* id is (key_[\w-]+)\.\n$/.exec(made.stdout) ?? []
    expect([made.code, key.length, made.stderr]).toEqual([0, 52, ''])
    const { items } = await json(world, ['key', 'list', 'bot'])
    const one = { id, hint: key.slice(0, 8), expires_at: null, scopes: ['self:read', 'self:write'] }
    expect(items).toEqual([expect.objectContaining(one)])
    const list = await latchkey(world, ['key', 'list', 'bot'])
    expect(list.stdout).not.toContain(key.slice(8))
    expect(list.stdout).toMatch(
      /^KEY +NAME +BEGINS[\s\S]+ Report +lk_.{5}\.\.\. +never +never +self:read self:write\n$/,
    )
    const unsure = await latchkey(world, ['key', 'revoke', 'bot', id])
    expect(unsure.code).not.toBe(0)
    expect(await json(world, ['key', 'list', 'bot'])).toEqual({ items })
    expect(await json(world, ['key', 'revoke', 'bot', id, '--yes'])).toMatchObject({ revoked: id })
    expect(await json(world, ['key', 'list', 'bot'])).toEqual({ items: [] })
  })

  test('C060 is for nothing that the program may not do', async () => {
    await json(world, ['migrate'])
    await json(world, ['service-account', 'create', 'bot', '--full-name', 'A Program'])
    const words = ['key', 'create', 'bot', '--name', 'Report', '--scopes', 'users:read', '--json']
    const { code, stderr } = await latchkey(world, words)
    expect([code, JSON.parse(stderr).error]).toEqual([1, 'forbidden'])
    expect(await json(world, ['key', 'list', 'bot'])).toEqual({ items: [] })
  })
})

describe('admin', () => {
  test('create makes the first administrator, and never a second', async () => {
    const first = await latchkey(world, ['admin', 'create', ...ADA, '--password-stdin'], `${PASSWORD}\n`)
    expect(first).toEqual({ code: 0, stdout: 'ada (id 1) is the administrator.\n', stderr: '' })
    const second = await latchkey(world, ['admin', 'create', ...ADA, '--password-stdin', '--json'], PASSWORD)
    expect({ code: second.code, stdout: second.stdout }).toEqual({ code: 1, stdout: '' })
    expect(JSON.parse(second.stderr)).toMatchObject({ error: 'setup_completed' })
  })

  test('create never takes a password as an argument', async () => {
    const { code, stderr } = await latchkey(world, ['admin', 'create', ...ADA, '--password', PASSWORD])
    expect(code).toBe(2)
    expect(stderr).not.toContain(PASSWORD)
  })

  test('what is missing is named by its option', async () => {
    const { code, stderr } = await latchkey(world, ['admin', 'create'])
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'Username is missing: give --username.\n' })
  })

  test('a link that is printed beside a running server opens its setup', async () => {
    await withServer({}, async (server) => {
      const { code, stdout } = await latchkey(server, ['admin', 'setup-link'])
      expect(code).toBe(0)
      expect(stdout.startsWith(`${server.url}/setup?token=`)).toBe(true)
      const setup_token = new URL(stdout.trim()).searchParams.get('token')
      const account = { username: 'ada', email: 'ada@example.org', full_name: 'Ada', password: PASSWORD }
      const answer = await send(server, 'POST /setup', { json: { setup_token, ...account } })
      expect(answer.status).toBe(200)
      const again = await latchkey(server, ['admin', 'setup-link'])
      expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: '' })
    })
  })

  test('what the operator does is in the log as the operator’s, and the password is nowhere', async () => {
    await withServer({}, async (server) => {
      const { password } = await makeUser(server)
      await server.stop()
      const line = server.written.find((one) => one.includes('"route":"/users"'))
      expect(line).toContain('"user_id":"operator"')
      expect(server.written.join('\n')).not.toContain(password)
    })
  })
})

describe('C011 user create', () => {
  const GRACE = ['--username', 'grace', '--email', 'grace@example.org', '--full-name', 'Grace Hopper']

  test('asks for no password, and says how its owner gets one', async () => {
    await json(world, ['migrate'])
    const { code, stdout, stderr } = await latchkey(world, ['user', 'create', ...GRACE])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe(
      'grace has the id 1.\nA link to choose a password is on its way to grace@example.org. ' +
        'Where mail does not arrive: latchkey user reset-link grace\n',
    )
  })

  test('takes one all the same, and says for how long it is good', async () => {
    await json(world, ['migrate'])
    const words = ['user', 'create', ...GRACE, '--password-stdin']
    const { code, stdout } = await latchkey(world, words, `${PASSWORD}\n`)
    expect(code).toBe(0)
    expect(stdout).toBe(
      'grace has the id 1.\nThe password is good for 24 hours, and has to be changed at the first sign-in.\n',
    )
  })
})

describe('user reset-link', () => {
  const signInStatus = async (server: Target, username: string, password: string) =>
    (await login(server, username, password)).status

  test('a link that is printed beside a running server gives the account its new password', async () => {
    await withServer({}, async (server) => {
      const who = await makeUser(server)
      const { code, stdout } = await latchkey(server, ['user', 'reset-link', who.email])
      const [link = '', until] = stdout.split('\n')
      expect([code, link.startsWith(`${server.url}/reset?token=`)]).toEqual([0, true])
      expect(until).toMatch(/^Good for once, until /)
      // What was set for them is to be changed first.
      expect(await signInStatus(server, who.username, who.password)).toBe(403)
      expect((await resetPassword(server, tokenIn(link), PASSWORD)).status).toBe(200)
      expect(await signInStatus(server, who.username, PASSWORD)).toBe(200)
      expect(await signInStatus(server, who.username, who.password)).toBe(401)
      await server.stop()
      expect(server.written.join('\n')).not.toContain(tokenIn(link))
    })
  })

  test('one that is printed while no server runs is good when one does', async () => {
    await withServer({}, async (server) => {
      const who = await makeUser(server)
      await server.stop()
      const env = { LATCHKEY_PUBLIC_URL: 'https://id.example.com' }
      const { url } = await json({ folder: server.folder, env }, ['user', 'reset-link', who.username])
      expect(url).toStartWith('https://id.example.com/reset?token=')
      await server.start()
      expect((await resetPassword(server, tokenIn(String(url)), PASSWORD)).status).toBe(200)
      expect(await signInStatus(server, who.username, PASSWORD)).toBe(200)
    })
  })
})

describe('config', () => {
  test('says where each value came from, and hides the secret', async () => {
    const secret = 'Zk3vQ9xW7bT1mR5pL8sD2fG6hJ4nC0yA+eUiO'
    mkdirSync(join(world.folder, 'work'), { recursive: true })
    writeFileSync(join(world.folder, 'work', 'latchkey.toml'), 'registration = "closed"\n')
    const env = { LATCHKEY_SECRET: secret, PORT: '9123' }
    const { code, stdout } = await latchkey({ ...world, env }, ['config'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/\nPORT +9123 +environment\n/)
    expect(stdout).toMatch(/\nLATCHKEY_REGISTRATION +closed +file\n/)
    expect(stdout).toMatch(/\nLATCHKEY_DIRECTORY +private +default\n/)
    expect(stdout).toMatch(/\nLATCHKEY_SECRET +\(hidden\) +environment\n/)
    const scripted = await latchkey({ ...world, env }, ['config', '--json'])
    expect(stdout + scripted.stdout).not.toContain(secret)
  })

  test('shows what a restart would change', async () => {
    await withServer({ env: usualHashes }, async (server) => {
      const env = { LATCHKEY_REGISTRATION: 'closed', LOG_LEVEL: 'info' }
      const { differs } = await json({ folder: server.folder, env }, ['config'])
      expect(differs).toEqual([{ name: 'LATCHKEY_REGISTRATION', now: 'open', after: 'closed' }])
    })
  })

  test('a mistake is its sentence', async () => {
    const env = { PORT: 'eighty' }
    const { code, stderr } = await latchkey({ ...world, env }, ['config', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toEqual({ error: 'invalid_settings', detail: expect.stringContaining('PORT') })
  })
})

describe('doctor', () => {
  const verdicts = async (env: Record<string, string> = {}) => {
    const { code, stdout } = await latchkey({ folder: world.folder, env }, ['doctor', '--json'])
    const { healthy, findings } = JSON.parse(stdout) as {
      healthy: boolean
      findings: { about: string; verdict: string; mend?: string }[]
    }
    expect(code).toBe(healthy ? 0 : 1)
    for (const { verdict, mend } of findings) expect(mend === undefined).toBe(verdict === 'ok')
    return Object.fromEntries(findings.map(({ about, verdict }) => [about, verdict]))
  }

  test('finds a fresh folder well', async () => {
    await latchkey(world, ['migrate'])
    const found = await verdicts()
    expect(found).toMatchObject({
      runtime: 'ok',
      settings: 'ok',
      'data folder': 'ok',
      secret: 'ok',
      database: 'ok',
      proxy: 'ok',
      port: 'ok',
    })
  })

  test('warns where nothing is mailed, and does not where something is', async () => {
    await latchkey(world, ['migrate'])
    expect(await verdicts()).toMatchObject({ mail: 'warn' })
    const env = { LATCHKEY_SMTP_URL: 'smtp://127.0.0.1:2525', LATCHKEY_MAIL_FROM: 'id@example.org' }
    expect(await verdicts(env)).toMatchObject({ mail: 'ok' })
  })

  test('finds a server well that runs', async () => {
    await withServer({}, async (server) => {
      world = server
      expect(await verdicts()).toMatchObject({
        server: 'ok',
        database: 'ok',
        clock: 'ok',
        'control socket': 'ok',
      })
    })
  })

  const withSecretFile = only({ database: 'sqlite' }, 'PostgreSQL is given its secret by the environment')

  withSecretFile.test('a secret that others can read fails', async () => {
    await latchkey(world, ['admin', 'setup-link'])
    const path = join(world.folder, 'data', 'secret')
    expect(existsSync(path)).toBe(true)
    chmodSync(path, 0o644)
    expect(await verdicts()).toMatchObject({ secret: 'fail' })
  })

  withSecretFile.test('another secret than the database was made with fails', async () => {
    await latchkey(world, ['migrate'])
    const env = { LATCHKEY_SECRET: 'Zk3vQ9xW7bT1mR5pL8sD2fG6hJ4nC0yA+eUiO' }
    expect(await verdicts(env)).toMatchObject({ database: 'fail' })
  })

  test('a folder that others can open, and a proxy nobody trusts, are warnings', async () => {
    await latchkey(world, ['migrate'])
    chmodSync(join(world.folder, 'data'), 0o755)
    const env = { LATCHKEY_PUBLIC_URL: 'https://id.example.com' }
    expect(await verdicts(env)).toMatchObject({ 'data folder': 'warn', proxy: 'warn' })
  })

  test('a port that is taken fails', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => {
      other.listen({ host: 'localhost', port: 0 }, resolve)
    })
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await verdicts({ PORT: String(port) })).toMatchObject({ port: 'fail' })
    other.close()
  })

  test('a wrong setting fails with its sentence', async () => {
    expect(await verdicts({ PORT: 'eighty' })).toMatchObject({ settings: 'fail' })
  })
})

describe('what was mistyped', () => {
  test.each([
    [['usr'], /^Unknown command 'usr'\n\(Did you mean user\?\)\n/],
    [['user', 'lst'], /^Unknown command 'lst'\n\(Did you mean list\?\)\n/],
    [['user', 'list', '--limt', '5'], /^Unknown option '--limt'\n\(Did you mean --limit\?\)\n/],
    [['user', 'show'], /^Missing required argument 'who'\nSee `latchkey user show --help`\.\n$/],
    [['user', 'show', 'a', 'b'], /^Too many arguments/],
  ])('%p is answered by what is nearest', async (words, sentence) => {
    const said = await latchkey(world, words)
    expect(said).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(sentence) })
  })

  test('for scripts, as JSON', async () => {
    const { code, stderr } = await latchkey(world, ['user', 'lst', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stderr)).toEqual({ error: 'usage', detail: expect.stringContaining('list') })
  })
})
