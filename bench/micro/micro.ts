// `bun bench/micro/micro.ts <samples> <folder>`: nanoseconds of single steps of a request, as JSON.

import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { migrations } from '../../packages/server/migrations/index.ts'
import { loadConfig } from '../../packages/server/src/config/index.ts'
import { apiKeyTexts } from '../../packages/server/src/crypto/api-keys.ts'
import { hmacSha256 } from '../../packages/server/src/crypto/hmac.ts'
import { KeyRing } from '../../packages/server/src/crypto/key-ring.ts'
import { createPasswordHasher } from '../../packages/server/src/crypto/passwords.ts'
import { openTokenKey } from '../../packages/server/src/crypto/token-key.ts'
import { accessTokens, issueBy } from '../../packages/server/src/crypto/tokens.ts'
import { budgetsOf, guessBuckets } from '../../packages/server/src/features/guard/budgets.ts'
import { refusalBy } from '../../packages/server/src/features/guard/decide.ts'
import { passwordsFeature } from '../../packages/server/src/features/passwords/index.ts'
import { userStore } from '../../packages/server/src/features/users/store.ts'
import { parseJson } from '../../packages/server/src/http/json.ts'
import { createLimits } from '../../packages/server/src/http/limits.ts'
import { Instants } from '../../packages/server/src/kernel/instants.ts'
import { newUsage } from '../../packages/server/src/kernel/usage.ts'
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.ts'
import { type Spread, spreadOf } from '../spread.ts'

export interface MicroFigures {
  readonly name: string
  readonly nanoseconds: Spread
}

const SAMPLE_MS = 40
const USERS = 1_000

/** The operation's value is kept, so that no compiler leaves it out. */
export let kept: unknown

type Batch = (count: number) => void | Promise<void>

const each =
  (operation: (i: number) => unknown): Batch =>
  (count) => {
    for (let i = 0; i < count; i++) kept = operation(i)
  }

const eachAwaited =
  (operation: (i: number) => Promise<unknown>): Batch =>
  async (count) => {
    for (let i = 0; i < count; i++) kept = await operation(i)
  }

async function millisecondsOf(batch: Batch, count: number): Promise<number> {
  const startedAt = performance.now()
  await batch(count)
  return performance.now() - startedAt
}

async function measure(name: string, samples: number, batch: Batch): Promise<MicroFigures> {
  let count = 100
  // Until a sample is long enough to be timed, which is also long enough to be compiled.
  while ((await millisecondsOf(batch, count)) < SAMPLE_MS) count *= 2
  const nanoseconds: number[] = []
  for (let i = 0; i < samples; i++) nanoseconds.push(((await millisecondsOf(batch, count)) / count) * 1e6)
  return { name, nanoseconds: spreadOf(nanoseconds) }
}

function tokenCheck(): Batch {
  const key = openTokenKey({ kid: 'sig_benchmrk', algorithm: 'HS256', bytes: randomBytes(32) })
  const ring = new KeyRing([{ key, signsFrom: 0, verifiesUntil: Number.POSITIVE_INFINITY }])
  const nothing = async () => undefined
  const tokens = accessTokens({ ring, isCurrent: () => true, reload: nothing, lookFor: nothing })
  const now = 1_700_000_000
  const issued = Array.from({ length: 64 }, (_, i) =>
    issueBy(ring, {
      sub: String(i + 1),
      sid: `ses_${randomBytes(16).toString('hex')}`,
      iat: now,
      exp: now + 1_800,
    }),
  )
  return each((i) => tokens.verify(issued[i % issued.length] ?? '', now + 1))
}

function apiKeyCheck(): Batch {
  const texts = apiKeyTexts(hmacSha256(randomBytes(32)))
  const keys = Array.from({ length: 64 }, () => texts.issue(randomBytes(32)).key)
  return each((i) => texts.digestOf(keys[i % keys.length] ?? ''))
}

