import { contract, type EndpointDefinition, Problem, type RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { createPasswordHasher } from '../../packages/server/src/crypto/passwords.ts'
import { idempotencyFeature } from '../../packages/server/src/features/idempotency/index.ts'
import { noticesFeature } from '../../packages/server/src/features/notices/index.ts'
import { passwordsFeature } from '../../packages/server/src/features/passwords/index.ts'
import { type Caller, principalsFeature } from '../../packages/server/src/features/principals/index.ts'
import { rolesFeature } from '../../packages/server/src/features/roles/index.ts'
import { sessionStore } from '../../packages/server/src/features/sessions/store.ts'
import { usersFeature } from '../../packages/server/src/features/users/index.ts'
import { wayBackFeature } from '../../packages/server/src/features/way-back/index.ts'
import { OPERATOR } from '../../packages/server/src/kernel/ids.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { Unavailable } from '../../packages/server/src/kernel/unavailable.ts'
import type { Letter } from '../../packages/server/src/mail/index.ts'
import type { Transaction } from '../../packages/server/src/storage/index.ts'
import type { TestDatabase } from './every-database.ts'
import { guardOn } from './guard.ts'
import { auditOn } from './recorder.ts'

export const HOUR_MS = 3_600_000
export const WAIT_MS = 168 * HOUR_MS
const START = 1_800_000_000_000
export const PASSWORD = 'the password of before'
export const CHOSEN = 'heron-lantern-51-meadow'

export const [OWNER, FRIEND, ADA, BEA, STRANGER] = [1, 2, 3, 4, 5]
const NAMES = ['owner', 'friend', 'ada', 'bea', 'stranger']
export const addressOf = (id: number): string => `${NAMES[id - 1]}@example.org`

const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => '203.0.113.7',
  peerAddress: () => undefined,
  header: () => null,
  userAgent: () => null,
  device: () => undefined,
}

type Group = typeof contract.wayBack
type Name = keyof Group
interface Ask {
  readonly by?: number | typeof OPERATOR
  /** Of an API key of theirs. */
  readonly key?: string
  readonly id?: number
  readonly body?: object
}

