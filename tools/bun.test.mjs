import { afterAll, expect, test } from 'bun:test'
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bunPackage } from './bun.mjs'

// The launcher runs on Node, never on Bun itself.
const LAUNCHER = join(import.meta.dirname, 'bun.mjs')
const folder = mkdtempSync(join(tmpdir(), 'latchkey-launcher-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = (name, text) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test.each([
  ['linux', 'x64', false, '@oven/bun-linux-x64'],
  ['linux', 'arm64', true, '@oven/bun-linux-aarch64-musl'],
  ['darwin', 'arm64', false, '@oven/bun-darwin-aarch64'],
  ['win32', 'x64', false, undefined],
  ['linux', 'riscv64', false, undefined],
])('on %s %s (musl: %p) Bun is %p', (platform, arch, isMusl, name) => {
  expect(bunPackage(platform, arch, isMusl)).toBe(name)
})

test('arguments, output and exit code go through', () => {
  const path = script('code.ts', 'console.log(JSON.stringify(process.argv.slice(2)))\nprocess.exit(7)\n')
  const { status, stdout } = spawnSync('node', [LAUNCHER, path, 'a b', '--flag'], { encoding: 'utf8' })
  expect(stdout).toBe('["a b","--flag"]\n')
  expect(status).toBe(7)
})

test('a signal that ends the program ends the launcher', () => {
  const path = script('signal.ts', "process.kill(process.pid, 'SIGKILL')\n")
  expect(spawnSync('node', [LAUNCHER, path]).signal).toBe('SIGKILL')
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
  '%s reaches the program, which ends in its own time',
  async (name) => {
    const path = script(
      `${name}.ts`,
      `process.on('${name}', () => setTimeout(() => process.exit(9), 50))\nsetInterval(() => {}, 1000)\nconsole.log('up')\n`,
    )
    const child = spawn('node', [LAUNCHER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.once('data', () => child.kill(name))
    expect(
      await new Promise((resolve) => child.on('exit', (code, signal) => resolve([code, signal]))),
    ).toEqual([9, null])
  },
)

test('without Bun it says what to do', () => {
  mkdirSync(join(folder, 'bare'))
  copyFileSync(LAUNCHER, join(folder, 'bare/bun.mjs'))
  const { status, stderr } = spawnSync('node', [join(folder, 'bare/bun.mjs'), 'x.ts'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toContain('run `npm ci`')
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
