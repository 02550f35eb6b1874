import { crc32 } from 'node:zlib'

/** So that scanners of sources and logs can tell what they found. */
const PREFIX = 'lk_'
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = DIGITS.length
/** 62^43 is more than 2^256. */
const SECRET_LENGTH = 43
const SECRET_BYTES = 32
const CHECKSUM_LENGTH = 6
const BODY_LENGTH = PREFIX.length + SECRET_LENGTH
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`)

/** How much of a key its owner is shown again: enough to know it by, and nothing to find the rest from. */
const SHOWN = 8

export interface IssuedApiKey {
  readonly key: string
  /** Its first characters. */
  readonly hint: string
  /** What is stored of it. */
  readonly digest: string
}

export interface ApiKeyTexts {
  /** `secret` is 32 bytes of chance; anything else throws a RangeError. */
  issue(secret: Buffer): IssuedApiKey
  /** What would be stored of this text; undefined for whatever no key can be: a typo never reaches the database. */
  digestOf(text: string): string | undefined
}

/** Told from every other bearer token by how it begins. */
export const looksLikeApiKey = (token: string): boolean => token.startsWith(PREFIX)

function inBase62(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest /= BigInt(BASE))
    text = DIGITS[Number(rest % BigInt(BASE))] + text
  return text
}

/** The CRC-32 of what stands before it (ISO/IEC 8802-3): no secret, and nothing is proved by it. */
function checksumOf(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = DIGITS[rest % BASE] + text
    rest = Math.floor(rest / BASE)
  }
  return text
}

/**
 * API keys: `lk_`, 256 bits of chance in 43 characters, and a checksum in 6. Each has one spelling, and what is stored is a
 * digest under a key of the root secret: who reads the database, or writes to it, has no key (ASVS 5.0 11.5.1, 13.2.3).
 */
export function apiKeyTexts(digest: (text: string) => string): ApiKeyTexts {
  return {
    issue(secret) {
      if (secret.length !== SECRET_BYTES) throw new RangeError('an API key is made of 32 bytes of chance')
      const body = PREFIX + inBase62(BigInt(`0x${secret.toString('hex')}`), SECRET_LENGTH)
      const key = body + checksumOf(body)
      return { key, hint: key.slice(0, SHOWN), digest: digest(key) }
    },
    digestOf(text) {
      if (!SHAPE.test(text)) return undefined
      return checksumOf(text.slice(0, BODY_LENGTH)) === text.slice(BODY_LENGTH) ? digest(text) : undefined
    },
  }
}
