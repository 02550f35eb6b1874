import { createHmac } from 'node:crypto'

export type Parts = { header: Record<string, unknown>; payload: Record<string, unknown>; signature: string }

export function partsOf(token: string): Parts {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return { header: decode(header), payload: decode(payload), signature }
}

function decode(part: string): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

/** A token of these parts under its old signature: whatever was changed, the signature is now of something else. */
export function assemble(header: unknown, payload: unknown, signature: string): string {
  return `${encode(header)}.${encode(payload)}.${signature}`
}

/** A token that somebody signed who has only guessed the key. */
export function sign(header: unknown, payload: unknown, key: string | Buffer): string {
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

/** The other spellings of the same signature: base64url leaves two bits of the last character unused. */
export function otherSpellings(token: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(token.at(-1) ?? '')
  const stem = token.slice(0, -1)
  return [1, 2, 3].map((bits) => stem + alphabet.charAt((last & ~3) | ((last + bits) & 3)))
}
