import { Problem, type RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { createPasswordHasher } from '../../packages/server/src/crypto/passwords.ts'
import { idempotencyFeature } from '../../packages/server/src/features/idempotency/index.ts'
import { mailboxesFeature } from '../../packages/server/src/features/mailboxes/index.ts'
import { passwordsFeature } from '../../packages/server/src/features/passwords/index.ts'
import { preferencesFeature } from '../../packages/server/src/features/preferences/index.ts'
import { privateRegistrationFeature } from '../../packages/server/src/features/private-registration/index.ts'
import { proofsFeature } from '../../packages/server/src/features/proofs/index.ts'
import { rolesFeature } from '../../packages/server/src/features/roles/index.ts'
import { usersFeature } from '../../packages/server/src/features/users/index.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import type { Letter } from '../../packages/server/src/mail/index.ts'
import type { TestDatabase } from './every-database.ts'
import { guardOn } from './guard.ts'
import { auditOn } from './recorder.ts'

export const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => '203.0.113.7',
  peerAddress: () => undefined,
  header: (name) => (name === 'accept-language' ? 'de' : null),
  userAgent: () => null,
  device: () => undefined,
}
export const robin = {
  username: 'Robin',
  email: 'Robin@example.org',
  full_name: 'Robin Hood',
  password: 'heron-lantern-51-meadow',
}
const nothing = async () => undefined
const loose = Object.fromEntries(
  ['Account', 'Pair', 'Source', 'Registration'].flatMap((name) => [
    [`guard${name}Burst`, 1_000_000],
    [`guard${name}PerDay`, 100_000_000],
  ]),
)

/** Registrations that tell nobody anything, on a database and a clock of the test's own. */
export async function registrationsOn({ storage, change, rows }: TestDatabase) {
  const time = { now: 1_800_000_000_000 }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const hasher = createPasswordHasher({
    memoryKib: 64,
    timeCost: 1,
    parallelism: 1,
    threads: 1,
    maxWaitMs: 60_000,
  })
  const passwords = passwordsFeature({ hasher, minLength: 8 })
  const digest = keyedDigest(Buffer.alloc(32, 1))
  const audit = await auditOn(storage, { clock })
  const roles = rolesFeature({ storage, directory: 'private' })
  const guard = guardOn(storage, clock, loose)
  const proofs = proofsFeature({ storage, clock, random: systemRandom, digest })
  const preferences = preferencesFeature({ storage, clock, refuseEnded: nothing, audit, language: 'en' })
  const letters: Letter[] = []
  const caps = { isReached: false, isBroken: false }
  const mail = {
    send: async (_: unknown, letter: Letter) => {
      if (caps.isBroken) throw new Error('the database went away')
      if (caps.isReached) return false
      letters.push(letter)
      return true
    },
  }
  const shared = {
    ...{ storage, clock, random: systemRandom, digest, guard, audit, mail, passwords, roles, proofs },
    baseUrl: () => 'https://id.example.com',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    registration: 'private' as const,
    claimFirstAdministrator: async () => false,
  }
  const mailboxes = mailboxesFeature({
    ...shared,
    endSessions: nothing,
    revokeResetLink: nothing,
    forgetCredentials: nothing,
    mailRecovery: async () => undefined,
    tellReleased: nothing,
  })
  const users = usersFeature({
    ...shared,
    idempotency: idempotencyFeature({ storage, clock, digest }),
    askToRegister: (...asked) => feature.ask(...asked),
    refuseEnded: nothing,
    countErased: async () => ({}),
    notePassword: nothing,
    endSessions: async () => 0,
    revokeResetLink: async () => 0,
    tellOwner: nothing,
    keepLanguage: nothing,
    onAddress: nothing,
    onNoPassword: nothing,
    onProvedAddress: nothing,
    acceptance() {
      throw new Error('nobody was invited')
    },
    onAddressChanged: nothing,
    requireFreshWhereProtected: nothing,
  })
  const feature = privateRegistrationFeature({ ...shared, users, mailboxes, preferences })
  const confirm = feature.routes[0]?.handle as unknown as (call: object) => Promise<object>
  /** What became of it: `made`, or the code of the refusal. */
  const tried = (token: string, password = robin.password): Promise<string> =>
    confirm({ body: { token, password }, request }).then(
      () => 'made',
      (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
    )
  return {
    ...{ time, letters, caps, feature, tried, change, rows },
    async ask(given: Partial<typeof robin> = {}) {
      await feature.ask({ ...robin, ...given }, request)
      await feature.settled()
      const { template } = letters.at(-1) ?? {}
      return template?.kind === 'register_link' ? (new URL(template.url).searchParams.get('token') ?? '') : ''
    },
    pending: () => rows<{ address_key: string }>('select * from pending_registrations'),
    accounts: () =>
      rows<{ username: string; language: string | null }>('select username, language from users'),
  }
}
