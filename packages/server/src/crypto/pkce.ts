import { hash } from 'node:crypto'

/** What a verifier is recognised by: S256 of RFC 7636 section 4.2. */
export const challengeOf = (verifier: string): string => hash('sha256', verifier, 'base64url')
