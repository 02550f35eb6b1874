import { hash } from 'node:crypto'

/**
 * The first 9 bytes of a SHA-256, in base64url: 12 characters. To name what is random anyway in a list that others hold:
 * in a million entries, a stranger is taken for one of them once in 10^15 times.
 */
export const shortDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 12)
