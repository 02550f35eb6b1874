// The program runs from its sources on both runtimes, as `npm start` and `npm run start:node` do: what most tests start is the bundle of it.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { person, register, signIn } from '../support/accounts.ts'
import { freePort } from '../support/free-port.ts'
import { send } from '../support/http.ts'
import { start } from './running.ts'

const entry = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-sources-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

test.each([
  ['Bun', process.execPath],
  ['Node', process.env.LATCHKEY_TEST_NODE],
])(
  'on %s',
  async (name, runtime) => {
    // In CI there always is one.
    if (runtime === undefined) return
    const port = await freePort()
    const environment = {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      DATA_DIR: join(folder, name),
    }
    const server = await start([runtime, entry, 'serve', '--dev'], port, environment, folder)
    const who = person()
    expect((await register(server, who)).status).toBe(200)
    const token = await signIn(server, who)
    expect((await send(server, 'GET /users/me', { token })).status).toBe(200)
    expect(await server.stop()).toBe(0)
  },
  120_000,
)
