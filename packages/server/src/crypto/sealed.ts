import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '#kernel/random'
import { deriveKey, secretFingerprint } from './keys.ts'

/** Where a sealed value stands. It opens nowhere else, so nobody gains by moving it to another row. */
export interface Place {
  readonly table: string
  /** What names the row: its primary key. */
  readonly row: string
  readonly column: string
}

export interface Sealer {
  seal(plain: Buffer, place: Place): string
  /** Undefined when it was sealed under another secret or for another place, or was changed. */
  open(sealed: string, place: Place): Buffer | undefined
  /** Whether it is sealed under the secret in force, and not under the one before. */
  isInForce(sealed: string): boolean
}

interface Secrets {
  readonly secret: Buffer
  /** What was sealed under this one is still opened. */
  readonly previous?: Buffer | undefined
  readonly random: Random
}

/** Of the text's form, so that a later one can be told from it. */
const VERSION = '1'
/** Bytes (NIST SP 800-38D sections 5.2.1.1 and 8.2.2). */
const NONCE = 12
const TAG = 16

/**
 * AES-256-GCM under a key of its own that is derived from the root secret. The text is `1.<secret>.<sealed>`: which secret
 * it was is named by that secret's fingerprint, and bound with the place as additional data.
 */
export function sealer({ secret, previous, random }: Secrets): Sealer {
  const keys = new Map(
    [previous, secret].flatMap((one) => (one ? [[secretFingerprint(one), keyOf(one)]] : [])),
  )
  const inForce = secretFingerprint(secret)
  const key = keyOf(secret)
  return {
    seal(plain, place) {
      const nonce = random.bytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(boundTo(inForce, place))
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
      return `${VERSION}.${inForce}.${sealed.toString('base64url')}`
    },
    open(text, place) {
      const [version, name = '', encoded = '', ...rest] = text.split('.')
      const named = keys.get(name)
      if (version !== VERSION || !named || rest.length > 0) return undefined
      return decrypt(named, Buffer.from(encoded, 'base64url'), boundTo(name, place))
    },
    isInForce: (text) => text.startsWith(`${VERSION}.${inForce}.`),
  }
}

/** Of texts that all stand in one place, as those do that leave by a cookie. */
export const textSealer = ({ seal, open }: Sealer, place: Place) => ({
  seal: (text: string): string => seal(Buffer.from(text), place),
  open: (sealed: string): string | undefined => open(sealed, place)?.toString(),
})

const keyOf = (secret: Buffer): Buffer => deriveKey(secret, 'sealed')

/** As JSON, in which no two places are spelled alike. */
const boundTo = (name: string, { table, row, column }: Place): Buffer =>
  Buffer.from(JSON.stringify([VERSION, name, table, row, column]))

function decrypt(key: Buffer, sealed: Buffer, bound: Buffer): Buffer | undefined {
  if (sealed.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
  } catch {
    return undefined
  }
}
