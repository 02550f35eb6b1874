import { afterAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolderInMemory, prepare } from './prepare-tests.mjs'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'latchkey-prepared-'))
afterAll(() => rmSync(folder, { recursive: true }))

const files = ['a', 'b', 'c', 'd'].map((name) => `test/scenarios/${name}.test.ts`)

test('a few files are given nothing, and start the sources', async () => {
  expect(await prepare({ root, files: files.slice(1), folder, environment: {} })).toEqual({})
})

test('more of them share the program as it is published', async () => {
  const { LATCHKEY_TEST_PROGRAM: program = '' } = await prepare({ root, files, folder, environment: {} })
  const { status, stdout } = spawnSync(process.execPath, [join(program, 'bun/main.js'), '--version'], {
    encoding: 'utf8',
  })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(version) })
  expect(existsSync(join(program, 'node/main.js'))).toBe(true)
})

test('where somebody said which folder is for temporary files, it is that one', () => {
  expect(makeFolderInMemory({ TMPDIR: folder })).toBeUndefined()
})
