// What `npm pack` makes, installed from its file into an empty folder and run by npx with Node. npm brings the one
// dependency, the compiled password hash.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { person, register, signIn } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { build, freePort } from './built.ts'
import { start } from './running.ts'

const checkout = join(import.meta.dirname, '../..')
const nodeFolder = join(checkout, `tools/node/node_modules/node-${process.platform}-${process.arch}/bin`)
const hasNode = existsSync(join(nodeFolder, 'node'))
let folder = ''

beforeAll(async () => {
  if (!hasNode) return
  folder = await makeFolder()
  build('build-package')
  npm(join(checkout, 'dist/package'), 'pack', '--pack-destination', folder)
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  npm(folder, 'install', '--ignore-scripts', '--prefer-offline', `./${archive}`)
})
afterAll(() => removeFolder(folder))

/** This machine's npm; what it starts finds the newer Node first. */
function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', env: process.env })
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

const environment = (port = 0) => ({
  PATH: `${nodeFolder}:${process.env.PATH}`,
  HOME: folder,
  PORT: String(port),
  DATA_DIR: join(folder, 'data'),
})

test.skipIf(!hasNode)('it brings one dependency, pinned, and the licences of what is inside', () => {
  const read = (name: string) => readFileSync(join(folder, 'node_modules/latchkey', name), 'utf8')
  expect(JSON.parse(read('package.json')).dependencies).toEqual({
    '@node-rs/argon2': expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  expect(read('NOTICES.txt')).toContain('Copyright 2020-2021 SmartBear Software Inc.')
  expect(read('LICENSE')).toContain('Apache License')
})

/** The machine's own, which may be older than what Latchkey needs. */
const ownNode = spawnSync('node', ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1)

test.skipIf(!hasNode || Number.parseInt(ownNode, 10) >= 24)(
  'an older Node is told which one it takes',
  () => {
    const options = { cwd: folder, encoding: 'utf8', env: process.env } as const
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'latchkey', '--version'], options)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      `This is Node ${ownNode}, and Latchkey needs Node 24 or later: install one from https://nodejs.org/, or take the ` +
        'one-file program, which needs none.\n',
    )
  },
)

test.skipIf(!hasNode)('npx runs it', () => {
  const options = { cwd: folder, encoding: 'utf8', env: environment() } as const
  expect(spawnSync('npx', ['--no-install', 'latchkey', '--version'], options).stdout).toBe('0.1.0\n')
})

test.skipIf(!hasNode)('it serves: an account is registered and signs in, the API page is whole', async () => {
  const port = await freePort()
  const command = join(folder, 'node_modules/.bin/latchkey')
  const server = await start([join(nodeFolder, 'node'), command, 'serve'], port, environment(port), folder)
  const who = person()
  expect((await register(server, who)).status).toBe(200)
  const me = await send(server, 'GET /users/me', { token: await signIn(server, who) })
  expect(me.json).toMatchObject({ username: who.username })
  expect((await send(server, 'GET /docs/swagger-ui-bundle.js')).text).toStartWith('/*! For license')
  expect(await server.stop()).toBe(0)
})
