// What `npm run build` and `npm pack` make of the client and the verifier, installed from their files into an empty folder.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { execFile, spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { join as joinServer, shown } from '../support/accounts.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { useServer } from '../support/server.ts'

const checkout = join(import.meta.dirname, '../..')
const node = process.env.LATCHKEY_TEST_NODE
const server = useServer({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: 'EdDSA' } })
let folder = ''

beforeAll(async () => {
  folder = await makeFolder()
  const archives = ['client', 'verify'].map((name) => {
    const place = join(checkout, 'packages', name)
    run(place, 'npm', 'run', 'build')
    return run(place, 'npm', 'pack', './dist', '--silent', '--pack-destination', folder).trim()
  })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const files = archives.map((archive) => `./${archive}`)
  run(folder, 'npm', 'install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', ...files)
}, 120_000)
afterAll(() => removeFolder(folder))

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

test('they are JavaScript and types, a licence and a manual, and name nothing that is not there', () => {
  const files = globSync('node_modules/@latchkey/*/**/*.*', { cwd: folder })
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => !/\.(?:js|d\.ts|json|md)$/.test(file))).toEqual([])
  const text = files
    .filter((file) => /\.(?:js|d\.ts)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  expect(text.join('\n')).not.toMatch(/@latchkey\/(?:contract|server)'|\.ts['"]|reference types/)
  const manifest = (name: string) =>
    JSON.parse(readFileSync(join(folder, 'node_modules/@latchkey', name, 'package.json'), 'utf8'))
  expect(manifest('client').dependencies).toEqual({ typebox: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  expect(manifest('verify').dependencies).toEqual({})
  expect([manifest('client').private, manifest('verify').private]).toEqual([undefined, undefined])
  for (const name of ['client', 'verify'])
    expect(readFileSync(join(folder, 'node_modules/@latchkey', name, 'LICENSE'), 'utf8')).toContain('Apache')
})

const PROGRAM = `
import { answerOf, createClient, memorySession } from '@latchkey/client'
import { createVerifier } from '@latchkey/verify'
import { requireSignIn as forExpress } from '@latchkey/verify/express'
import { requireSignIn as forHono } from '@latchkey/verify/hono'
import { withSignIn } from '@latchkey/verify/next'

const [baseUrl, apiKey, username, password] = process.argv.slice(2)
const session = memorySession()
const client = createClient({ baseUrl, session })
await client.signIn({ username, password })
const token = (await session.load()).accessToken
const verifier = createVerifier({ baseUrl, apiKey })
await verifier.ready()
const handle = withSignIn(verifier, (_request, who) => Response.json({ user_id: who.userId }))
const ask = async () => {
  const answer = await handle(new Request('http://app.example/', { headers: { Authorization: 'Bearer ' + token } }))
  return [answer.status, (await answer.json()).user_id]
}
const seen = [await client.users.me(), await ask()]
await client.signOut()
while ((await ask())[0] === 200) await new Promise((resolve) => setTimeout(resolve, 5))
seen.push(await ask(), (await answerOf(await client.try.users.me()).json()).error, typeof forExpress, typeof forHono)
verifier.close()
console.log(JSON.stringify(seen))
`

test.skipIf(node === undefined)(
  'a program of plain JavaScript signs in and checks by them, on Node',
  async () => {
    writeFileSync(join(folder, 'program.mjs'), PROGRAM)
    const [admin, who] = [await joinServer(server), await joinServer(server)]
    const args = ['program.mjs', server.url, admin.token, who.username, who.password]
    const { stdout } = await promisify(execFile)(node ?? '', args, { cwd: folder })
    expect(JSON.parse(stdout)).toEqual([
      shown(who),
      [200, who.id],
      [401, null],
      'unauthenticated',
      'function',
      'function',
    ])
  },
)

const TYPED = `
import { createClient, LatchkeyError } from '@latchkey/client'
import { createVerifier, type Verdict } from '@latchkey/verify'
import { withSignIn } from '@latchkey/verify/next'

const client = createClient({ baseUrl: 'http://localhost' })
export const name: string = (await client.users.get({ params: { id: 1 } })).full_name
const outcome = await client.try.users.register({ body: { username: 'a', email: 'b', full_name: 'c', password: 'd' } })
export const isTaken = !outcome.ok && outcome.error instanceof LatchkeyError && outcome.error.code === 'username_taken'
const verifier = createVerifier({ baseUrl: 'http://localhost', apiKey: 'lk' })
export const verdict: Verdict = await verifier.verify('x')
export const GET = withSignIn(verifier, (_request, who) => Response.json(who.userId))
// @ts-expect-error no such field
export const none = (await client.users.me()).nickname
// @ts-expect-error no such code of this endpoint
export const other = !outcome.ok && outcome.error.code === 'no_such_code'
`

test('their types agree with a program of their own, and with nothing of this repository', () => {
  writeFileSync(join(folder, 'program.mts'), TYPED)
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: 'nodenext', target: 'esnext', skipLibCheck: false },
    ...{ lib: ['esnext', 'dom', 'dom.iterable'], types: [] },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.mts'] }))
  run(folder, join(checkout, 'node_modules/.bin/tsc'), '-p', folder)
})
