// `docker build` needs a daemon, so the final image's settings are read from the Dockerfile and run by hand: the same
// account, environment and command, on a root that is read-only, with a tmpfs and one folder that lasts.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { person, register, signIn } from '../support/accounts.ts'
import { removeFolder } from '../support/program.ts'
import { folderWithBinary, freePort } from './built.ts'
import { canIsolate, INSIDE, isolated } from './isolated.ts'
import { start } from './running.ts'

const checkout = join(import.meta.dirname, '../..')
const steps = readFileSync(join(checkout, 'deploy/Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const image = steps.slice(steps.findLastIndex((line) => line.startsWith('FROM ')))

/** What the last stage says after this word. */
function stepOf(word: string): string {
  const found = image.find((line) => line.startsWith(`${word} `))
  if (found === undefined) throw new Error(`the Dockerfile has no ${word}`)
  return found.slice(word.length + 1)
}
const wordsOf = (step: string): string[] => JSON.parse(step.slice(step.indexOf('[')))

const uid = Number(stepOf('USER').split(':')[0])
let folder = ''
beforeAll(async () => {
  if (canIsolate) folder = await folderWithBinary(uid)
})
afterAll(() => removeFolder(folder))

const environment = (port: number) => ({
  PATH: `${INSIDE}:/usr/sbin:/usr/bin:/sbin:/bin`,
  ...Object.fromEntries(
    stepOf('ENV')
      .split(' ')
      .map((pair) => pair.split('=')),
  ),
  PORT: String(port),
  DATA_DIR: `${INSIDE}/data`,
})

test('it builds with scripts that exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  const used = [...steps.join('\n').matchAll(/npm run (\S+)/g)].map(([, name]) => name)
  expect(used.filter((name) => name === undefined || !(name in scripts))).toEqual([])
  expect(used).toContain('build:binary')
})

test('it is not root, stops by SIGTERM and serves without --dev', () => {
  expect(uid).toBeGreaterThan(0)
  expect(stepOf('STOPSIGNAL')).toBe('SIGTERM')
  expect([...wordsOf(stepOf('ENTRYPOINT')), ...wordsOf(stepOf('CMD'))]).toEqual(['latchkey', 'serve'])
})

test.skipIf(!canIsolate)('the root is read-only where the next test runs', () => {
  const [file = '', ...args] = isolated(folder, uid, ['sh', '-c', 'id -u; touch /var/tmp/x'])
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' })
  expect(stdout).toBe(`${uid}\n`)
  expect(stderr).toContain('Read-only file system')
})

test.skipIf(!canIsolate)(
  'it serves, hashes from its tmpfs, is healthy, and writes to its volume only',
  async () => {
    const port = await freePort()
    const command = [...wordsOf(stepOf('ENTRYPOINT')), ...wordsOf(stepOf('CMD'))]
    const server = await start(isolated(folder, uid, command), port, environment(port))
    const who = person()
    expect((await register(server, who)).status).toBe(200)
    expect(await signIn(server, who)).not.toBe('')
    const healthy = () => {
      const [file = '', ...args] = isolated(folder, uid, wordsOf(stepOf('HEALTHCHECK')))
      return spawnSync(file, args, { encoding: 'utf8', env: environment(port) })
    }
    const health = healthy()
    expect([health.status, health.stdout]).toEqual([0, expect.stringContaining('control socket')])
    expect(await server.stop()).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['data', 'latchkey'])
    expect(statSync(join(folder, 'data/latchkey.db')).uid).toBe(uid)
  },
)
