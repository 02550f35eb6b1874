import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '#kernel/random'

/** Bytes (NIST SP 800-38D sections 5.2.1.1 and 8.2.2). */
const NONCE = 12
const TAG = 16
export const PERSON_KEY_BYTES = 32

/**
 * AES-256-GCM under the key of one person, bound to where it stands: whoever forgets the key has erased what was sealed,
 * and the sealed text itself may stay.
 */
export function sealFor(key: Buffer, plain: string | Buffer, place: string, random: Random): string {
  const nonce = random.bytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place))
  return Buffer.concat([
    nonce,
    cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64url')
}

/** Undefined when it was sealed under another key or for another place, or was changed. */
export function openFor(key: Buffer, sealed: string, place: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
  } catch {
    return undefined
  }
}