/** Five people with proved addresses, of whom two are administrators, and the way back as they meet it; mail lies in a list. */
export async function wayBackOn({ storage, change, rows }: TestDatabase) {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const hasher = createPasswordHasher({
    memoryKib: 64,
    timeCost: 1,
    parallelism: 1,
    threads: 1,
    maxWaitMs: 60_000,
  })
  const passwords = passwordsFeature({ hasher, minLength: 8 })
  const hash = await passwords.hash(PASSWORD)
  await change(
    ...NAMES.flatMap((name, i) => [
      `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
       values ('${name}', '${name}', '${name}@example.org', '${name}', '${hash}', 0, 0)`,
      `insert into user_emails (address_key, user_id, signs_in, verified_at)
       values ('${name}@example.org', ${i + 1}, 1, 1)`,
      `insert into sessions (id, user_id, proved_by, created_at, last_used_at, expires_at, ends_at)
       values ('ses_${i + 1}', ${i + 1}, 'password', 0, 0, ${START * 2}, ${START * 2})`,
    ]),
    `insert into user_roles (role, user_id) values ('admin', ${ADA})`,
    `insert into user_roles (role, user_id) values ('admin', ${BEA})`,
  )
  const audit = await auditOn(storage, { clock })
  const roles = rolesFeature({ storage, directory: 'private' })
  const guard = guardOn(storage, clock)
  const digest = keyedDigest(Buffer.alloc(32, 1))
  const notices = noticesFeature({
    storage,
    clock,
    random: systemRandom,
    cursors: { write: () => '', read: () => undefined },
    audit,
    mail: { send: async () => true },
    digest,
    baseUrl: () => 'https://id.example.com',
    listProved: async () => [],
    endSessions: async () => 0,
    takeBack: {},
    issueReset: () => Promise.reject(new Error('nobody disowns a notice here')),
  })
  const sessions = sessionStore(storage)
  const { refuseEnded } = principalsFeature({ storage, clock, directory: 'private', capacity: 1 })
  const users = usersFeature({
    storage,
    clock,
    passwords,
    roles,
    guard,
    audit,
    idempotency: idempotencyFeature({ storage, clock, digest }),
    registration: 'open',
    askToRegister: () => Promise.reject(new Error('registration is open here')),
    refuseEnded,
    countErased: async () => ({}),
    onAddress: async () => undefined,
    onNoPassword: async () => undefined,
    onProvedAddress: async () => undefined,
    acceptance: () => {
      throw new Error('nobody shows an invitation here')
    },
    onAddressChanged: async () => undefined,
    keepLanguage: async () => undefined,
    requireFreshWhereProtected: async () => undefined,
    notePassword: (tx, userId, isByLink) => wayBack.notePassword(tx, userId, isByLink),
    endSessions: sessions.removeAllOf,
    revokeResetLink: async () => 0,
    tellOwner: async () => undefined,
    claimFirstAdministrator: async () => false,
  })
  const mails: Letter[] = []
  /** Of which no more go to anybody this hour. */
  const capped = new Set<string>()
  const mail = {
    async send(tx: Transaction, letter: Letter) {
      if (capped.has(letter.template.kind) && !letter.isOwed) return false
      tx.afterCommit(() => mails.push(letter))
      return true
    },
  }
  /** Who has proved who they are just now. */
  const fresh = new Set<number>()
  const factorsOf = new Map<number, number>([[OWNER, 2]])
  const wayBack = wayBackFeature({
    storage,
    clock,
    random: systemRandom,
    digest,
    roles,
    audit,
    guard,
    passwords,
    notices,
    accounts: users,
    mail,
    refuseEnded,
    factors: {
      async requireFresh(_tx, { userId }) {
        if (typeof userId !== 'number' || !fresh.has(userId)) throw new Problem('reauth_required')
      },
      async removeAll(tx, userId) {
        const count = factorsOf.get(userId) ?? 0
        tx.afterCommit(() => factorsOf.delete(userId))
        return count
      },
    },
    baseUrl: () => 'https://id.example.com',
    askMail: (addressKey) => storage.write((tx) => wayBack.mailAsked(tx, addressKey)),
    waitMs: WAIT_MS,
  })
  const callerOf = ({ by, key }: Ask): Caller | undefined => {
    if (by === undefined) return undefined
    if (by === OPERATOR) return { userId: OPERATOR, permissions: new Set(), user: undefined }
    const common = { userId: by, permissions: new Set<string>(), user: undefined }
    const held = { keyId: key, scopes: new Set(['users:recover']) }
    return (key === undefined ? { ...common, sessionId: `ses_${by}` } : { ...common, ...held }) as Caller
  }
  const call = async (name: Name, asked: Ask = {}): Promise<Record<string, unknown>> => {
    const endpoint: EndpointDefinition = contract.wayBack[name]
    const route = wayBack.routes.find((one) => one.endpoint === endpoint)
    if (!route) throw new Error(`there is no ${name}`)
    return (await route.handle({
      params: { id: asked.id ?? OWNER, contact_id: asked.id ?? OWNER },
      query: undefined,
      body: asked.body,
      caller: callerOf(asked),
      request,
    } as never)) as Record<string, unknown>
  }
  /** The code of the refusal, or `done`. */
  const outcome = (name: Name, asked: Ask = {}): Promise<string> =>
    call(name, asked).then(
      () => 'done',
      (error: unknown) => {
        // Fifty at once may have to wait too long for a connection: they are told to come again, and nothing was done.
        if (error instanceof Problem || error instanceof Unavailable) return error.code
        throw error
      },
    )
  const tokenOf = (kind: Letter['template']['kind'], to?: string): string => {
    const found = mails.findLast(
      ({ template, ...one }) => template.kind === kind && (to ?? one.to) === one.to,
    )
    if (!found) throw new Error(`nobody was mailed a ${kind}`)
    const { url, cancelUrl } = found.template as { url?: string; cancelUrl?: string }
    return new URL(url ?? cancelUrl ?? '').searchParams.get('token') ?? ''
  }
  /** Time passes, and the server looks at what is due every hour. */
  const pass = async (milliseconds: number) => {
    const end = time.now + milliseconds
    while (time.now < end) {
      time.now = Math.min(end, time.now + HOUR_MS)
      await wayBack.sweep()
    }
  }
  const begin = async (id = OWNER) => {
    await call('start', { body: { email: addressOf(id) } })
    return call('begin', { body: { token: tokenOf('recovery_link', addressOf(id)) } })
  }
  const complete = (token: string, current?: string) =>
    outcome('complete', {
      body: { token, password: CHOSEN, ...(current === undefined ? {} : { current_password: current }) },
    })
  return {
    time,
    mails,
    capped,
    fresh,
    factorsOf,
    call,
    outcome,
    tokenOf,
    pass,
    begin,
    complete,
    sweep: wayBack.sweep,
    notePassword: (userId: number, isByLink: boolean) =>
      storage.write((tx) => wayBack.notePassword(tx, userId, isByLink)),
    /** Whether a password is the account's. */
    isPassword: async (password: string, id = OWNER) => {
      const now = await users.findPasswordHash(storage, id)
      return now !== undefined && passwords.verify(now, password)
    },
    /** The password of before, as if nothing had been completed. */
    resetPassword: () => change(`update users set password_hash = '${hash}' where id = ${OWNER}`),
    told: async (id = OWNER) =>
      (
        await rows<{ kind: string }>(`select kind from notices where user_id = ${id} order by created_at, id`)
      ).map(({ kind }) => kind),
    audited: async () =>
      (
        await rows<{ action: string }>(
          `select action from audit_entries where action like 'recovery.%' or action like 'contact.%' order by id`,
        )
      ).map(({ action }) => action),
    close: () => hasher.close(),
  }
}
export type WayBackWorld = Awaited<ReturnType<typeof wayBackOn>>
