import type { SigningKey } from '@latchkey/contract'
import type { AsymmetricAlgorithm, PublicJwk } from '#crypto/asymmetric'
import { SKEW_SECONDS } from '#crypto/claims'
import type { Sealer } from '#crypto/sealed'
import { type AccessTokens, accessTokens } from '#crypto/tokens'
import type { Recorder } from '#features/audit'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import type { Storage } from '#storage'
import { knownKeys } from './known-keys.ts'
import { type RotationDeps, rotation } from './rotation.ts'
import { shown } from './shown.ts'
import { signingKeyStore } from './store.ts'
import { byTurn, verifiesUntil } from './times.ts'

export { resealSigningKeys } from './reseal.ts'
export { signingKeysRoutes } from './routes.ts'

/** A public key as verifiers want it (RFC 7517 section 4). */
export interface PublishedKey extends PublicJwk {
  readonly kid: string
  readonly alg: AsymmetricAlgorithm
  readonly use: 'sig'
}

export interface SigningKeysFeature {
  /** How access tokens are issued and verified. */
  readonly tokens: AccessTokens
  /** Reads the keys that there are. */
  load(): Promise<void>
  /** As `load`, for a server that begins to listen: makes the key that is missing. */
  begin(): Promise<void>
  /** The one that signs last first. */
  list(): Promise<SigningKey[]>
  rotate(options: { readonly immediately: boolean }, record?: Recorder): Promise<SigningKey>
  /** Throws `signing_key_not_found`. */
  retire(kid: string, record?: Recorder): Promise<SigningKey>
  /** What others verify with: the keys that sign, have signed or are about to. At once when memory knows. */
  publicKeySet(): readonly PublishedKey[] | Promise<readonly PublishedKey[]>
  /**
   * Something for others to verify, such as an event of a feed: a compact JWS of the kind `typ` by the key that signs now.
   * Undefined while that is symmetric, for then nobody else could.
   */
  signCompact(payload: object, typ: string): Promise<string | undefined>
  /**
   * For how long from now on somebody who verifies by the public keys may believe a token, whichever of them signed it and
   * whatever its settings were, by a clock that is behind. Undefined where all that counts is symmetric.
   */
  foreignTokenSeconds(): number | undefined
  /** Makes the key that is due, and removes those whose last token has expired. */
  sweep(): Promise<void>
}

interface Deps extends Omit<RotationDeps, 'store' | 'known'> {
  storage: Storage
  sealer: Sealer
  clock: Clock
  log: Log
}

export function signingKeysFeature(deps: Deps): SigningKeysFeature {
  const { storage, sealer, clock, log } = deps
  const store = signingKeyStore(storage)
  const known = knownKeys({ storage, store, sealer, clock, log })
  const keys = rotation({ ...deps, store, known })

  let published: { ring: unknown; until: number; keys: readonly PublishedKey[] } | undefined
  const publish = (): readonly PublishedKey[] => {
    const { ring } = known
    const now = clock.now()
    // Made again for each request that comes in another second: a key's time may be over.
    if (published?.ring === ring && now < published.until) return published.keys
    const found = ring.usable(now).flatMap(({ kid, algorithm, publicJwk }): PublishedKey[] => {
      return algorithm !== 'HS256' && publicJwk ? [{ ...publicJwk, kid, alg: algorithm, use: 'sig' }] : []
    })
    published = { ring, until: now + 1_000, keys: found }
    return found
  }
  const list = async (): Promise<SigningKey[]> => {
    await known.reload()
    const { rows, unreadable } = known
    return [...rows, ...unreadable].sort(byTurn).map((row) => shown(row, rows, clock.now()))
  }
  const get = async (kid: string): Promise<SigningKey> => {
    const found = (await list()).find((one) => one.kid === kid)
    if (!found) throw new Error(`the key ${kid} is gone`)
    return found
  }

  return {
    tokens: accessTokens(known),
    load: known.reload,
    begin: keys.begin,
    list,
    rotate: async ({ immediately }, record) => get((await keys.rotate(immediately, record)).kid),
    async retire(kid, record) {
      await keys.retire(kid, record)
      return get(kid)
    },
    publicKeySet: () => (known.isCurrent() ? publish() : known.reload().then(publish)),
    async signCompact(payload, typ) {
      await known.settled()
      const key = known.ring.signer(clock.now())
      return key?.publicJwk && key.signCompact(payload, typ)
    },
    foreignTokenSeconds() {
      const now = clock.now()
      const lifetimes = known.rows.flatMap((row) =>
        row.publicJwk !== null && verifiesUntil(row, known.rows) > now ? [row.tokenSeconds] : [],
      )
      return lifetimes.length === 0 ? undefined : Math.max(...lifetimes) + SKEW_SECONDS
    },
    sweep: keys.sweep,
  }
}
