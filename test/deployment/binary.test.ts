// The one file, where nothing of the project can be read: it is started as another account in an empty folder.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { person, register, signIn } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { removeFolder } from '../support/program.ts'
import { signInByPasskey, withPasskey } from '../support/second-factors.ts'
import { withServer } from '../support/server.ts'
import { build, folderWithBinary, freePort } from './built.ts'
import { canIsolate, INSIDE, isolated } from './isolated.ts'
import { start } from './running.ts'

const NOBODY = 65534
const uid = canIsolate ? NOBODY : (process.getuid?.() ?? 0)
let folder = ''
beforeAll(async () => {
  folder = await folderWithBinary(uid)
})
afterAll(() => removeFolder(folder))

const words = (...args: string[]) =>
  canIsolate ? isolated(folder, uid, [`${INSIDE}/latchkey`, ...args]) : [join(folder, 'latchkey'), ...args]
const environment = (port = 0) => ({
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  PORT: String(port),
  DATA_DIR: canIsolate ? `${INSIDE}/data` : join(folder, 'data'),
})
const runToEnd = (...args: string[]) => {
  const [file = '', ...rest] = words(...args)
  return spawnSync(file, rest, { env: environment(), cwd: folder, encoding: 'utf8' })
}

test('it has at most 120 MB, and says what is inside', () => {
  expect(statSync(join(folder, 'latchkey')).size).toBeLessThanOrEqual(120_000_000)
})

test.skipIf(!canIsolate)('where it runs, the sources are absent', () => {
  const look = isolated(folder, uid, ['ls', '-A', join(import.meta.dirname, '../..')])
  const { status, stdout, stderr } = spawnSync(look[0] ?? '', look.slice(1), { encoding: 'utf8' })
  expect(stdout).toBe('')
  // An empty folder lies over them, or over one of those they are in.
  if (status !== 0) expect(stderr).toMatch(/No such file|Permission denied/)
})

test('it says its version and its help', () => {
  expect(runToEnd('--version').stdout).toBe('0.1.0\n')
  expect(runToEnd('--help').stdout).toContain('serve')
})

describe('a server in an empty folder', () => {
  test('makes its administrator by the setup link, hashes, signs in, and keeps it all over a restart; a passkey is made and signs in', async () => {
    // What lies in the working folder is not read.
    writeFileSync(join(folder, '.env'), 'PORT=1\n')
    writeFileSync(join(folder, 'bunfig.toml'), 'preload = ["./absent.ts"]\n')
    const link = runToEnd('admin', 'setup-link')
    expect([link.stderr, link.stdout]).toEqual(['', expect.stringMatching(/\/setup\?token=[\w-]{22,}\n$/)])
    const port = await freePort()
    const who = person()
    const first = await start(words('serve'), port, environment(port), folder)
    const { password, ...names } = who
    const setup_token = /token=([\w-]+)/.exec(link.stdout)?.[1]
    const made = await send(first, 'POST /setup', { json: { setup_token, ...names, password } })
    expect([made.status, made.json]).toEqual([200, expect.objectContaining(names)])
    // Not --dev: nobody else becomes an administrator by being early.
    const other = person()
    expect((await register(first, other)).status).toBe(200)
    const token = await signIn(first, other)
    expect((await send(first, 'GET /users/1', { token })).status).toBe(403)
    expect(await first.stop()).toBe(0)

    const second = await start(words('serve'), port, environment(port), folder)
    const me = await send(second, 'GET /users/me', { token: await signIn(second, who) })
    expect(me.json).toEqual({ id: 1, ...names })
    // What verifies passkeys is loaded when the first is shown, and reflects upon itself.
    const { passkey } = await withPasskey(second)
    expect((await signInByPasskey(second, passkey)).status).toBe(200)
    expect(await second.stop()).toBe(0)
  })

  test('its pages are the bytes of the sources', async () => {
    const port = await freePort()
    const one = await start(words('serve'), port, environment(port), folder)
    await withServer({}, async (source) => {
      for (const path of [
        '/docs',
        '/docs/swagger-ui.css',
        '/docs/swagger-ui-bundle.js',
        '/redoc',
        '/redoc/redoc.standalone.js',
        '/openapi.json',
      ]) {
        const [ours, theirs] = [await send(one, `GET ${path}`), await send(source, `GET ${path}`)]
        expect([path, ours.status, ours.text]).toEqual([path, theirs.status, theirs.text])
      }
    })
    expect(await one.stop()).toBe(0)
  })
})

test('a target whose packages are missing is refused with the command that brings them', () => {
  expect(() =>
    build('build-binary', '--target', 'linux-x64-baseline', '--outfile', join(folder, 'x')),
  ).toThrow(/npm install --no-save .*--cpu=x64 .*@oven\/bun-linux-x64-baseline@/)
  expect(() => build('build-binary', '--target', 'plan9-x64')).toThrow(/The targets: linux-x64, /)
})
