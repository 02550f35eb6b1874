// Attacks on how it is started and where: loopback under other names, neighbours on the machine, files, secrets.
import { describe, expect, test } from 'bun:test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isAdministrator, person, signIn } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { makeFolder, removeFolder, runToEnd } from '../support/program.ts'
import { withServer } from '../support/server.ts'

const embedded = only({ database: 'sqlite' }, 'the file and the lock of the embedded database')

const root = fileURLToPath(new URL('../..', import.meta.url))

/** GET /health at an address under another name. */
async function statusUnder(name: string, address: string, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const options = { host: address, port, path: '/health', headers: { host: name }, agent: false }
    request(options, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

describe('clause 10: a server on loopback checks Host, however its address was written', () => {
  test.each([
    ['localhost', '127.0.0.1'],
    ['LOCALHOST', '127.0.0.1'],
    ['127.0.0.2', '127.0.0.2'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['0:0:0:0:0:0:0:1', '::1'],
  ])('HOST=%s', async (HOST, address) => {
    await withServer({ env: { HOST } }, async (server) => {
      expect(await statusUnder('rebind.evil.example', address, server.port)).toBe(421)
    })
  })
})

test('C059 who has taken [::1] beforehand does not get what is meant for localhost', async () => {
  const squatter = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmine'))
  await new Promise<void>((resolve) => squatter.listen(0, '::1', resolve))
  const taken = squatter.address()
  const PORT = String(typeof taken === 'object' && taken !== null ? taken.port : 0)
  try {
    const { listened, stdout, stderr } = await runToEnd(['serve', '--dev'], { PORT })
    // Either it does not start, or it does not send people to a name that is somebody else's.
    if (listened) expect(stdout + stderr).not.toContain(`http://localhost:${PORT}`)
    else expect(stderr).toContain(`Port ${PORT} is taken`)
  } finally {
    squatter.close()
  }
})

describe('C042 a root secret that is published is none', () => {
  test.each([
    ['of FastAPI’s tutorial', '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7'],
    ['the MD5 of "password"', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['the SHA-256 of nothing', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['digits in base64', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI='],
    ['a walk over the keyboard', '1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y'],
    ['one of jwt.io', 'a-string-secret-at-least-256-bits-long'],
  ])('%s', async (_, LATCHKEY_SECRET) => {
    const { listened, stderr } = await runToEnd(['serve'], { LATCHKEY_SECRET })
    expect(listened).toBe(false)
    expect(stderr).toContain('LATCHKEY_SECRET')
    expect(stderr).not.toContain(LATCHKEY_SECRET)
  })
})

describe('files that others can read', () => {
  const secret = 'kJ3h8Zs0qLw9XvBn2TyUe5RdMcPa7GfQ'

  test('C042 a latchkey.toml with a secret is refused like the secret’s own file, or at least complained of', async () => {
    const folder = await makeFolder()
    const file = joinPath(folder, 'work', 'latchkey.toml')
    await mkdir(joinPath(folder, 'work'))
    await writeFile(file, `secret = "${secret}"\n`)
    await chmod(file, 0o644)
    const { listened, stdout, stderr } = await runToEnd(['serve'], {}, folder)
    await removeFolder(folder)
    expect(stdout + stderr).not.toContain(secret)
    if (listened) expect(stdout + stderr).toContain('latchkey.toml')
  })

  embedded.test(
    'C104 a database or a folder that a restore left open is closed, refused or complained of',
    async () => {
      const folder = await makeFolder()
      const data = joinPath(folder, 'data')
      expect((await runToEnd(['serve'], {}, folder)).listened).toBe(true)
      for (const name of ['.', ...(await readdir(data))]) {
        expect([name, (await stat(joinPath(data, name))).mode & 0o077]).toEqual([name, 0])
      }
      await chmod(joinPath(data, 'latchkey.db'), 0o644)
      await chmod(data, 0o777)
      const { listened, stdout, stderr } = await runToEnd(['serve'], {}, folder)
      const mode = (await stat(joinPath(data, 'latchkey.db'))).mode & 0o077
      await removeFolder(folder)
      if (listened && mode !== 0) expect(stdout + stderr).toMatch(/chmod|readable|"level":"warn"/)
    },
  )

  embedded.test('one folder under two names is one folder', async () => {
    await withServer({}, async (server) => {
      const other = joinPath(server.folder, 'other')
      await symlink(server.dataFolder, other)
      const { code, listened, stderr } = await runToEnd(['serve'], { DATA_DIR: other })
      expect([code, listened]).toEqual([1, false])
      expect(stderr).toContain('DATA_DIR')
    })
  })

  test('C107 nothing that lies in the working folder is run or read as the environment', async () => {
    const folder = await makeFolder()
    await writeFile(joinPath(folder, 'bunfig.toml'), 'preload = ["./planted.ts"]\n')
    await writeFile(joinPath(folder, 'planted.ts'), "await Bun.write('ran', 'x')\n")
    await writeFile(joinPath(folder, '.env'), 'LATCHKEY_PLANTED=1\n')
    const words = [joinPath(root, 'tools/bun.mjs'), joinPath(root, 'packages/cli/src/main.ts'), 'serve']
    const child = spawn('node', words, {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, PORT: '0', DATA_DIR: joinPath(folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    const isEnded = once(child, 'close')
    await Promise.race([
      isEnded,
      eventually('a start', () => (said.includes('listening') ? true : undefined)),
    ])
    child.kill('SIGTERM')
    await isEnded
    const names = await readdir(folder)
    await removeFolder(folder)
    expect(names).not.toContain('ran')
    expect(said).not.toContain('LATCHKEY_PLANTED')
  })
})

describe('clause 10: what says that it came through a proxy is not from this machine', () => {
  test.each([
    'X-Forwarded',
    'X-Forwarded-Port',
    'X-Forwarded-Server',
    'X-Original-Forwarded-For',
    'X-Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
  ])('%s', async (name) => {
    await withServer({ dev: true }, async (server) => {
      const who = person()
      const headers = { [name]: '203.0.113.9' }
      expect((await send(server, 'POST /auth/register', { json: who, headers })).status).toBe(200)
      expect(await isAdministrator(server, await signIn(server, who))).toBe(false)
    })
  })
})
