import { afterAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { countFile, failuresIn, readArguments } from './test.mjs'

const RUNNER = join(import.meta.dirname, 'test.mjs')
const trees = []
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true })
})

/** Runs the runner over planted test files: its last line and exit code. */
function run(files, ...args) {
  const tree = mkdtempSync(join(tmpdir(), 'latchkey-runner-'))
  trees.push(tree)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), `import { afterAll, expect, test } from 'bun:test'\n${text}\n`)
  }
  const { status, stdout } = spawnSync('node', [RUNNER, ...args], { cwd: tree, encoding: 'utf8' })
  return { status, last: stdout.trimEnd().split('\n').at(-1), stdout }
}

const passing = { 'packages/a/passing.test.ts': "test('one', () => {})\ntest('two', () => {})" }

test.each([
  ['passing files pass', passing, '2 passed, 0 failed', 0],
  ['a failure counts', { 'tools/a.test.ts': "test('x', () => expect(1).toBe(2))" }, '0 passed, 1 failed', 1],
  [
    'a skipped test is counted',
    { 'tools/a.test.ts': "test('x', () => {})\ntest.skip('y', () => {})" },
    '1 passed, 0 failed, 1 skipped',
    0,
  ],
  ['no file is no success', {}, '0 passed, 0 failed', 1],
  ['a file without a test has failed', { 'tools/a.test.ts': '' }, '0 passed, 1 failed', 1],
  [
    'a crash is one failure and hides no other file',
    { ...passing, 'packages/a/crash.test.ts': "test('x', () => process.kill(process.pid, 'SIGSEGV'))" },
    '2 passed, 1 failed',
    1,
  ],
  [
    'leaving early with 0 is a failure',
    { ...passing, 'packages/a/exit.test.ts': "test('x', () => process.exit(0))" },
    '2 passed, 1 failed',
    1,
  ],
  [
    'an error outside every test is a failure',
    { 'tools/a.test.ts': "test('x', () => {})\nafterAll(() => { throw new Error('late') })" },
    '1 passed, 1 failed',
    1,
  ],
  [
    'a file that does not load has failed',
    { 'tools/a.test.ts': "import { x } from './missing.ts'\ntest('x', () => x())" },
    '0 passed, 1 failed',
    1,
  ],
  [
    'long tests wait to be asked for',
    { ...passing, 'packages/a/a.long.test.ts': "test('x', () => {})" },
    '2 passed, 0 failed',
    0,
  ],
])('%s', (_, files, last, status) => {
  expect(run(files)).toMatchObject({ last, status })
})

test('--long runs the long ones too, a word chooses files, other flags go to Bun', () => {
  const files = { ...passing, 'packages/a/b.long.test.ts': "test('x', () => {})" }
  expect(run(files, '--long').last).toBe('3 passed, 0 failed')
  expect(run(files, '--long', 'b.long').last).toBe('1 passed, 0 failed')
  expect(run(files, '-t', 'two').last).toBe('1 passed, 0 failed, 1 skipped')
})

test('the command line chooses what the program runs on, and refuses what there is none of', () => {
  const usual = { words: [], flags: [], isLong: false, runtime: 'bun', database: 'sqlite' }
  expect(readArguments([])).toEqual(usual)
  expect(
    readArguments(['--runtime', 'node', '--database', 'postgres', '--postgres', '18', 'a', '-t', 'b']),
  ).toEqual({
    words: ['a'],
    flags: ['-t', 'b'],
    isLong: false,
    runtime: 'node',
    database: 'postgres',
    postgres: '18',
  })
  expect(() => readArguments(['--runtime', 'deno'])).toThrow('--runtime takes bun or node.')
  expect(() => readArguments(['--postgres', '9'])).toThrow('--postgres takes 18.')
  expect(() => readArguments(['--postgres'])).toThrow('--postgres takes 18.')
})

test('what a test leaves running ends with its file', async () => {
  const mark = join(mkdtempSync(join(tmpdir(), 'latchkey-runner-')), 'still-running')
  trees.push(dirname(mark))
  const text = `import { spawn } from 'node:child_process'\ntest('x', () => void spawn('sh', ['-c', 'sleep 1; touch ${mark}']))`
  expect(run({ 'tools/a.test.ts': text }).last).toBe('1 passed, 0 failed')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(existsSync(mark)).toBe(false)
})

test('what a failed test said is told again at the end, and what the others said is not', () => {
  const files = {
    'tools/a.test.ts': "test('x', () => console.log('fine'))\ntest('y', () => expect(1).toBe(2))",
  }
  const { stdout } = run(files)
  const end = stdout.slice(stdout.indexOf('Files that failed:'))
  expect(end).toContain('tools/a.test.ts: 1 failed')
  expect(end).toContain('Expected: 2')
  expect(end).not.toContain('fine')
  expect(failuresIn('said\n(pass) a\nwhy\n\n(fail) b\nlater')).toEqual(['why\n(fail) b'])
})

test('a report of failures counts whatever the exit code says', () => {
  const report = '<testsuites name="bun test" tests="3" assertions="0" failures="1" skipped="1" time="0">'
  expect(countFile({ report, code: 0, signal: null })).toMatchObject({ passed: 1, failed: 1, skipped: 1 })
})
