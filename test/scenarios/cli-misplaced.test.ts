// Folders, ports and addresses that are not what they should be: what is wrong and what to do, and nothing is made.
import { afterAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { only } from '../support/combination.ts'
import { canBe, latchkey, start, type World } from '../support/command-line.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { makeFolder, removeFolder } from '../support/program.ts'

setDefaultTimeout(60_000)

const embedded = only({ database: 'sqlite' }, 'PostgreSQL keeps nothing in the folder but a secret')
const NOBODY = 65_534

const made: string[] = []
let folder = ''
beforeEach(async () => {
  folder = await makeFolder()
  made.push(folder)
})
afterAll(() => Promise.all(made.map(removeFolder)))

const at = (DATA_DIR: string, uid?: number): World => ({
  folder,
  env: { DATA_DIR },
  ...(uid === undefined ? {} : { uid }),
})

const COMMANDS = [['serve'], ['migrate'], ['admin', 'setup-link'], ['user', 'list']]

/** Each of the commands says this, with this exit code, and nothing else. */
async function expectAll(world: World, sentence: RegExp, commands = COMMANDS): Promise<void> {
  for (const words of commands) {
    const said = await latchkey(world, words)
    expect({ words, ...said }).toEqual({
      words,
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(sentence),
    })
    expect(said.stderr.trimEnd()).not.toContain('\n')
  }
}

async function doctor(world: World): Promise<string> {
  const { code, stdout, stderr } = await latchkey(world, ['doctor'])
  expect([code, stderr]).toEqual([1, ''])
  return stdout
}

embedded.describe('a data folder', () => {
  test('that is a file', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'mine')
    await expectAll(at(file), /^DATA_DIR is \S+, which is not a folder\. Set DATA_DIR to .+\.\n$/)
    expect(await doctor(at(file))).toMatch(
      /^fail {2}data folder {5}\S+ is not a folder\n {22}Set DATA_DIR to a folder\.$/m,
    )
  })

  test('below a file', async () => {
    writeFileSync(join(folder, 'file'), 'mine')
    const below = join(folder, 'file', 'data')
    const made = [['serve'], ['migrate'], ['admin', 'setup-link']]
    await expectAll(at(below), /^The data folder \S+ cannot be made \(\w+\)\. Set DATA_DIR to .+\.\n$/, made)
    const { code, stderr } = await latchkey(at(below), ['user', 'list'])
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^There is no database in /)])
  })

  test.skipIf(!canBe(NOBODY))('of another user', async () => {
    const data = join(folder, 'foreign')
    mkdirSync(data, { mode: 0o700 })
    for (const path of [folder, join(folder, 'work')]) mkdirSync(path, { recursive: true })
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'work'), 0o755)
    const sentence =
      /^This user may not read and write \S+, which belongs to the user with id 0 \(EACCES\)\. Run this as that user, or .+\.\n$/
    for (const mode of [0o700, 0o755]) {
      chmodSync(data, mode)
      await expectAll(at(data, NOBODY), sentence)
      const stdout = await doctor(at(data, NOBODY))
      expect(stdout).toMatch(
        /^fail {2}data folder .+\n +Run this as its owner, the user with id 0, or set DATA_DIR\.$/m,
      )
      // What it cannot see into, it says nothing of.
      expect(stdout).not.toMatch(/dmesg|^(?:ok|warn|fail) +(?:disk|secret|database) /m)
    }
    expect(readdirSync(data)).toEqual([])
  })

  test.skipIf(!canBe(NOBODY))('with another user’s database in it', async () => {
    const data = join(folder, 'mine')
    mkdirSync(data, { mode: 0o700 })
    mkdirSync(join(folder, 'work'), { recursive: true })
    for (const path of [folder, join(folder, 'work')]) chmodSync(path, 0o755)
    expect((await latchkey(at(data), ['migrate'])).code).toBe(0)
    chownSync(data, NOBODY, NOBODY)
    await expectAll(
      at(data, NOBODY),
      /^This user may not read and write \S+latchkey\.\w+, which belongs to the user with id 0 /,
    )
    expect(await doctor(at(data, NOBODY))).toMatch(
      /^fail {2}database .+ belongs to the user with id 0 .+\n +Then run this again\.$/m,
    )
  })

  test.skipIf(!canBe(NOBODY))(
    'of another user, as root: nothing is made in it that its owner cannot open',
    async () => {
      const data = join(folder, 'theirs')
      mkdirSync(data, { mode: 0o700 })
      chownSync(data, NOBODY, NOBODY)
      const commands = [['migrate'], ['admin', 'setup-link'], ['user', 'list']]
      await expectAll(
        at(data),
        /^\S+ belongs to the user with id 65534, .+ Run this as that user: sudo -u '#65534' latchkey …\n$/,
        commands,
      )
      expect(readdirSync(data)).toEqual([])
    },
  )

  test('whose path is too long for a socket', async () => {
    const data = join(folder, 'x'.repeat(120))
    const server = start(at(data), ['serve'])
    server.child.stdin.end()
    let said = ''
    server.child.stdout.on('data', (bytes) => {
      said += String(bytes)
    })
    await eventually('it listens', () => said.includes('"msg":"listening"') || undefined)
    const list = await latchkey(at(data), ['user', 'list'])
    const stdout = await doctor(at(data))
    server.child.kill('SIGTERM')
    await server.ended
    expect(said).toContain('too long for a socket')
    expect(said).toContain('XDG_RUNTIME_DIR')
    expect(list).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /^A Latchkey runs on \S+, but this user finds no control socket of it\. Run this as .+\.\n$/,
      ),
    })
    expect(stdout).toMatch(/^fail {2}database .+\n +Run this as the user of the server that owns it\.$/m)
    expect(stdout).toMatch(/^warn {2}control socket {2}none is possible: .+\n +Set XDG_RUNTIME_DIR .+\.$/m)
  })
})

