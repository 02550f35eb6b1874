import { afterAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findNode } from './node.mjs'

const LAUNCHER = join(import.meta.dirname, 'node.mjs')
const folder = mkdtempSync(join(tmpdir(), 'latchkey-node-launcher-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const node = findNode()

test('TypeScript runs on Node 24 or later, and arguments and exit code go through', () => {
  const path = join(folder, 'code.ts')
  writeFileSync(
    path,
    'const words: string[] = process.argv.slice(2)\nconsole.log(JSON.stringify([Number.parseInt(process.versions.node) >= 24, ...words]))\nprocess.exit(7)\n',
  )
  const { status, stdout, stderr } = spawnSync('node', [LAUNCHER, path, 'a b', '--flag'], {
    encoding: 'utf8',
  })
  expect(stdout).toBe('[true,"a b","--flag"]\n')
  expect(stderr).toBe('')
  expect(status).toBe(7)
})

test('a Node that is new enough runs the program itself', () => {
  const script = `import { findNode } from ${JSON.stringify(LAUNCHER)}\nconsole.log(findNode() === process.execPath)\n`
  const { stdout } = spawnSync(node, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(stdout).toBe('true\n')
})

test('where none can be installed it says so, and what to do', () => {
  const bare = join(folder, 'bare')
  mkdirSync(join(bare, 'node'), { recursive: true })
  for (const name of ['bun.mjs', 'node.mjs']) copyFileSync(join(import.meta.dirname, name), join(bare, name))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho no network >&2\nexit 1\n')
  chmodSync(join(bin, 'npm'), 0o755)
  // On Bun, which is no Node at all, whatever Node this machine has; on its own it would install what is missing.
  const { status, stderr } = spawnSync(process.execPath, ['--no-install', join(bare, 'node.mjs'), 'x.ts'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  })
  expect(status).toBe(1)
  expect(stderr).toContain('Install one yourself')
  expect(stderr).toContain('no network')
})
