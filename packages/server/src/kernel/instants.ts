/** Slots that are looked at for a key before the soonest over of them makes room. */
const PROBES = 8
/** Bytes: a key of 64 bits, and an instant. */
export const SLOT_BYTES = 16

/**
 * An instant for each of many texts, in 16 bytes each and in a bounded number of them: what is over is forgotten first,
 * then what is over soonest. Texts are known by 64 bits of a hash that begins at a secret seed.
 */
export class Instants {
  readonly #mask: number
  readonly #keys: Uint32Array
  readonly #at: Float64Array
  readonly #seed: number
  #low = 0
  #high = 0

  /** `capacity` is rounded up to a power of two; `seed` is any 32 bits that nobody else knows. */
  constructor(capacity: number, seed: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(PROBES, capacity)))
    this.#mask = slots - 1
    this.#keys = new Uint32Array(slots * 2)
    this.#at = new Float64Array(slots)
    this.#seed = seed >>> 0
  }

  /** 0 where nothing is known. */
  get(text: string): number {
    this.#hash(text)
    const slot = this.#find()
    return slot < 0 ? 0 : (this.#at[slot] ?? 0)
  }

  set(text: string, at: number): void {
    this.#hash(text)
    let slot = this.#find()
    if (slot < 0) {
      if (at <= 0) return
      slot = this.#soonest()
      this.#keys[slot * 2] = this.#low
      this.#keys[slot * 2 + 1] = this.#high
    }
    this.#at[slot] = at
  }

  get bytes(): number {
    return this.#keys.byteLength + this.#at.byteLength
  }

  #find(): number {
    for (let probe = 0; probe < PROBES; probe++) {
      const slot = (this.#low + probe) & this.#mask
      if (this.#keys[slot * 2] === this.#low && this.#keys[slot * 2 + 1] === this.#high) return slot
    }
    return -1
  }

  #soonest(): number {
    let soonest = this.#low & this.#mask
    for (let probe = 1; probe < PROBES; probe++) {
      const slot = (this.#low + probe) & this.#mask
      if ((this.#at[slot] ?? 0) < (this.#at[soonest] ?? 0)) soonest = slot
    }
    return soonest
  }

  /** Two mixed multiplications a character, each half begun elsewhere (the constants of MurmurHash3's finaliser). */
  #hash(text: string): void {
    let low = this.#seed ^ text.length
    let high = Math.imul(this.#seed ^ 0x9e3779b9, 0x85ebca6b)
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      low = Math.imul(low ^ unit, 0x85ebca6b)
      low ^= low >>> 13
      high = Math.imul(high ^ unit, 0xc2b2ae35)
      high ^= high >>> 15
    }
    low ^= high >>> 7
    low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35)
    high = Math.imul(high ^ (high >>> 13) ^ low, 0x85ebca6b)
    this.#low = (low ^ (low >>> 16)) >>> 0
    // Never 0: an empty slot is nobody's.
    this.#high = ((high ^ (high >>> 16)) | 1) >>> 0
  }
}
