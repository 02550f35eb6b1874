import { hkdfSync } from 'node:crypto'

/** What a key is for. A new use is a new purpose: two uses never share a key. */
export type KeyPurpose =
  | 'api-key'
  | 'audit-digest'
  | 'cursor'
  | 'factor'
  | 'fingerprint'
  | 'idempotency'
  | 'invitation'
  | 'invitation-token'
  | 'mail-address'
  | 'mailed-proof'
  | 'notice-token'
  | 'passkey-ceremony'
  | 'provider-attempt'
  | 'recovery-link'
  | 'refresh-token'
  | 'refresh-token-digest'
  | 'refresh-token-successor'
  | 'registration-token'
  | 'reset-token'
  | 'return-code'
  | 'support-code'
  | 'sealed'
  | 'session-cookie'
  | 'setup-token'
  | 'throttle'

/** The 32-byte key of one purpose (HKDF-SHA256, RFC 5869). No key leads back to the root secret or to another key. */
export function deriveKey(rootSecret: Buffer, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', rootSecret, '', `latchkey/v1/${purpose}`, 32))
}

/** Names a root secret without telling anything about it: base64url of 16 bytes, 22 characters. */
export function secretFingerprint(rootSecret: Buffer): string {
  return deriveKey(rootSecret, 'fingerprint').subarray(0, 16).toString('base64url')
}