function passwordJudge(): Batch {
  const hasher = createPasswordHasher({
    memoryKib: 19_456,
    timeCost: 2,
    parallelism: 1,
    threads: 1,
    maxWaitMs: 2_000,
  })
  const passwords = passwordsFeature({ hasher, minLength: 8 })
  const owner = { username: 'john_doe', email: 'john@example.com' }
  return eachAwaited((i) => passwords.judge(`moth lantern quarry ${i}`, owner))
}

const REGISTRATION =
  '{"username":"john_doe","email":"john@example.com","full_name":"John Doe","password":"securepassword123"}'

async function readById(folder: string): Promise<Batch> {
  mkdirSync(folder, { recursive: true })
  const storage = openSqlite(folder, migrations)
  const store = userStore(storage)
  await storage.write(async (tx) => {
    for (let i = 1; i <= USERS; i++) {
      const [username, email] = [`reader${i}`, `reader${i}@example.com`]
      const keys = { usernameKey: username, emailKey: email }
      await store.insert(tx, { username, email, ...keys, fullName: `Reader ${i}`, passwordHash: '-', now: 0 })
    }
  })
  type Id = Parameters<typeof store.find>[1]
  return eachAwaited((i) => store.find(storage, ((i % USERS) + 1) as Id))
}

/** Of a million sources that are tracked: refused by memory alone, as whoever goes on asking is. */
function throttleDecision(): Batch {
  const TRACKED = 1_000_000
  const digest = hmacSha256(randomBytes(32))
  const memory = new Instants(2 * TRACKED, 1)
  const now = 1_800_000_000_000
  for (let i = 0; i < TRACKED; i++) memory.set(`s.source number ${i}`, now + 1_000)
  const budgets = budgetsOf(defaults)
  const keys = Array.from({ length: 1_024 }, (_, i) => digest(`account user ${i}`).slice(0, 22))
  for (const accountKey of keys) memory.set(`a.${accountKey}`, now + 86_400_000)
  return each((i) => {
    const accountKey = digest(`account user ${i % 1_024}`).slice(0, 22)
    const sourceKey = digest(`source 10.0.${i & 255}.${(i >> 8) & 255}`).slice(0, 22)
    return refusalBy(memory, guessBuckets({ lane: 'new', accountKey, sourceKey }, budgets), now)
  })
}

/** Two requests a microsecond, whichever sample it is. */
let milliseconds = 0
const later = () => {
  milliseconds += 0.0005
  return milliseconds
}

const defaults = await loadConfig({ env: {}, cwd: '/nowhere' })

function callerLimit(): Batch {
  const limits = createLimits({ read: 100_000_000, write: 1, 'sign-in': 1, register: 1 }, new Instants(16, 1))
  const callers = Array.from({ length: 64 }, newUsage)
  return each((i) => limits.countCaller('read', callers[i % 64] ?? newUsage(), later()))
}

function sourceLimit(): Batch {
  const limits = createLimits(
    { read: 100_000_000, write: 1, 'sign-in': 1, register: 1 },
    new Instants(131_072, 1),
  )
  const sources = Array.from({ length: 1_024 }, (_, i) => `10.0.${i >> 8}.${i & 255}`)
  return each((i) => limits.countSource('read', sources[i % 1_024], later()))
}

const samples = Number(process.argv[2])
const figures = [
  await measure('token check (HS256, 64 tokens in turn)', samples, tokenCheck()),
  await measure('API key check (64 keys in turn)', samples, apiKeyCheck()),
  await measure(
    'throttle decision by memory (1,000,000 tracked), both keys made',
    samples,
    throttleDecision(),
  ),
  await measure('limit of a signed-in caller', samples, callerLimit()),
  await measure('limit of a source', samples, sourceLimit()),
  await measure('password judge (good password, blocklist loaded)', samples, passwordJudge()),
  await measure(
    'JSON parse of a registration body',
    samples,
    each(() => parseJson(REGISTRATION)),
  ),
  await measure(
    'the same by `JSON.parse` alone',
    samples,
    each(() => JSON.parse(REGISTRATION)),
  ),
  await measure(
    'storage `first()` by id (1,000 users in turn)',
    samples,
    await readById(process.argv[3] ?? ''),
  ),
]
console.log(JSON.stringify(figures))
process.exit(0)
