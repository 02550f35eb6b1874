import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Table } from '#http'
import { controlFolders, findControlSocket } from './control-folder.ts'
import { type ControlSocket, openControlSocket } from './control-socket.ts'

const table: Table = {
  routes: [],
  refuse: () => new Response('refused', { status: 404 }),
  find: () => undefined,
  dispatch: async (asked) =>
    Response.json({ url: asked.url, body: Buffer.from(await asked.arrayBuffer()).toString() }),
}

let folder = ''
let opened: ControlSocket[] = []
const reasons: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-control-'))
  reasons.length = 0
})
afterEach(async () => {
  await Promise.all(opened.map((socket) => socket.close()))
  opened = []
  rmSync(folder, { recursive: true, force: true })
})

async function open(dataDir = folder, runtimeDir?: string): Promise<ControlSocket | undefined> {
  const socket = await openControlSocket({
    dataDir,
    runtimeDir,
    table,
    onMissing: (reason) => reasons.push(reason),
  })
  if (socket) opened.push(socket)
  return socket
}

function ask(socketPath: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path: '/users?limit=1', method: 'POST', agent: false }, (answer) => {
      text(answer).then(resolve, reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Somebody who died without taking the socket away. */
async function leaveDead(path: string): Promise<void> {
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', program])
  expect(existsSync(path)).toBe(true)
}

describe('a control socket', () => {
  test('answers the operator, in a folder that is its owner’s alone', async () => {
    const socket = await open()
    expect(await ask(socket?.path ?? '', 'hello')).toBe('{"url":"/users?limit=1","body":"hello"}')
    expect(lstatSync(join(folder, 'control')).mode & 0o777).toBe(0o700)
    expect(await findControlSocket({ dataDir: folder, runtimeDir: undefined })).toBe(socket?.path)
    expect(reasons).toEqual([])
  })

  test('is gone when it is closed', async () => {
    const socket = await open()
    await socket?.close()
    opened = []
    expect(existsSync(socket?.path ?? folder)).toBe(false)
    expect(await findControlSocket({ dataDir: folder, runtimeDir: undefined })).toBeUndefined()
  })

  test('counts who is not answered yet', async () => {
    let letGo: (response: Response) => void = () => undefined
    const slow = new Promise<Response>((resolve) => {
      letGo = resolve
    })
    const asked = Promise.withResolvers<void>()
    const socket = await openControlSocket({
      dataDir: folder,
      runtimeDir: undefined,
      table: {
        ...table,
        dispatch: () => {
          asked.resolve()
          return slow
        },
      },
      onMissing: (reason) => reasons.push(reason),
    })
    if (socket) opened.push(socket)
    expect(socket?.pending()).toBe(0)
    const answer = ask(socket?.path ?? '', '')
    await asked.promise
    expect(socket?.pending()).toBe(1)
    letGo(new Response('done'))
    expect(await answer).toBe('done')
  })

  test('of a server that died is removed, one of a server that lives is not', async () => {
    const dead = join(folder, 'control', '1.sock')
    const other = await open()
    await leaveDead(dead)
    const mine = await open()
    expect(existsSync(dead)).toBe(false)
    expect(mine?.path).not.toBe(other?.path)
    expect(await ask(other?.path ?? '', 'a')).toContain('"a"')
    expect(await ask(mine?.path ?? '', 'b')).toContain('"b"')
  })

  test('stands in a shorter folder when the path would be too long', async () => {
    const deep = join(folder, 'd'.repeat(100))
    mkdirSync(deep)
    const socket = await open(deep, folder)
    expect(socket?.path).toMatch(/\/latchkey-[0-9a-f]{12}\/[0-9]+\.sock$/)
    expect(await findControlSocket({ dataDir: deep, runtimeDir: folder })).toBe(socket?.path)
  })

  test('is left out where every path is too long', async () => {
    const deep = join(folder, 'd'.repeat(100))
    mkdirSync(deep)
    expect(await open(deep)).toBeUndefined()
    expect(reasons).toEqual([expect.stringContaining('too long')])
    expect(controlFolders({ dataDir: deep, runtimeDir: 'relative' })).toEqual([])
  })
})

describe('a folder that is not safe is refused', () => {
  const control = () => join(folder, 'control')

  test.each<[string, () => void, RegExp]>([
    [
      'open to others',
      () => {
        mkdirSync(control())
        chmodSync(control(), 0o755)
      },
      /can be opened by others/,
    ],
    [
      'a symbolic link',
      () => {
        mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 })
        symlinkSync(join(folder, 'elsewhere'), control())
      },
      /is a symbolic link/,
    ],
    ['a file', () => writeFileSync(control(), ''), /is not a folder/],
  ])('%s', async (_, prepare, reason) => {
    prepare()
    expect(await open()).toBeUndefined()
    expect(reasons).toEqual([expect.stringMatching(reason)])
    expect(await findControlSocket({ dataDir: folder, runtimeDir: undefined })).toBeUndefined()
  })

  test('whoever listens in a folder that others can open is not asked', async () => {
    mkdirSync(control())
    chmodSync(control(), 0o777)
    const impostor = createServer()
    await new Promise<void>((resolve) => impostor.listen(join(control(), '1.sock'), resolve))
    expect(await findControlSocket({ dataDir: folder, runtimeDir: undefined })).toBeUndefined()
    impostor.close()
  })

  const isRoot = process.geteuid?.() === 0

  test.skipIf(!isRoot)('another user of the machine can neither find nor open it', async () => {
    const socket = await open()
    // The data folder itself is open: the control folder has to hold on its own.
    chmodSync(folder, 0o755)
    const knock = `require('node:net').connect(${JSON.stringify(socket?.path)}).on('connect', () => process.exit(0)).on('error', (e) => { console.log(e.code); process.exit(1) })`
    const stranger = { uid: 65_534, gid: 65_534, encoding: 'utf8', env: { PATH: process.env.PATH } } as const
    const node = spawnSync('node', ['-e', knock], stranger)
    expect({ status: node.status, out: node.stdout.trim() }).toEqual({ status: 1, out: 'EACCES' })
    expect(spawnSync('ls', [control()], stranger).status).not.toBe(0)
  })

  test.skipIf(!isRoot)('one that belongs to somebody else', async () => {
    mkdirSync(control(), { mode: 0o700 })
    spawnSync('chown', ['65534', control()])
    expect(await open()).toBeUndefined()
    expect(reasons).toEqual([expect.stringContaining('belongs to the user with id 65534')])
  })
})
