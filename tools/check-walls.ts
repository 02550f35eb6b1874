/**
 * Plants one violation of every wall and expects the lint to refuse it with the wall's own words; then plants what the
 * walls must let through. The files stand in a copy of the tree's settings in the temp folder, never in the tree.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { doors, walls } from './walls.ts'

const root = dirname(import.meta.dirname)
const house = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-walls-')))
process.on('exit', () => rmSync(house, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

/** What the lint and the resolvers go by, and no code. */
function furnish(): void {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`)
  for (const path of ['biome.json', '.gitignore', 'package.json', 'tools/lint', ...packages]) {
    cpSync(join(root, path), join(house, path), { recursive: true })
  }
}

function plant(files: Record<string, string>): () => void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  return () => {
    for (const path of Object.keys(files)) rmSync(join(house, path))
  }
}

interface Outcome {
  code: number | null
  output: string
}

function run(command: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: house, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', (text) => {
      output += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

const bin = (name: string) => join(root, 'node_modules/.bin', name)

const lint = (...args: string[]) =>
  run(bin('biome'), 'lint', '--colors=off', '--reporter=github', '--max-diagnostics=none', ...args)

/** The lint's refusals, one line each. */
const refusals = (output: string) => output.split('\n').filter((line) => line.startsWith('::error'))

let broken = 0

function say(claim: string, isTrue: boolean, evidence: string): void {
  console.log(`${isTrue ? 'holds ' : 'BROKEN'}  ${claim}`)
  if (isTrue) return
  broken += 1
  console.log(evidence.trim().replace(/^/gm, '        '))
}

async function checkWalls(): Promise<void> {
  for (const { claim, files, refusal } of walls) {
    const remove = plant(files)
    const { output } = await lint('.')
    remove()
    const [path = ''] = Object.keys(files)
    const isRefused = refusals(output).some((line) => line.includes(path) && line.includes(refusal))
    say(claim, isRefused, `not refused with "${refusal}"; the lint said:\n${output}`)
  }
}

async function checkDoors(): Promise<void> {
  const remove = plant(doors)
  const { output } = await lint(
    '--only=plugin',
    '--only=style/noRestrictedImports',
    '--only=suspicious/noConsole',
    '.',
  )
  remove()
  const wrong = refusals(output)
  say(`the walls have doors: ${Object.keys(doors).length} files pass`, wrong.length === 0, wrong.join('\n'))
}

/** A deep import does not resolve: not for the runtime, not for the compiler. The door does, for both. */
async function checkResolver(): Promise<void> {
  const feature = 'packages/server/src/features'
  const entry = `${feature}/planted/entry.ts`
  const resolve = async (claim: string, specifier: string, isReal: boolean) => {
    const remove = plant({
      [`${feature}/users/index.ts`]: 'export const users = 1\n',
      [`${feature}/users/store.ts`]: 'export const users = 1\n',
      [entry]: `import { users } from '${specifier}'\nconsole.log('resolved', users)\n`,
    })
    const bun = await run(process.execPath, join(house, entry))
    const tsc = await run(
      bin('tsc'),
      ...[
        '--ignoreConfig',
        '--noEmit',
        '--target',
        'esnext',
        '--module',
        'nodenext',
        '--allowImportingTsExtensions',
      ],
      ...['--types', '', '--lib', 'esnext,dom', entry],
    )
    remove()
    const isAsSaid = (outcome: Outcome) => (outcome.code === 0) === isReal
    say(`${claim} (runtime)`, isAsSaid(bun), bun.output)
    say(`${claim} (compiler)`, isAsSaid(tsc) && (isReal || tsc.output.includes('TS2307')), tsc.output)
  }
  await resolve("'#features/users' resolves to its door", '#features/users', true)
  await resolve("'#features/users/store.ts' does not resolve", '#features/users/store.ts', false)
  await resolve("'#features/users/store' does not resolve", '#features/users/store', false)
}

furnish()
await checkWalls()
await checkDoors()
await checkResolver()
console.log(`${walls.length} planted violations; ${broken} claims are false`)
process.exitCode = broken > 0 ? 1 : 0
