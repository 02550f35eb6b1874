/** How an Argon2 hash was made, and what came out: the fields of a PHC string. */
export interface Argon2Hash {
  readonly algorithm: 'argon2d' | 'argon2i' | 'argon2id'
  /** 16 is Argon2 1.0, 19 is 1.3, the one of RFC 9106. */
  readonly version: 16 | 19
  /** Memory in KiB, which is also the number of 1 KiB blocks a pass fills. */
  readonly memoryKib: number
  /** Number of passes over the memory. */
  readonly timeCost: number
  readonly parallelism: number
  readonly salt: Uint8Array
  readonly tag: Uint8Array
}

const shape =
  /^\$(argon2(?:d|i|id))(?:\$v=(16|19))?\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** An imported hash may ask for any cost. Past 1 GiB, or 4 GiB filled in all, it is an attack on the machine. */
const mostMemoryKib = 1_048_576
const mostBlocks = 4_194_304

/**
 * Reads a PHC string of Argon2.
 * Bounds: m from 8p KiB to 1 GiB, m*t at most 4,194,304 blocks, p at most 255, salt of 8 to 64 bytes, tag of 16 to 64 bytes.
 * Returns undefined for any other text; never throws. A missing `v=` means version 16 (the PHC string format specification).
 */
export function parsePhc(phc: string): Argon2Hash | undefined {
  const [, algorithm, version = '16', m, t, p, salt64, tag64] = shape.exec(phc) ?? []
  if (!algorithm || !salt64 || !tag64) return undefined
  const [memoryKib, timeCost, parallelism] = [Number(m), Number(t), Number(p)]
  const salt = decode(salt64)
  const tag = decode(tag64)
  const isAffordable = memoryKib <= mostMemoryKib && memoryKib * timeCost <= mostBlocks
  const isSound = parallelism <= 255 && memoryKib >= 8 * parallelism
  if (!isAffordable || !isSound || !salt || !tag) return undefined
  if (salt.length < 8 || salt.length > 64 || tag.length < 16 || tag.length > 64) return undefined
  return {
    algorithm: algorithm as Argon2Hash['algorithm'],
    version: version === '19' ? 19 : 16,
    memoryKib,
    timeCost,
    parallelism,
    salt,
    tag,
  }
}

/** Writes the PHC string; `parsePhc` reads it back unchanged. */
export function formatPhc({
  algorithm,
  version,
  memoryKib,
  timeCost,
  parallelism,
  salt,
  tag,
}: Argon2Hash): string {
  const cost = `m=${memoryKib},t=${timeCost},p=${parallelism}`
  return `$${algorithm}$v=${version}$${cost}$${encode(salt)}$${encode(tag)}`
}

/** The PHC format has base64 without padding. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}

/** One text for one value: spare bits in the last character are refused, so a hash has a single spelling. */
function decode(text: string): Uint8Array | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return encode(bytes) === text ? bytes : undefined
}
