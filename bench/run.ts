// `npm run bench`: measures, prints Markdown, and writes it to bench/results. Nothing of it is asserted.
//   --quick            a smoke run of less than a minute, whose figures mean nothing and are not written
//   --own-generator    load from bench/http/load.ts even where wrk is installed

import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { registerAll, signIn } from './http/accounts.ts'
import { findGenerator } from './http/generator.ts'
import { measurePasswords } from './http/passwords.ts'
import { measureReads, readsOf } from './http/reads.ts'
import { measureWrites } from './http/writes.ts'
import { loadAverage, machineRows } from './machine.ts'
import { MemoryDiary } from './memory.ts'
import type { MicroFigures } from './micro/micro.ts'
import { CONNECTIONS, fullPlan, quickPlan } from './plan.ts'
import { startProduct } from './program.ts'
import { report } from './report.ts'
import { measureStarts } from './starts.ts'
import { Workspace } from './workspace.ts'

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'own-generator': { type: 'boolean', default: false },
  },
})
const isQuick = flags.quick
const plan = isQuick ? quickPlan : fullPlan
const say = (progress: string) => process.stderr.write(`${progress}\n`)

if (process.platform !== 'linux') throw new Error('the bench reads /proc: it runs on Linux only')
const beganAt = new Date()
const load = loadAverage()
const workspace = new Workspace()
const generator = findGenerator(workspace, { ownOnly: flags['own-generator'] })
say(`load by ${generator.name}`)

/** A data folder with all the users, made through the API by a server that may use every core. */
async function prepareFolder(): Promise<{ dataDir: string; firstStartMs: number }> {
  say(`registering ${plan.users} users`)
  const dataDir = workspace.path('data')
  const server = await startProduct(workspace, { dataDir, passwordThreads: navigator.hardwareConcurrency })
  await registerAll(server, plan.users)
  await server.stop()
  return { dataDir, firstStartMs: server.startedInMs }
}

/** One server for reads and writes, with its memory noted on the way. */
async function measureService(prepared: string) {
  const dataDir = workspace.copyOf(prepared)
  const memory = new MemoryDiary()
  const product = await startProduct(workspace, { dataDir })
  try {
    await sleep(plan.restMs.start)
    memory.note('after the start, idle', product.pid, 80)
    const administrator = await signIn(product, 1)
    await sleep(plan.restMs.signIn)
    memory.note('after the first sign-in', product.pid)
    const people = [await signIn(product, 2)]
    const [reader = administrator] = people
    const reads = readsOf(administrator, reader)
    const readFigures = await measureReads({ workspace, generator, product, reads, plan: plan.reads, say })
    await sleep(plan.restMs.load)
    memory.note('after the reads', product.pid)
    const most = Math.min(plan.users, CONNECTIONS + 1)
    for (let number = 3; number <= most; number++) people.push(await signIn(product, number))
    const writeFigures = await measureWrites({ generator, product, dataDir, people, plan: plan.writes, say })
    await sleep(plan.restMs.load)
    memory.note('after the writes', product.pid)
    return { reads: readFigures, writes: writeFigures, memory: memory.figures }
  } finally {
    await product.stop()
  }
}

async function measureMicro(): Promise<MicroFigures[]> {
  say('single steps')
  const program = fileURLToPath(new URL('./micro/micro.ts', import.meta.url))
  const args = [program, String(plan.microSamples), workspace.path('data')]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as MicroFigures[]
}

const { dataDir, firstStartMs } = await prepareFolder()
const starts = await measureStarts({ workspace, dataDir, starts: plan.starts, say })
const service = await measureService(dataDir)
const hashing = { workspace, generator, dataDir, users: plan.users, plan: plan.passwords, say }
const passwords = [
  ...(await measurePasswords({ ...hashing, threads: 1 })),
  ...(await measurePasswords({ ...hashing, threads: 2 })),
]
const micro = await measureMicro()

const text = report({
  plan,
  isQuick,
  machine: machineRows(workspace.folder, beganAt),
  loadAverage: load,
  generatorName: generator.name,
  minutes: (Date.now() - beganAt.getTime()) / 60_000,
  firstStartMs,
  starts,
  passwords,
  micro,
  ...service,
})
process.stdout.write(text)
if (!isQuick) {
  const results = fileURLToPath(new URL('./results/', import.meta.url))
  mkdirSync(results, { recursive: true })
  for (const name of [beganAt.toISOString().slice(0, 10), 'latest'])
    writeFileSync(`${results}${name}.md`, text)
}
process.exit(0)
