import {
  contract,
  type Implemented,
  implementFor,
  problem,
  type RequestFacts,
  type User,
} from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { AuditFeature, Recorder } from '#features/audit'
import type { Caller } from '#features/principals'
import { type Clock, instantOf } from '#kernel/clock'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import { isFromThisMachine, isWithinFirstMinutes } from './development.ts'
import { setupStore } from './store.ts'

const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1_000

export interface SetupFeature {
  /** Whether an administrator was ever made in this database. */
  isCompleted(): Promise<boolean>
  /** By what the first administrator is made, as far as can be told before anybody tries; undefined once there was one. */
  findWay(): Promise<'registration' | 'token' | undefined>
  /** A new one-time token, in place of any older; undefined once setup is complete. */
  issueToken(record: Recorder): Promise<{ readonly token: string; readonly expiresAt: number } | undefined>
  /**
   * Development only: whether this registration is the first administrator's, claimed in its transaction and before its
   * account is written.
   */
  claimInDevelopment(tx: Transaction, request: RequestFacts): Promise<boolean>
  /** Throws `setup_completed`, `invalid_setup_token`. */
  refuseWrongToken(token: string): Promise<void>
  /** Spends the token. Throws as `refuseWrongToken`. */
  claimByToken(tx: Transaction, token: string): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  /** What is stored of a token. */
  digest: KeyedDigest
  isDevelopment: boolean
}

const completed = () =>
  problem('setup_completed', { detail: 'This server has had its first administrator. Sign in instead.' })

export function setupFeature({ storage, clock, random, digest, isDevelopment }: Deps): SetupFeature {
  const store = setupStore(storage)
  const isCompleted = async (reader: Reader) => (await store.find(reader))?.administratorCreatedAt !== null
  /** Whether an administrator was seen, who stays: nobody asks the database again. */
  let isSeen = false
  const isOver = async () => {
    isSeen ||= await isCompleted(storage)
    return isSeen
  }
  const refusal = async (reader: Reader) =>
    (await isCompleted(reader))
      ? completed()
      : problem('invalid_setup_token', {
          detail: 'The setup token is wrong, used or too old. `latchkey admin setup-link` makes a new one.',
        })

  return {
    isCompleted: isOver,
    async findWay() {
      if (await isOver()) return undefined
      if (!isDevelopment) return 'token'
      const instance = await store.find(storage)
      const isEarly = instance !== undefined && isWithinFirstMinutes(instance.firstStartedAt, clock.now())
      return isEarly && !(await store.hasAccounts(storage)) ? 'registration' : 'token'
    },
    async issueToken(record) {
      const token = random.bytes(32).toString('base64url')
      const expiresAt = clock.now() + TOKEN_LIFETIME_MS
      const isPut = await storage.write(async (tx) => {
        if (!(await store.putToken(tx, digest(token), expiresAt))) return false
        await record(tx, { action: 'setup_link.issued' })
        return true
      })
      return isPut ? { token, expiresAt } : undefined
    },
    async claimInDevelopment(tx, request) {
      if (!isDevelopment || !isFromThisMachine(request)) return false
      const instance = await store.find(tx)
      if (!instance || !isWithinFirstMinutes(instance.firstStartedAt, clock.now())) return false
      return store.claimForFirstAccount(tx, clock.now())
    },
    async refuseWrongToken(token) {
      if (!(await store.isTokenValid(storage, clock.now(), digest(token)))) throw await refusal(storage)
    },
    async claimByToken(tx, token) {
      if (!(await store.claimByToken(tx, clock.now(), digest(token)))) throw await refusal(tx)
    },
  }
}

/** Accounts as setting up sees them. */
interface Accounts {
  create(creation: {
    scope: string
    account: { username: string; email: string; full_name: string; password: string }
    request: RequestFacts
    record: Recorder
    admit(): Promise<void>
    roles(tx: Transaction): Promise<readonly string[]>
  }): Promise<User>
}

interface RouteDeps {
  /** Where people reach the server. */
  baseUrl(): string
  setup: SetupFeature
  accounts: Accounts
  audit: Pick<AuditFeature, 'by'>
}

export const setupRoutes = ({ baseUrl, setup, accounts, audit }: RouteDeps): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.setup, {
    issueLink: async ({ caller, request }) => {
      const issued = await setup.issueToken(audit.by(caller, request))
      if (!issued) throw completed()
      return { url: `${baseUrl()}/setup?token=${issued.token}`, expires_at: instantOf(issued.expiresAt) }
    },
    createFirstAdministrator: ({ body: { setup_token, ...account }, request }) =>
      accounts.create({
        scope: `setup by ${setup_token}`,
        account,
        request,
        record: audit.by(undefined, request),
        // Nobody without the token makes the server hash.
        admit: () => setup.refuseWrongToken(setup_token),
        roles: async (tx) => {
          await setup.claimByToken(tx, setup_token)
          return ['admin']
        },
      }),
  })

/** What is fixed when a database is first started: when that was, and which secret it belongs to. */
export async function rememberFirstStart(
  storage: Storage,
  now: number,
  secretFingerprint: string,
): Promise<void> {
  const store = setupStore(storage)
  if (await store.find(storage)) return
  await storage.write((tx) => store.insert(tx, now, secretFingerprint))
}

/** Which root secret the database is of; undefined before the first start. */
export async function findSecretFingerprint(
  storage: Storage,
  reader: Reader = storage,
): Promise<string | undefined> {
  return (await setupStore(storage).find(reader))?.secretFingerprint
}

/** From now on the database is of another root secret. Whether it was of the one before: of several servers, one moves it. */
export const moveSecretFingerprint = (
  storage: Storage,
  tx: Transaction,
  from: string,
  to: string,
): Promise<boolean> => setupStore(storage).moveSecret(tx, from, to)
