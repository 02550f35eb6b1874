import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256 of what it is given, in base64url: 43 characters. */
export type KeyedDigest = (text: string) => string

/** What is stored instead of a value that has to be recognised: without the key it tells nothing. */
export const keyedDigest =
  (key: Buffer): KeyedDigest =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url')

/** In constant time for digests of one kind, which have one length (ASVS 5.0 11.2.4). */
export function isSameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
