// `bun bench/micro/audit.ts [<entries>] [<folder>]`: what the audit adds to a write, and how long its verification takes.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '../../packages/contract/src/index.ts'
import { migrations } from '../../packages/server/migrations/index.ts'
import { markedCursors } from '../../packages/server/src/crypto/cursors.ts'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { sealer } from '../../packages/server/src/crypto/sealed.ts'
import { auditFeature, type Recorder } from '../../packages/server/src/features/audit/index.ts'
import { rolesFeature } from '../../packages/server/src/features/roles/index.ts'
import { changeUser } from '../../packages/server/src/features/users/change.ts'
import { userStore } from '../../packages/server/src/features/users/store.ts'
import { systemClock as clock } from '../../packages/server/src/kernel/clock.ts'
import { systemRandom as random } from '../../packages/server/src/kernel/random.ts'
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.ts'
import { spreadOf } from '../spread.ts'

const WRITERS = 64
const USERS = 256
const WRITES = 6_400
const ROUNDS = 9

const entries = Number(process.argv[2] ?? 1_000_000)
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'latchkey-audit-'))
const storage = openSqlite(folder, migrations)
const audit = auditFeature({
  cursors: markedCursors(keyedDigest(Buffer.alloc(32, 7))),
  storage,
  clock,
  random,
  sealer: sealer({ secret: randomBytes(32), random }),
  log: { debug() {}, info() {}, warn() {}, error() {} },
  digest: (text) => text,
  isDirectoryOpen: false,
  retentionDays: 0,
  checkpoints: { file: undefined, url: undefined },
  stream: { url: undefined, token: undefined, hasPersonal: false },
  host: 'bench',
  pid: process.pid,
  findAccount: async () => undefined,
})
await audit.load()

const store = userStore(storage)
const ids = await storage.write(async (tx) => {
  const made: number[] = []
  for (let i = 1; i <= USERS; i++) {
    const [username, email] = [`writer${i}`, `writer${i}@example.com`]
    const keys = { usernameKey: username, emailKey: email }
    made.push(await store.insert(tx, { username, email, ...keys, fullName: '-', passwordHash: '-', now: 0 }))
  }
  return made
})

const request = {
  id: 'bench-1',
  idempotencyKey: undefined,
  sourceAddress: () => '203.0.113.7',
  peerAddress: () => '203.0.113.7',
  device: () => undefined,
  header: () => null,
  userAgent: () =>
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
}
const change = {
  storage,
  store,
  clock,
  roles: rolesFeature({ storage, directory: 'private' }),
  refuseEnded: async () => undefined,
  onAddressChanged: async () => undefined,
  endSessions: async () => undefined,
  countErased: async () => ({}),
}
const nothing: Recorder = async () => undefined
const callerOf = (userId: number) => ({ userId, permissions: new Set<string>(), user: undefined })
const recorderOf = (id: number): Recorder => audit.by(callerOf(id), request)

let written = 0
/** Microseconds of this process for a write, with all of its numbering: the commits are those of `WRITERS` at a time. */
async function cpuOfWrites(recordBy: (id: number) => Recorder, settles: boolean): Promise<number> {
  const before = process.cpuUsage()
  for (let done = 0; done < WRITES; done += WRITERS) {
    await Promise.all(
      Array.from({ length: WRITERS }, (_, i) => {
        const id = ids[(done + i) % USERS] ?? 1
        written += 1
        return changeUser(
          change,
          callerOf(id),
          id,
          { full_name: `Name ${written}` },
          recordBy(id),
          async () => undefined,
        )
      }),
    )
    // A quarter of a second of writes at some 2,500 a second.
    if (settles && done % (10 * WRITERS) === 0) await audit.settle()
  }
  if (settles) await audit.settle()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / WRITES
}

const without: number[] = []
const withAudit: number[] = []
for (let round = 0; round <= ROUNDS; round++) {
  const bare = await cpuOfWrites(() => nothing, false)
  const full = await cpuOfWrites(recorderOf, true)
  // The first warms up.
  if (round > 0) {
    without.push(bare)
    withAudit.push(full)
  }
}

for (let made = 0; made < entries; made += 1_000) {
  await storage.write(async (tx) => {
    for (let i = 0; i < 1_000; i++) {
      const id = ids[i % USERS] ?? 1
      await recorderOf(id)(tx, { action: 'user.changed', subject: id, facts: { fields: 'full_name' } })
    }
  })
  await audit.settle()
}

const route = audit.routes.find(({ endpoint }) => endpoint === contract.audit.verify)
const startedAt = performance.now()
let checked = 0
for (let after: number | null = 0; after !== null; ) {
  const asked = { body: { after }, query: {}, params: undefined }
  const verdict = (await route?.handle(asked as never)) as {
    checked: number
    next: number | null
    finding: string
  }
  if (verdict.finding !== 'none') throw new Error(`the chain is not whole: ${verdict.finding}`)
  checked += verdict.checked
  after = verdict.next
}
const seconds = (performance.now() - startedAt) / 1_000
await storage.close()
if (process.argv[3] === undefined) rmSync(folder, { recursive: true })

const [bare, full] = [spreadOf(without), spreadOf(withAudit)]
console.log(
  JSON.stringify({
    cpuMicrosecondsOfAWrite: { without: bare, withAudit: full },
    added: full.median - bare.median,
    verification: { entries: checked, seconds },
  }),
)
process.exit(0)
