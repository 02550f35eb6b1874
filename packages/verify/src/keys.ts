import { type CheckSignature, type Jwk, type Jws, readKey } from './jws.ts'

/** A kid that nobody knows makes the set be asked for again, at most this often. Milliseconds. */
const AGAIN_AFTER = 2_000
/** What was retired is forgotten by then. */
const ANEW_AFTER = 60_000

interface Known {
  readonly alg: string
  readonly check: CheckSignature
}

/** The public keys of the server. */
export class Keys {
  readonly #fetchSet: () => Promise<readonly Jwk[]>
  readonly #monotonic: () => number
  #known = new Map<string, Known>()
  #askedAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | undefined

  constructor(fetchSet: () => Promise<readonly Jwk[]>, monotonic: () => number) {
    this.#fetchSet = fetchSet
    this.#monotonic = monotonic
  }

  /** Whether a key of the server signed this; asks again for one that is not known. Throws when the keys cannot be had. */
  async hasSigned({ kid, alg, signed, signature }: Jws, againAfter = AGAIN_AFTER): Promise<boolean> {
    const age = this.#monotonic() - this.#askedAt
    if (age > ANEW_AFTER || (!this.#known.has(kid) && age > againAfter)) await this.#load()
    const key = this.#known.get(kid)
    return key !== undefined && key.alg === alg && key.check(signed, signature)
  }

  #load(): Promise<void> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #read(): Promise<void> {
    const askedAt = this.#monotonic()
    const known = new Map<string, Known>()
    for (const jwk of await this.#fetchSet()) {
      const check = await readKey(jwk)
      if (check) known.set(jwk.kid, { alg: jwk.alg, check })
    }
    this.#known = known
    this.#askedAt = askedAt
  }
}
