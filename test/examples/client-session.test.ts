// The typed client on every runtime: the same script, as a program of its own.
import { describe, expect, test } from 'bun:test'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { join, shown } from '../support/accounts.ts'
import { useServer } from '../support/server.ts'
import { findDeno } from './deno.ts'

const script = fileURLToPath(new URL('./client-session.ts', import.meta.url))
const node = process.env.LATCHKEY_TEST_NODE
const deno = findDeno()
// The server is all that it may reach, and there is nothing else that it may use.
const DENO = ['run', '--no-prompt', '--no-config', '--node-modules-dir=manual', '--allow-net=localhost']

const runtimes: [string, string | undefined, string[]][] = [
  ['Bun', process.execPath, []],
  ['Node', node, []],
  ['Deno', deno, DENO],
]

describe.each(runtimes)('the client on %s', (name, file, flags) => {
  const server = useServer()
  const isLeftOut = file === undefined && process.env.CI !== 'true'
  const what = 'signs in, goes on with a new token, and signs out'
  test.skipIf(isLeftOut)(file ? what : `${what} (this machine has no ${name})`, async () => {
    const who = await join(server)
    const args = [...flags, script, server.url, who.username, who.password]
    const { stdout } = await promisify(execFile)(file ?? name.toLowerCase(), args)
    expect(JSON.parse(stdout)).toEqual({
      asked: [
        'POST /auth/login',
        'GET /users/me',
        'POST /auth/refresh',
        'GET /users/me',
        'POST /auth/logout',
        'POST /auth/login',
      ],
      me: shown(who),
      again: shown(who),
      isRenewed: true,
      isForgotten: true,
      afterSignOut: 'invalid_token',
      wrongPassword: 'invalid_credentials',
    })
  })
})
