import { createHmac } from 'node:crypto'
import { hmacSha256 } from './hmac.ts'

/** What the one-shot HMAC takes. */
const SHORT = 4_096

/** HMAC-SHA256 of a text of any length in base64url; a short one by the quick way. */
export function chainMac(key: Buffer): (text: string) => string {
  const quick = hmacSha256(key)
  return (text) =>
    text.length <= SHORT ? quick(text) : createHmac('sha256', key).update(text).digest('base64url')
}
