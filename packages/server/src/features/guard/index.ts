import {
  type AttemptCause,
  type AttemptChannel,
  contract,
  type Implemented,
  implementFor,
  type Problem,
  type RequestFacts,
} from '@latchkey/contract'
import type { Claim as HashClaim } from '#crypto/fair-queue'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Caller } from '#features/principals'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import { Instants } from '#kernel/instants'
import type { Cursors } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import { sourceKey } from '#kernel/source-key'
import { Unavailable } from '#kernel/unavailable'
import type { Storage, Transaction } from '#storage'
import { type Asker, type Counted, type GuardedAttempt, laneOf } from './attempt.ts'
import { type AttemptRow, attemptStore } from './attempts/store.ts'
import { type Bucket, type Budgets, enumerationBucket, guessBuckets, registrationBucket } from './budgets.ts'
import type { Refusal } from './decide.ts'
import { explainAttempt, listAttempts } from './explain.ts'
import { ledger } from './ledger.ts'
import { attemptRecord } from './record.ts'
import { newReference, shownReference } from './reference.ts'
import { tooManyAttempts } from './refusals.ts'
import { guardStore } from './store.ts'
import { UnderWay } from './under-way.ts'

export type { GuardedAttempt } from './attempt.ts'
export { type BudgetSettings, type Budgets, budgetsOf } from './budgets.ts'
export { type Replay, replay } from './replay.ts'

/** What may tell that a name or an address is taken. */
export interface GuardedQuestion {
  /** Whose turn it is to be hashed for. */
  readonly claim: HashClaim
  /** It was: the answer with its reference, or that too much was asked. */
  refuseTaken(cause: TakenCause, refusal: (reference: string) => Problem): Promise<Problem>
  /** It was free, and this account was made: it is known where it was made. In the transaction that makes it. */
  succeed(tx: Transaction, userId: UserId): Promise<void>
}

type TakenCause = Extract<AttemptCause, 'username_taken' | 'email_taken' | 'provider_address_not_proved'>

export interface GuardFeature {
  readonly routes: Implemented<Caller>[]
  /**
   * Counts a guess at an account before anything is hashed: by the account where there is one, else by the canonical name,
   * so that names with and without an account are treated alike. Throws `too_many_attempts`.
   */
  beginAttempt(asked: {
    readonly channel: AttemptChannel
    readonly userId: UserId | undefined
    readonly name: string
    readonly request: RequestFacts
  }): Promise<GuardedAttempt>
  /** Counts an account that is to be made. Throws `too_many_attempts`, and `overloaded` where a password is to be hashed for it. */
  beginRegistration(request: RequestFacts, isHashed?: boolean): Promise<GuardedQuestion>
  /** Before somebody's address is changed by its owner. Throws `too_many_attempts`. */
  beginAddressChange(request: RequestFacts, userId: UserId): Promise<GuardedQuestion>
  /** A refusal that no budget counts, for nothing can be guessed there: its reference. Written a moment later. */
  noteRefusal(refused: {
    readonly channel: AttemptChannel
    readonly cause: AttemptCause
    readonly request: RequestFacts
    readonly userId?: UserId | undefined
  }): string
  /** From now on this user is known where the request came from. */
  remember(tx: Transaction, userId: UserId, request: RequestFacts): Promise<void>
  /** Removes budgets that are whole, sources not used for 90 days, and what is kept no longer of attempts. */
  sweep(): Promise<void>
  /** Everything that was refused is written when it resolves. */
  flush(): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  cursors: Cursors
  digest: KeyedDigest
  budgets: Budgets
  /** How many budgets are kept in memory. */
  tracked: number
  attemptsDays: number
  hashing: {
    /** Throws where there is no room for one more, so that a storm costs the database nothing. */
    admit(claim: HashClaim): void
    /** Whether so many wait that whoever is over a budget is refused at once. */
    isBusy(): boolean
  }
  onLost(count: number, error: unknown): void
  /** Somebody who is known from elsewhere signed in from where nobody did lately. In the transaction of the session. */
  tellNewDevice(tx: Transaction, userId: UserId, request: RequestFacts): Promise<void>
}

const DAY_MS = 86_400_000
const KNOWN_MS = 90 * DAY_MS
/** How exactly it is known when a source was used: no sign-in writes it twice a day. */
const TOUCHED_MS = DAY_MS
const SWEPT_AT_ONCE = 500
/** How many sources and accounts are known by what is kept of them; in 16 bytes each. */
const RECORDED = 65_536
/** Of 22 characters of base64url: 132 bits. */
const KEY_LENGTH = 22
/** Nobody has it. */
const NOBODY: UserId = 0

