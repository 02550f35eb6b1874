import type { TokenKey } from './token-key.ts'

/** A key and its times. Milliseconds since the epoch. */
export interface RingKey {
  readonly key: TokenKey
  readonly signsFrom: number
  /** From then on no token of it counts; infinity while it signs. */
  readonly verifiesUntil: number
}

/**
 * Keys by the exact text of the headers of their tokens. A header is compared and never interpreted: what is not the
 * header of a key here, in any letter, has no key (RFC 8725 sections 3.1, 3.2 and 3.10).
 */
export class KeyRing {
  readonly #keys: readonly RingKey[]
  readonly #byHeader: ReadonlyMap<string, RingKey>
  /** Whose token came last, which is nearly always whose token comes next. */
  #latest: RingKey | undefined

  /** The one that signs last first. */
  constructor(keys: readonly RingKey[] = []) {
    this.#keys = keys
    this.#byHeader = new Map(keys.map((one) => [one.key.header, one]))
  }

  /** The key of a token with this header, whether or not its time is over. */
  find(token: string): RingKey | undefined {
    const latest = this.#latest
    if (latest !== undefined && token.startsWith(latest.key.header)) return latest
    const found = this.#byHeader.get(token.slice(0, token.indexOf('.') + 1))
    if (found) this.#latest = found
    return found
  }

  /** The youngest of those that may sign by now; where a clock is behind and none may, the one that is next. */
  signer(now: number): TokenKey | undefined {
    const usable = this.#keys.filter(({ verifiesUntil }) => verifiesUntil > now)
    return (usable.find(({ signsFrom }) => signsFrom <= now) ?? usable.at(-1))?.key
  }

  /** Those that verify, and those that will. */
  usable(now: number): TokenKey[] {
    return this.#keys.filter(({ verifiesUntil }) => verifiesUntil > now).map(({ key }) => key)
  }
}
