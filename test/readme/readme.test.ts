import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '../support/eventually.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => (text ?? '').trim())

const command = (beginning: string): string => {
  const found = commands.find((one) => one.startsWith(beginning))
  if (found === undefined) throw new Error(`the README has no command that begins with: ${beginning}`)
  return found
}

setDefaultTimeout(180_000)

/** What a stranger has after cloning: the files of the project and nothing that was built or installed. */
function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-clone-'))
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const file of files.toString().split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  return folder
}

describe('the README', () => {
  let clone = ''
  let started: ChildProcess
  let output = ''
  let url = ''

  const environment = () => ({
    PATH: process.env.PATH ?? '',
    HOME: clone,
    // A cache of its own: nothing that this machine has seen before helps.
    npm_config_cache: join(clone, '.npm-cache'),
    PORT: '0',
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) =>
        /^(?:npm_config_(?:registry|cafile)|NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/i.test(name),
      ),
    ),
  })
  /** The README's text as it stands, at the port of this run. */
  const shell = (text: string) =>
    spawnSync('sh', ['-ec', text.replaceAll('localhost:8000', url.replace('http://', ''))], {
      cwd: clone,
      env: { ...environment(), LATCHKEY_URL: url },
      encoding: 'utf8',
    })

  beforeAll(async () => {
    clone = freshClone()
    started = spawn('sh', ['-c', command('npm ci && npm start')], {
      cwd: clone,
      env: environment(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.stdout?.on('data', (text) => {
      output += text
    })
    started.stderr?.on('data', (text) => {
      output += text
    })
    url = await eventually(
      'npm ci && npm start to listen',
      () => {
        if (started.exitCode !== null) throw new Error(`it ended with ${started.exitCode}:\n${output}`)
        return /"msg":"listening"/.test(output) ? /"url":"([^"]+)"/.exec(output)?.[1] : undefined
      },
      150_000,
    )
  })

  afterAll(async () => {
    // npm, its shell and the server are one group.
    if (started.pid !== undefined && started.exitCode === null) process.kill(-started.pid, 'SIGTERM')
    await eventually('the server to end', () => started.exitCode ?? started.signalCode ?? undefined, 20_000)
    rmSync(clone, { recursive: true, force: true, maxRetries: 3 })
  })

  test('begins with two commands, the second of which CI runs whole', () => {
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test'])
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toMatch(/npm ci[\s\S]*npm test/)
  })

  test('npm ci && npm start serves the API and its page', async () => {
    expect(await (await fetch(`${url}/health`)).text()).toBe('{"status":"ok"}')
    expect((await fetch(`${url}/docs`)).status).toBe(200)
  })

  test('the three lines by hand answer as they say', () => {
    const lines = command('curl localhost:8000/auth/register')
    const said = [...lines.matchAll(/^# (.*)$/gm)].map(([, answer]) => answer ?? '')
    expect(said).toHaveLength(2)
    const { status, stdout } = shell(lines)
    expect(status).toBe(0)
    expect(stdout).toBe(said.join(''))
  })

  test('the first minute passes, and passes again', () => {
    const script = `${command('sh examples/first-minute.sh')} ${url}`
    for (const run of ['first', 'second']) {
      const { status, stdout, stderr } = shell(script)
      expect({ run, status, text: status === 0 ? '' : stdout + stderr }).toEqual({ run, status: 0, text: '' })
    }
  })

  test('npm test runs tests and ends with its line', () => {
    const { status, stdout } = spawnSync('npm', ['test', '--', 'packages/contract', 'tools/bun.test'], {
      cwd: clone,
      env: environment(),
      encoding: 'utf8',
    })
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^[1-9]\d* passed, 0 failed(, \d+ skipped)?$/)
    expect(status).toBe(0)
  })

  test('a mail is previewed as it says', () => {
    const { status, stdout } = spawnSync('sh', ['-ec', command('npm run latchkey -- mail preview')], {
      cwd: clone,
      env: environment(),
      encoding: 'utf8',
    })
    expect([status, stdout.includes('Subject: '), stdout.includes('/reset?token=')]).toEqual([0, true, true])
  })

  test('serve for others and admin are as it says', async () => {
    const serve = command('npm run latchkey -- serve')
    const other = { ...environment(), DATA_DIR: join(clone, 'other-data') }
    const link = spawnSync('sh', ['-c', 'npm run --silent latchkey -- admin setup-link'], {
      cwd: clone,
      env: other,
      encoding: 'utf8',
    })
    expect(link.stdout).toMatch(/^http:\/\/localhost:0\/setup\?token=[\w-]{43}\n$/)
    const server = spawn('sh', ['-c', serve], {
      cwd: clone,
      env: other,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    server.stdout?.on('data', (chunk) => {
      text += chunk
    })
    await eventually('serve to listen', () => (text.includes('"msg":"listening"') ? true : undefined), 30_000)
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM')
    await eventually('serve to end', () => server.exitCode ?? server.signalCode ?? undefined, 20_000)
  })
})
