import { createHmac, timingSafeEqual } from 'node:crypto'

/** Bytes: the length of the HMAC's output (RFC 4226 section 4, R6). */
export const TOTP_SECRET_BYTES = 20
const TOTP_STEP_SECONDS = 30
const DIGITS = 6
/** Before and after the present one: clocks differ, and people take their time (RFC 6238 section 5.2). */
const WINDOW = 1

/** Of an instant in milliseconds. */
export const stepAt = (milliseconds: number): number => Math.floor(milliseconds / 1_000 / TOTP_STEP_SECONDS)

/** RFC 6238 with HMAC-SHA-1, as authenticator apps have it. `digits` from 6 to 8. */
export function totpAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  // RFC 4226 section 5.3.
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code it is, of the three that count at `now`; undefined where it is of none. */
export function verifyTotp(secret: Buffer, code: string, now: number): number | undefined {
  const given = Buffer.from(code)
  let found: number | undefined
  for (let step = stepAt(now) - WINDOW; step <= stepAt(now) + WINDOW; step++) {
    const right = Buffer.from(totpAt(secret, step))
    if (given.length === right.length && timingSafeEqual(given, right)) found = step
  }
  return found
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 section 6, without padding. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31]
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

/** What authenticator apps read from a picture (Google Authenticator's Key Uri Format); the secret in base32. */
export function otpauthUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}