export function guardFeature({
  storage,
  clock,
  random,
  cursors,
  digest,
  budgets,
  tracked,
  attemptsDays,
  hashing,
  onLost,
  tellNewDevice,
}: Deps): GuardFeature {
  const store = guardStore(storage)
  const attempts = attemptStore(storage)
  // Half empty, so that little is forgotten before it is over.
  const memory = new Instants(tracked * 2, random.bytes(4).readUInt32LE())
  const book = ledger({ storage, store, memory })
  const recorded = new Instants(RECORDED, random.bytes(4).readUInt32LE())
  const underWay = new UnderWay()
  const record = attemptRecord({ storage, store: attempts, memory: recorded, onLost })

  const keyOf = (kind: string, text: string): string => digest(`${kind} ${text}`).slice(0, KEY_LENGTH)
  const sourceOf = (request: RequestFacts): string => keyOf('source', sourceKey(request.sourceAddress()))
  const deviceOf = (request: RequestFacts): string | undefined => {
    const device = request.device()
    return device === undefined ? undefined : keyOf('device', device)
  }
  const findKnown = (userId: UserId | undefined, source: string, device: string | undefined) =>
    store.findKnown(storage, userId ?? NOBODY, [source, device ?? source], clock.now() - KNOWN_MS)

  const rowOf = (counted: Counted, cause: AttemptCause, refusal?: Refusal): AttemptRow => ({
    reference: newReference(random),
    at: clock.now(),
    channel: counted.channel,
    userId: counted.userId,
    accountKey: counted.accountKey,
    sourceKey: counted.sourceKey,
    lane: counted.lane,
    cause,
    budget: refusal?.budget ?? null,
    until: refusal?.until ?? null,
  })
  const throttled = (counted: Counted, refusal: Refusal, now: number): Problem => {
    const row = rowOf(counted, 'throttled', refusal)
    record.later(row)
    return tooManyAttempts(counted.channel, budgets, refusal, now, row.reference)
  }
  const rememberKnown = async (
    tx: Transaction,
    userId: UserId,
    { sourceKey: source, deviceKey, known }: Pick<Asker, 'sourceKey' | 'deviceKey' | 'known'>,
  ): Promise<void> => {
    const now = clock.now()
    for (const one of deviceKey === undefined ? [source] : [source, deviceKey]) {
      if (now - (known.get(one) ?? 0) >= TOUCHED_MS) await store.remember(tx, userId, one, now)
    }
  }

  /** The first sign-in of an account is nothing new. */
  const isNewDevice = async (tx: Transaction, { channel, userId }: Asker, lane: AttemptRow['lane']) =>
    channel === 'sign_in' && lane === 'new' && userId !== undefined && (await store.isKnown(tx, userId))

  const guarded = (
    asker: Asker,
    counted: Counted,
    request: RequestFacts,
    end: () => void,
  ): GuardedAttempt => ({
    lane: counted.lane,
    claim: claimOf(counted),
    async looking(work) {
      try {
        return await work()
      } catch (error) {
        // Where the database cannot be written either, the first reason is the one to tell.
        await book.withdraw(counted.buckets).catch(() => undefined)
        end()
        throw error
      }
    },
    async succeed(tx, cause) {
      await book.giveBack(tx, counted.buckets)
      if (asker.userId !== undefined) {
        if (await isNewDevice(tx, asker, counted.lane)) await tellNewDevice(tx, asker.userId, request)
        await rememberKnown(tx, asker.userId, asker)
      }
      await attempts.insert(tx, rowOf(counted, cause))
      tx.afterCommit(end)
    },
    async succeedByHalf(tx, cause) {
      await book.giveOneBack(tx, counted.buckets)
      if (asker.userId !== undefined) await rememberKnown(tx, asker.userId, asker)
      await attempts.insert(tx, rowOf(counted, cause))
      tx.afterCommit(end)
    },
    async refuseRight(cause, refusal) {
      const row = rowOf(counted, cause)
      await storage.write(async (tx) => {
        await book.giveOneBack(tx, counted.buckets)
        await attempts.insert(tx, row)
        tx.afterCommit(end)
      })
      return refusal(shownReference(row.reference))
    },
    async refuse(cause, refusal) {
      const row = rowOf(counted, cause)
      await record.now(row)
      end()
      return refusal(shownReference(row.reference))
    },
  })

  const remember = (tx: Transaction, userId: UserId, request: RequestFacts): Promise<void> =>
    rememberKnown(tx, userId, {
      sourceKey: sourceOf(request),
      deviceKey: deviceOf(request),
      known: new Map(),
    })

  const uncounted = (channel: AttemptChannel, request: RequestFacts, userId?: UserId): Counted => ({
    channel,
    userId: userId ?? null,
    accountKey: userId === undefined ? '' : keyOf('account', `user ${userId}`),
    sourceKey: sourceOf(request),
    lane: 'new',
    buckets: [],
  })
  /** Whoever has heard it too often is told nothing more, whatever would be true; whoever hears it now has it counted. */
  const question = async (
    request: RequestFacts,
    counted: Counted,
    buckets: readonly Bucket[],
  ): Promise<GuardedQuestion> => {
    const now = clock.now()
    const tooOften = await book.look(buckets, now)
    if (tooOften) throw throttled(counted, tooOften, now)
    return {
      claim: claimOf(counted),
      async refuseTaken(cause, refusal) {
        const then = clock.now()
        const spent = await book.spend(buckets, then)
        if (spent) return throttled(counted, spent, then)
        const row = rowOf(counted, cause)
        await record.now(row)
        return refusal(shownReference(row.reference))
      },
      async succeed(tx, userId) {
        await remember(tx, userId, request)
        await attempts.insert(tx, rowOf({ ...counted, userId }, 'registered'))
      },
    }
  }
  const repeated = async (removeSome: () => Promise<number>): Promise<void> => {
    while ((await removeSome()) === SWEPT_AT_ONCE);
  }
  const explaining = { storage, attempts, cursors, flush: record.flush }

  return {
    async beginAttempt({ channel, userId, name, request }) {
      const accountKey = keyOf('account', userId === undefined ? `name ${name}` : `user ${userId}`)
      const [source, device] = [sourceOf(request), deviceOf(request)]
      for (let hasWaited = false; ; hasWaited = true) {
        // Asked anew after each wait: by the outcome of another it may be known by now.
        const known = await findKnown(userId, source, device)
        const asker: Asker = { channel, userId, accountKey, sourceKey: source, deviceKey: device, known }
        const lane = laneOf(asker)
        const buckets = guessBuckets({ accountKey, ...lane }, budgets)
        const counted = { channel, userId: userId ?? null, accountKey, ...lane, buckets }
        const now = clock.now()
        hashing.admit(claimOf(counted))
        const asking = underWay.ask(buckets.map(({ key }) => key))
        const refusal = await book.spend(buckets, now).catch((error: unknown) => {
          asking.brokeOff()
          throw error
        })
        if (!refusal) return guarded(asker, counted, request, asking.admitted())
        const asksAgain = await asking.refused(refusal.key, hasWaited, () => {
          // Whether it is one too many is not known yet, and nobody waits for that beside a queue.
          if (hashing.isBusy()) throw new Unavailable('overloaded', 1)
        })
        if (!asksAgain) throw throttled(counted, refusal, now)
      }
    },
    async beginRegistration(request, isHashed = true) {
      const counted = uncounted('register', request)
      if (isHashed) hashing.admit(claimOf(counted))
      const now = clock.now()
      const refusal = await book.spend([registrationBucket(counted.sourceKey, budgets)], now)
      if (refusal) throw throttled(counted, refusal, now)
      return question(request, counted, [enumerationBucket(counted.sourceKey, budgets)])
    },
    beginAddressChange(request, userId) {
      const counted = uncounted('change_email', request, userId)
      return question(
        request,
        counted,
        [counted.sourceKey, counted.accountKey].map((asker) => enumerationBucket(asker, budgets)).sort(byKey),
      )
    },
    noteRefusal({ channel, cause, request, userId }) {
      const row = rowOf(uncounted(channel, request, userId), cause)
      record.later(row)
      return shownReference(row.reference)
    },
    remember,
    async sweep() {
      const now = clock.now()
      await repeated(() => storage.write((tx) => store.removeWhole(tx, now, SWEPT_AT_ONCE)))
      await repeated(() =>
        storage.write((tx) => attempts.removeOld(tx, now - attemptsDays * DAY_MS, SWEPT_AT_ONCE)),
      )
      await storage.write((tx) => store.forgetOld(tx, now - KNOWN_MS))
      record.tellLost()
    },
    flush: record.flush,
    routes: implementFor<Caller>()(contract.guard, {
      explain: ({ params: { reference } }) => explainAttempt(explaining, reference),
      attempts: ({ query }) => listAttempts(explaining, query),
    }),
  }
}

/** An account that there is not yet has nobody's share: its source has one. */
const claimOf = ({ lane, accountKey, sourceKey: source }: Counted): HashClaim => ({
  lane: lane === 'new' ? 'new' : 'known',
  source,
  account: accountKey === '' ? source : accountKey,
})

/** Two who spend the same ones spend them in the same order. */
const byKey = (a: Bucket, b: Bucket): number => (a.key < b.key ? -1 : 1)
