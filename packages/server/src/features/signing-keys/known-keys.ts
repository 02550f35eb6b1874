import { KeyRing } from '#crypto/key-ring'
import type { Sealer } from '#crypto/sealed'
import { accessHeader, openTokenKey, type TokenAlgorithm, type TokenKey } from '#crypto/token-key'
import type { TokenKeys } from '#crypto/tokens'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import type { Storage } from '#storage'
import { placeOf } from './place.ts'
import type { KeyRow, signingKeyStore } from './store.ts'
import { byTurn, verifiesUntil } from './times.ts'

interface Deps {
  storage: Storage
  store: ReturnType<typeof signingKeyStore>
  sealer: Sealer
  clock: Clock
  log: Log
}

export interface KnownKeys extends TokenKeys {
  /** As the database had them when it was last asked, without those that cannot be opened here. */
  readonly rows: readonly KeyRow[]
  /** Those that cannot: they were changed, moved, or sealed under another secret. */
  readonly unreadable: readonly KeyRow[]
  /** Resolves when memory may be believed. Throws `Unavailable`. */
  settled(): Promise<void>
}

/** Milliseconds between two looks for keys that turned out not to be there. */
const LOOK_AGAIN_AFTER = 1_000

/**
 * The keys in memory, kept true as the principals are: a change that was heard of, or a second in which nothing was
 * heard, sends the next token to the database first.
 */
export function knownKeys({ storage, store, sealer, clock, log }: Deps): KnownKeys {
  let ring = new KeyRing()
  let rows: readonly KeyRow[] = []
  let unreadable: readonly KeyRow[] = []
  let opened = new Map<string, TokenKey>()
  const complained = new Set<string>()
  let refusedHeaders: ReadonlySet<string> = new Set()
  /** Changes that were heard of, and how many of them the keys in memory have. */
  let changes = 1
  let included = 0

  const openOf = (row: KeyRow): TokenKey | undefined => {
    // What is open already stays so, however its row is sealed by now.
    const known = opened.get(row.kid)
    if (known || row.sealedPrivate === null) return known
    const bytes = sealer.open(row.sealedPrivate, placeOf(row.kid))
    if (bytes) return openTokenKey({ kid: row.kid, algorithm: row.algorithm as TokenAlgorithm, bytes })
    if (!complained.has(row.kid)) {
      log.error({ kid: row.kid }, 'a signing key cannot be opened: its tokens are refused')
      complained.add(row.kid)
    }
    return undefined
  }

  const load = async (): Promise<void> => {
    const heard = changes
    const found = (await store.list(storage)).sort(byTurn)
    const keys = new Map<string, TokenKey>()
    for (const row of found) {
      const key = row.retiredAt === null ? openOf(row) : undefined
      if (key) keys.set(row.kid, key)
    }
    rows = found.filter(({ kid, retiredAt }) => retiredAt !== null || keys.has(kid))
    unreadable = found.filter((row) => !rows.includes(row))
    opened = keys
    ring = new KeyRing(
      rows.flatMap((row) => {
        const key = keys.get(row.kid)
        return key ? [{ key, signsFrom: row.signsFrom, verifiesUntil: verifiesUntil(row, rows) }] : []
      }),
    )
    refusedHeaders = new Set(
      found
        .filter(({ kid }) => !keys.has(kid))
        .map(({ kid, algorithm }) => accessHeader({ kid, algorithm: algorithm as TokenAlgorithm })),
    )
    included = heard
  }

  let running: Promise<void> | undefined
  let waiting: Promise<void> | undefined
  const begin = (): Promise<void> => {
    running ??= load().finally(() => {
      running = undefined
    })
    return running
  }
  /**
   * One at a time, so that none brings back what an older one read; whoever asks gets one that begins after that. When the
   * one before it fails the database is away, and nobody waits for a second one.
   */
  const reload = (): Promise<void> => {
    if (running === undefined) return begin()
    waiting ??= running
      .finally(() => {
        waiting = undefined
      })
      .then(begin)
    return waiting
  }

  storage.onChange((subject) => {
    if (subject !== undefined && subject !== 'signing-keys') return
    changes++
    // Whoever needs them asks again, and is told why it fails.
    reload().catch(() => undefined)
  })

  const isCurrent = () => included === changes && storage.isCurrent()
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  const isRefused = (token: string) => refusedHeaders.has(token.slice(0, token.indexOf('.') + 1))

  return {
    get ring() {
      return ring
    },
    get rows() {
      return rows
    },
    get unreadable() {
      return unreadable
    },
    isCurrent,
    reload,
    settled: async () => {
      if (!isCurrent()) await reload()
    },
    async lookFor(token) {
      if (isRefused(token) || (storage.isExclusive && isCurrent())) return
      while (looking !== undefined) {
        await looking
        if (ring.find(token) || isRefused(token)) return
      }
      if (clock.monotonic() - lookedAt < LOOK_AGAIN_AFTER) return
      lookedAt = clock.monotonic()
      looking = reload().finally(() => {
        looking = undefined
      })
      await looking
      // What was worth a look keeps nobody else from one.
      if (ring.find(token)) lookedAt = Number.NEGATIVE_INFINITY
    },
  }
}
