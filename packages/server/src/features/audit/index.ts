import { contract, type Implemented, implementFor, problem, type RequestFacts } from '@latchkey/contract'
import { chainMac } from '#crypto/chain-mac'
import { type CheckpointKey, checkpointKey } from '#crypto/checkpoint-key'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Sealer } from '#crypto/sealed'
import type { Caller } from '#features/principals'
import type { Clock } from '#kernel/clock'
import { OPERATOR, type UserId } from '#kernel/ids'
import type { Log } from '#kernel/log'
import type { Cursors } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { accessReview } from './access-review.ts'
import { type BookKeys, loadBookKeys } from './book-keys.ts'
import { chainStore } from './chain/store.ts'
import { type CheckpointTargets, checkpointing } from './checkpoints.ts'
import { entryStore } from './entries/store.ts'
import type { What } from './entry.ts'
import { entryIds, shownId } from './entry-id.ts'
import { auditList, type HeldStretch } from './list.ts'
import { Looks, SERVER } from './looks.ts'
import { PersonKeys } from './person-keys.ts'
import { entryWriting } from './record.ts'
import { retention } from './retention.ts'
import { senderWhenNeeded } from './sender-when-needed.ts'
import { sequencer } from './sequencer.ts'
import { type ServerSetting, tellSettingsChanged } from './settings-changed.ts'
import { streaming } from './streaming.ts'
import { chainVerifier } from './verify-chain.ts'
import { byOf, type Told, witnessing } from './witness.ts'

export { resealAuditKeys } from './book-keys.ts'
export type { What } from './entry.ts'
export type { HeldRow, HeldStretch } from './list.ts'
export type { ServerSetting } from './settings-changed.ts'

/** Writes what somebody does, in the transaction that does it. */
export type Recorder = (tx: Transaction, what: What) => Promise<void>

export interface AuditFeature {
  readonly routes: Implemented<Caller>[]
  /** What a request's effects are recorded by; without a caller nobody has proved yet to be somebody. */
  by(caller: Caller | undefined, request: RequestFacts): Recorder
  /** What this server does by itself. */
  readonly itself: Recorder
  /** The same endpoint, whose looks and refusals are recorded. */
  witnessed(one: Implemented<Caller>): Implemented<Caller>
  /** Somebody was refused before an endpoint's handler was asked. */
  unpermitted(one: Implemented<Caller>['endpoint'], call: object, error: unknown): void
  /** A refusal outside of every endpoint: on a page, of whoever is known by what it tells. Written a moment later. */
  refused(request: RequestFacts, told: Pick<Told, 'action' | 'subject' | 'facts'>): void
  /** What is held of an account here, opened for its owner: a stretch of it, from `''` on. */
  heldOf(userId: UserId, after: string, atMost: number): Promise<HeldStretch>
  /** Reads its keys, and makes those that are missing: before anything is recorded. */
  load(): Promise<void>
  /** For a server that begins to listen: tells which settings changed, and goes on by itself. */
  begin(settings: readonly ServerSetting[]): Promise<void>
  /** Writes what waits, gives it its numbers, and signs how far that is. */
  settle(): Promise<void>
  sweep(): Promise<void>
  close(): Promise<void>
}

interface Deps {
  storage: Storage
  sealer: Sealer
  clock: Clock
  random: Random
  cursors: Cursors
  log: Log
  /** Of names that are nobody's. */
  digest: KeyedDigest
  isDirectoryOpen: boolean
  retentionDays: number
  checkpoints: CheckpointTargets
  stream: {
    readonly url: string | undefined
    readonly token: string | undefined
    readonly hasPersonal: boolean
  }
  host: string
  pid: number
  /** Whoever signs in with what was typed. */
  findAccount(
    typed: string,
  ): Promise<{ readonly id: UserId; readonly passwordHash: string | null } | undefined>
}

const NUMBERED_EVERY_MS = 250
const SIGNED_EVERY_MS = 60_000
const SENT_EVERY_MS = 1_000
const LONGEST_NAME = 254

