// The documented sequence by curl, as the README shows it: examples/first-minute.sh.
import { describe, expect, test } from 'bun:test'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { useServer } from '../support/server.ts'

const script = fileURLToPath(new URL('../../examples/first-minute.sh', import.meta.url))
const noCurl = existsSync('/usr/bin/curl') ? '' : ' (skipped: there is no /usr/bin/curl)'

type Outcome = { code: number; stdout: string; stderr: string }

async function firstMinute(...words: string[]): Promise<Outcome> {
  return await new Promise((resolve) => {
    const child = execFile('/bin/sh', [script, ...words], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

describe.skipIf(noCurl !== '')(`curl${noCurl}`, () => {
  const server = useServer({ dev: true })

  test('completes the documented sequence, and prints every request with its answer', async () => {
    const { code, stdout, stderr } = await firstMinute(server.url)
    expect([code, stderr]).toEqual([0, ''])
    const requests = stdout.match(/^(?:GET|POST|PUT|DELETE) \S+/gm)
    expect(requests).toEqual([
      'GET /health',
      'POST /auth/register',
      'POST /auth/login',
      'GET /users/me',
      'GET /users/1',
      'PUT /users/1',
      'GET /users?skip=0&limit=10',
      'POST /auth/register',
      'POST /auth/login',
      'DELETE /users/2',
    ])
    expect(stdout.match(/^200 /gm)).toHaveLength(10)
    expect(stdout).toContain(
      '200 {"id":1,"username":"john_doe","email":"john@example.com","full_name":"John Doe"}\n',
    )
  })

  test('does so again on the same server, and with a slash at the end of the address', async () => {
    for (const name of ['john_doe_2', 'john_doe_3']) {
      const { code, stdout, stderr } = await firstMinute(`${server.url}/`)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain('(john_doe exists from another run: the next number is tried)')
      expect(stdout).toContain(`"username":"${name}"`)
    }
  })

  test('says in a sentence that nobody answers', async () => {
    const { code, stderr } = await firstMinute('http://localhost:1')
    expect(code).toBe(1)
    expect(stderr).toContain('There is no answer from http://localhost:1. Start the server first: npm start')
  })
})

describe.skipIf(noCurl !== '')(`curl, of a server that answers otherwise${noCurl}`, () => {
  const wrapping = useServer({ dev: true, env: { LATCHKEY_RESPONSE_ENVELOPE: 'on' } })
  const shorter = useServer({ dev: true, env: { LATCHKEY_ACCESS_TOKEN_SECONDS: '60' } })

  test('stops with what the answer should have been', async () => {
    const wrapped = await firstMinute(wrapping.url)
    expect([wrapped.code, wrapped.stderr]).toEqual([
      1,
      'first-minute: That should have been: 200 {"status":"ok"}\n',
    ])
    const other = await firstMinute(shorter.url)
    expect(other.code).toBe(1)
    expect(other.stderr).toMatch(/That should have been: 200 \{"access_token":"eyJ.*"expires_in":1800\}/)
  })
})