describe('an address', () => {
  const ask = (server: string) =>
    latchkey({ folder, env: { LATCHKEY_SERVER: server, LATCHKEY_API_KEY: 'a-key-that-is-not-shown' } }, [
      'user',
      'list',
    ])

  test.each([
    ['a page', 404, 'text/html', 'not as a Latchkey does (404, text/html)'],
    ['a proxy whose server is away', 502, 'text/html; charset=utf-8', '(502, text/html; charset=utf-8)'],
    ['something without a type', 200, undefined, '(200, without a type)'],
  ])('of %s', async (_, status, type, words) => {
    const other = createServer((_request, response) => {
      response.writeHead(status, type === undefined ? {} : { 'Content-Type': type }).end('<h1>It works</h1>')
    })
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const said = await ask(`http://127.0.0.1:${(other.address() as AddressInfo).port}`)
    other.close()
    expect(said).toEqual({ code: 3, stdout: '', stderr: expect.stringContaining(words) })
    expect(said.stderr).toEndWith(' Check the address; a proxy may answer in its place.\n')
    expect(said.stderr).not.toContain('a-key')
  })

  test('where nobody listens, and one that nobody knows', async () => {
    const nobody = await ask(`http://127.0.0.1:${await freePort()}`)
    expect(nobody).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/ cannot be reached: nobody listens there\.\n$/),
    })
    const unknown = await ask('https://nowhere.invalid')
    expect(unknown).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(
        / cannot be reached: this machine does not know that name; check the address\.\n$/,
      ),
    })
  })
})

test('a settings file that this user may not read', async () => {
  if (!canBe(NOBODY)) return
  mkdirSync(join(folder, 'work'))
  for (const path of [folder, join(folder, 'work')]) chmodSync(path, 0o755)
  writeFileSync(join(folder, 'work', 'latchkey.toml'), '', { mode: 0o600 })
  const { code, stderr } = await latchkey(at(join(folder, 'data'), NOBODY), ['config'])
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(
      /latchkey\.toml cannot be read \(EACCES\)\. Let this user read it, or start in another folder\.\n$/,
    ),
  ])
  expect(existsSync(join(folder, 'data'))).toBe(false)
})
