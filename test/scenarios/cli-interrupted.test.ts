import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server as NetServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { only } from '../support/combination.ts'
import { latchkey, start, type World } from '../support/command-line.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { withServer } from '../support/server.ts'

const embedded = only({ database: 'sqlite' }, 'a PostgreSQL that is named is a database')

setDefaultTimeout(60_000)

/** Listens where a server's control socket would be, and does with a caller what it is told to. */
async function impostor(world: World, then: (socket: Socket) => void): Promise<NetServer> {
  const folder = join(world.folder, 'data', 'control')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => then(socket))
  })
  server.listen(join(folder, '1.sock'))
  await once(server, 'listening')
  return server
}

describe('a server that goes in the middle of a command', () => {
  let world: World
  beforeAll(async () => {
    world = { folder: await makeFolder() }
  })
  afterAll(() => removeFolder(world.folder))

  test.each<[string, (socket: Socket) => void]>([
    ['without a word', (socket) => socket.destroy()],
    [
      'in the middle of its answer',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"to'),
    ],
    ['in the middle of its fields', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
  ])('%s: a sentence and exit code 3', async (_, then) => {
    const server = await impostor(world, then)
    const said = await latchkey(world, ['user', 'list'])
    server.close()
    rmSync(join(world.folder, 'data', 'control'), { recursive: true })
    expect(said).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /^The server on \S+ stopped before it had answered: .+ is not known\. .+\n$/,
      ),
    })
  })

  test('the same for scripts', async () => {
    const server = await impostor(world, (socket) => socket.destroy())
    const { code, stdout, stderr } = await latchkey(world, ['user', 'list', '--json'])
    server.close()
    rmSync(join(world.folder, 'data', 'control'), { recursive: true })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(JSON.parse(stderr)).toEqual({ error: 'unreachable', detail: expect.any(String) })
  })

  test('a real one, killed while it lists everybody', async () => {
    await withServer({}, async (server) => {
      const it = start(server, ['user', 'list', '--json'])
      it.child.stdin.end()
      await server.kill()
      const { code, stderr } = await it.ended
      // It was answered just before, or hears that nobody is there; a stack it never shows.
      expect(code === 0 || code === 3).toBe(true)
      expect(stderr).not.toMatch(/\bat .+:\d+/)
      const after = await latchkey(server, ['user', 'list'])
      expect(after.code).toBe(0)
    })
  })

  test('one that says nothing is given up on', async () => {
    const server = await impostor(world, () => undefined)
    const said = await latchkey(world, ['user', 'list'])
    server.close()
    rmSync(join(world.folder, 'data', 'control'), { recursive: true })
    expect(said).toEqual({ code: 3, stdout: '', stderr: expect.stringMatching(/ does not answer\. .+\n$/) })
  })

  test('one that says nothing to a change may still make it, and that is said', async () => {
    const server = await impostor(world, () => undefined)
    const said = await latchkey(world, ['admin', 'setup-link'])
    server.close()
    rmSync(join(world.folder, 'data', 'control'), { recursive: true })
    const sentence =
      / does not answer\. Whether the change is made once it goes on is not known: .+ before you try again\.\n$/
    expect(said).toEqual({ code: 3, stdout: '', stderr: expect.stringMatching(sentence) })
  })

  test('ctrl-c ends a command with 130', async () => {
    const asked = Promise.withResolvers<void>()
    const server = await impostor(world, () => {
      asked.resolve()
    })
    const it = start(world, ['user', 'list'])
    it.child.stdin.end()
    await asked.promise
    it.child.kill('SIGINT')
    const { code, stdout } = await it.ended
    server.close()
    rmSync(join(world.folder, 'data', 'control'), { recursive: true })
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
  })
})

describe('nobody to ask', () => {
  embedded.test('no server and no database is a sentence, and nothing is made', async () => {
    const folder = await makeFolder()
    const said = await latchkey({ folder }, ['user', 'list'])
    expect(said).toEqual({ code: 3, stdout: '', stderr: expect.stringMatching(/^There is no database in /) })
    await removeFolder(folder)
  })
})
