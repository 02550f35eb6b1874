// R02, what stands in for pulling the plug: the system calls of a running server show that what is acknowledged was
// put on the disk before.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { join } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { makeFolder, type Run, removeFolder, run } from '../support/program.ts'

const embedded = only({ database: 'sqlite' }, 'the system calls of the embedded database')

const hasStrace = spawnSync('strace', ['-f', '-e', 'trace=fsync', 'true']).status === 0
if (!hasStrace) console.log('Skipped: the system calls of a write (no strace here that may trace).')

const WRITES = 20
const SYNC = /\b(?:fdatasync|fsync)(?:\(\d+<[^>]*\/latchkey\.db-wal>\) += 0| resumed>\) += 0)/
const ANSWER = /\b(?:send|sendto|sendmsg|write|writev)\(.*HTTP\/1\.1 (\d{3})/

type Event = 'sync' | 'answer'

/** What of interest happened, in the order in which the kernel saw it. */
function eventsOf(trace: string): Event[] {
  return trace.split('\n').flatMap((line): Event[] => {
    if (SYNC.test(line)) return ['sync']
    return ANSWER.exec(line)?.[1] === '200' ? ['answer'] : []
  })
}

embedded.describeIf(hasStrace)('R02 a write that is acknowledged', () => {
  let folder = ''
  let it: Run
  let target = { url: '' }
  let token = ''
  let id = 0
  beforeAll(async () => {
    folder = await makeFolder()
    it = await run(['serve', '--dev'], folder)
    const line = await eventually(
      'a server',
      () => it.stdout.find((one) => one.includes('"listening"')),
      20_000,
    )
    target = JSON.parse(line) as { url: string }
    const admin = await join(target)
    token = admin.token
    id = admin.id
  }, 60_000)
  afterAll(async () => {
    it.child.kill('SIGTERM')
    await it.exited
    await removeFolder(folder)
  })

  /** The trace of what the server does while `use` runs. */
  async function traced(use: () => Promise<void>): Promise<string> {
    const file = joinPath(folder, 'trace')
    const calls = 'trace=fdatasync,fsync,send,sendto,sendmsg,write,writev'
    const words = ['-f', '-y', '-s', '32', '-e', calls, '-o', file, '-p', String(it.child.pid)]
    const strace: ChildProcess = spawn('strace', words, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    strace.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    await eventually('strace at work', () => (said.includes('attached') ? true : undefined))
    await use()
    strace.kill('SIGINT')
    await once(strace, 'exit')
    return readFileSync(file, 'utf8')
  }

  const rename = async (name: string) => {
    const answer = await send(target, `PUT /users/${id}`, { token, json: { full_name: name } })
    expect(answer.status).toBe(200)
  }

  test('was put on the disk before: between any two answers there is a sync', async () => {
    const trace = await traced(async () => {
      for (let i = 0; i < WRITES; i++) await rename(`Robin ${i}`)
    })
    const events = eventsOf(trace)
    expect(events.filter((event) => event === 'answer')).toHaveLength(WRITES)
    // One after another: each answer has a sync of its own before it.
    let synced = false
    for (const event of events) {
      if (event === 'answer') expect(synced).toBe(true)
      synced = event === 'sync'
    }
  }, 60_000)

  test('shares its sync with those that came together with it', async () => {
    // Connections that stand already: new ones may be taken one at a time.
    await Promise.all(Array.from({ length: WRITES }, () => send(target, 'GET /users/me', { token })))
    const trace = await traced(async () => {
      await Promise.all(Array.from({ length: WRITES }, (_, i) => rename(`Robin together ${i}`)))
    })
    const events = eventsOf(trace)
    expect(events[0]).toBe('sync')
    expect(events.filter((event) => event === 'answer')).toHaveLength(WRITES)
    expect(events.filter((event) => event === 'sync').length).toBeLessThan(WRITES)
  }, 60_000)

  test('the control: reading needs no sync', async () => {
    const trace = await traced(async () => {
      for (let i = 0; i < WRITES; i++) await send(target, 'GET /users/me', { token })
    })
    expect(eventsOf(trace)).toEqual(Array<Event>(WRITES).fill('answer'))
  }, 60_000)
})
