import { describe, expect, test } from 'bun:test'
import { deriveKey, secretFingerprint } from './keys.ts'

const strong = 'T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA'
const other = 'e7Jw3nKc0RtY5vHs9BqLz2XgMd8PfUa1'
const fingerprintOf = (secret: string) => secretFingerprint(Buffer.from(secret))

describe('keys', () => {
  test('one per purpose and per secret, 32 bytes, always the same', () => {
    const purposes = ['fingerprint', 'idempotency', 'reset-token', 'sealed', 'setup-token'] as const
    const keys = [strong, other].flatMap((text) =>
      purposes.map((purpose) => deriveKey(Buffer.from(text), purpose)),
    )
    expect(keys.map((key) => key.length)).toEqual(keys.map(() => 32))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(10)
    expect(deriveKey(Buffer.from(strong), 'fingerprint')).toEqual(keys[0] as Buffer)
  })

  test('the fingerprint is 22 characters and no key', () => {
    expect(fingerprintOf(strong)).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(deriveKey(Buffer.from(strong), 'sealed').toString('base64url')).not.toContain(
      fingerprintOf(strong),
    )
  })

  // A change here makes every database refuse its own secret and every sealed value unreadable.
  test('the derivation never changes', () => {
    expect(deriveKey(Buffer.from(strong), 'sealed').toString('base64url')).toBe(
      '8LXAxufxqwx9YWf8r8PPTY-2SwAIoWnIsCICdvAb358',
    )
    expect(fingerprintOf(strong)).toBe('U4WBgZBDwwE5S6yawP4P-Q')
  })
})