/** The book of record. */
export function auditFeature(deps: Deps): AuditFeature {
  const { storage, sealer, clock, random, log, digest } = deps
  let loaded: { keys: BookKeys; mac(text: string): string; checkpoint: CheckpointKey } | undefined
  const book = () => {
    if (!loaded) throw new Error('the audit has no keys yet: load() comes first')
    return loaded
  }
  const mac = (text: string) => book().mac(text)
  const keys = () => book().keys
  const entries = entryStore(storage)
  const chain = chainStore(storage)
  let isNew = true
  const writing = entryWriting({
    storage,
    store: entries,
    findHead: chain.findHead,
    persons: new PersonKeys({ storage, random, keys }),
    keys,
    clock,
    random,
    mac,
    newId: entryIds(random),
    onWritten: () => {
      isNew = true
    },
  })
  const looks = new Looks({ storage, log, now: clock.now, write: writing.write, after })
  const numbers = sequencer({
    storage,
    store: chain,
    mac,
    async onForged(tx, id) {
      tx.afterCommit(() =>
        log.error({ entry: shownId(id) }, 'an audit entry was found that no server wrote as it stands'),
      )
      await writing.write(tx, SERVER, { action: 'audit.forged', facts: { entry: shownId(id) } })
    },
  })
  const sign = checkpointing({
    storage,
    store: chain,
    checkpointKey: () => book().checkpoint,
    targets: deps.checkpoints,
    now: clock.now,
    log,
  })
  const trim = retention({
    storage,
    store: chain,
    write: writing.write,
    now: clock.now,
    days: deps.retentionDays,
    log,
  })
  const verify = chainVerifier({
    storage,
    store: chain,
    mac,
    checkpointKey: () => book().checkpoint,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  })
  const list = auditList({ storage, store: entries, cursors: deps.cursors, opening: writing.opening })
  const review = accessReview({ storage, entries, cursors: deps.cursors })
  const stream = openStream(deps, { chain, list })

  /** Whose name it was that somebody typed, found once they were answered: the answer's time tells nothing of it. */
  const completed = async (
    { action, subject, facts, typed }: Told,
    outcome: 'success' | 'refused',
  ): Promise<What> => {
    const what = { action, outcome, subject, facts }
    if (typed === undefined) return what
    const name = typed.slice(0, LONGEST_NAME)
    const account = await deps.findAccount(name)
    if (!account)
      return {
        ...what,
        facts: {
          ...facts,
          typed_digest: digest(name.toLowerCase()).slice(0, 22),
          ...causeOf(facts, undefined),
        },
      }
    return {
      ...what,
      subject: account.id,
      facts: { ...facts, ...causeOf(facts, account) },
      personal: { typed: name },
    }
  }
  const later = (outcome: 'success' | 'refused') => (told: Told) => {
    const { action, by, subject, facts, typed } = told
    const isNamed = typed !== undefined && (action === 'session.refused' || action === 'people.searched')
    const asked = isNamed ? told : { ...told, typed: undefined }
    const key = JSON.stringify([
      action,
      outcome,
      by.kind,
      by.id,
      by.key,
      by.sourceAddress,
      subject,
      facts,
      asked.typed,
    ])
    looks.add(key, () => ({
      by,
      what: { action, outcome, subject, facts },
      at: clock.now(),
      complete: isNamed ? () => completed(asked, outcome) : undefined,
    }))
  }
  const tellRefused = later('refused')
  const witness = witnessing({
    isDirectoryOpen: deps.isDirectoryOpen,
    look: later('success'),
    refused: tellRefused,
  })
  const stops: (() => Promise<unknown>)[] = []

  /** One round at a time; what fails is tried again with the next, and told once until it is mended. */
  const every = (milliseconds: number, name: string, work: () => Promise<unknown>) => {
    let running: Promise<unknown> | undefined
    let isFailing = false
    const round = async () => {
      try {
        await work()
        isFailing = false
      } catch (error) {
        if (!isFailing) log.warn({ err: error, what: name }, 'the audit could not go on: it tries again')
        isFailing = true
      }
    }
    const timer = setInterval(() => {
      running ??= round().finally(() => {
        running = undefined
      })
    }, milliseconds)
    stops.push(async () => {
      clearInterval(timer)
      await running
    })
  }

  const number = async () => {
    // Another server may have been stopped before it numbered its own.
    if (!isNew && storage.isExclusive) return
    isNew = false
    try {
      await numbers.run()
    } catch (error) {
      isNew = true
      throw error
    }
  }
  const settle = async () => {
    await looks.flush()
    await numbers.run()
  }

  return {
    by: (caller, request) => {
      const by = byOf(caller, request)
      return (tx, what) => writing.write(tx, by, what)
    },
    itself: (tx, what) => writing.write(tx, SERVER, what),
    witnessed: witness.witnessed as AuditFeature['witnessed'],
    refused: (request, told) => tellRefused({ ...told, by: byOf(undefined, request), typed: undefined }),
    unpermitted: (endpoint, call, error) => witness.failed(endpoint, call as never, error),
    heldOf: list.held,
    async load() {
      const found = await loadBookKeys(storage, sealer, random)
      loaded = { keys: found, mac: chainMac(found.chain), checkpoint: checkpointKey(found.checkpoint) }
    },
    async begin(settings) {
      await tellSettingsChanged({ storage, write: writing.write, digest }, settings)
      every(NUMBERED_EVERY_MS, 'numbering', number)
      every(SIGNED_EVERY_MS, 'signing', sign)
      if (stream) every(SENT_EVERY_MS, 'sending', stream.run)
    },
    settle,
    sweep: trim,
    async close() {
      const wasListening = stops.length > 0
      await Promise.all(stops.splice(0).map((stop) => stop()))
      if (!loaded) return
      await settle()
      if (wasListening) {
        await sign()
        await stream?.run()
      }
      stream?.close()
    },
    routes: implementFor<Caller>()(contract.audit, {
      async list({ query }) {
        await looks.flush()
        return list.newest(query)
      },
      async export({ query }) {
        await looks.flush()
        return list.oldest(query)
      },
      access: ({ query }) => review(query),
      verify: ({ body: { after = 0, limit = 20_000, checkpoints = [] } }) =>
        verify({ after, limit, checkpoints }),
      checkpointKey: () => ({ public_key: book().checkpoint.publicKey }),
      activity({ caller, query }) {
        if (caller.userId === OPERATOR)
          throw problem('forbidden', { detail: 'The operator of this server has no account of its own.' })
        return list.activity(caller.userId, query)
      },
    }),
  }
}

function causeOf(
  { error }: Told['facts'],
  account: { readonly passwordHash: string | null } | undefined,
): { cause?: string } {
  if (error !== 'invalid_credentials') return {}
  if (!account) return { cause: 'unknown_account' }
  return { cause: account.passwordHash === null ? 'no_password' : 'wrong_password' }
}

function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

function openStream(
  { stream: { url, token, hasPersonal }, storage, clock, log, host, pid }: Deps,
  { chain, list }: { chain: ReturnType<typeof chainStore>; list: ReturnType<typeof auditList> },
) {
  if (url === undefined) return undefined
  return streaming({
    storage,
    store: chain,
    sender: senderWhenNeeded({ url: new URL(url), token, host, pid }),
    shown: (rows) => list.leaving(rows, hasPersonal),
    now: clock.now,
    log,
  })
}
