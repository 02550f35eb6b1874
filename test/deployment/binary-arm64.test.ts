// The one file for another processor: built here, started under an emulator.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { person, register, signIn } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { removeFolder } from '../support/program.ts'
import { folderWithBinary, freePort } from './built.ts'
import { canIsolate, INSIDE, isolated } from './isolated.ts'
import { start } from './running.ts'

const checkout = join(import.meta.dirname, '../..')
const target = ['--target', 'linux-arm64']
const NOBODY = 65534
const emulator = '/usr/bin/qemu-aarch64-static'
/** Where Debian's packages for cross-compiling put the C library of an arm64 machine. */
const libraries = '/usr/aarch64-linux-gnu'
const canEmulate =
  canIsolate && [emulator, `${libraries}/lib/libgcc_s.so.1`].every((path) => existsSync(path))
let folder = ''

/** The file; its packages come by the very command that the build asks for when they are not here. */
async function folderWithTarget(): Promise<string> {
  try {
    return await folderWithBinary(NOBODY, ...target)
  } catch (refusal) {
    const command = /npm install .*/.exec(String(refusal))?.[0]
    if (command === undefined) throw refusal
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: checkout, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`)
    return await folderWithBinary(NOBODY, ...target)
  }
}

beforeAll(async () => {
  if (canEmulate) folder = await folderWithTarget()
}, 120_000)
afterAll(() => removeFolder(folder))

test.skipIf(!canEmulate)(
  'it serves, loads its own password hash, signs in, and keeps it all over a restart',
  async () => {
    const port = await freePort()
    const words = isolated(folder, NOBODY, [emulator, '-L', libraries, `${INSIDE}/latchkey`, 'serve'])
    const environment = {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      PORT: String(port),
      DATA_DIR: `${INSIDE}/data`,
    }
    const first = await start(words, port, environment, folder)
    const who = person()
    const { password: _, ...names } = who
    expect((await register(first, who)).json).toEqual({ id: 1, ...names })
    expect(await first.stop()).toBe(0)

    const second = await start(words, port, environment, folder)
    const token = await signIn(second, who)
    expect((await send(second, 'GET /users/me', { token })).json).toEqual({ id: 1, ...names })
    expect((await send(second, 'GET /users/2', { token })).status).toBe(403)
    expect(await second.stop()).toBe(0)
  },
)
