import { domainToASCII } from 'node:url'
import type { FieldError } from '@latchkey/contract'

/**
 * The one canonicaliser of usernames and addresses: registration, sign-in, search and throttling compare what it
 * returns and nothing else. First one form, then the judgement on that form.
 */
export type Judged = { readonly key: string } | { readonly refusal: string }

const USERNAME = /^[a-z0-9._-]{3,64}$/

/** Words that a reader would take for the server, its operator or a route. */
const RESERVED = new Set([
  'me',
  'admin',
  'administrator',
  'root',
  'system',
  'operator',
  'latchkey',
  'support',
  'security',
  'anonymous',
  'null',
  'undefined',
  '...',
])

/** ASCII only (UTS 39 section 5.2, ASCII-only restriction level), compared without case. */
export function canonicalUsername(username: string): Judged {
  const key = username.toLowerCase()
  // Kelvin's sign lower-cases to k: only what was ASCII before it was folded counts.
  if (!/^[\x21-\x7e]*$/.test(username) || !USERNAME.test(key)) {
    return { refusal: 'may have 3 to 64 letters a to z, digits, ".", "_" and "-".' }
  }
  if (/^[0-9]+$/.test(key)) return { refusal: 'must have a letter: digits alone are ids.' }
  if (/^[._-]+$/.test(key) || RESERVED.has(key)) return { refusal: 'is reserved. Choose another.' }
  return { key }
}

const NOT_AN_ADDRESS = 'must be one e-mail address, like name@example.com.'
/** RFC 5321 section 4.1.2, Dot-string. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
/** RFC 1035 section 2.3.1 with RFC 1123's digits; the last label is not a number, so that no address literal fits. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Octets of a path without its brackets (RFC 5321 section 4.5.3.1.3, erratum 1690), and of its local part. */
const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64

/** The local part without case, the domain as IDNA has it; plus signs and dots mean what they say. */
export function canonicalEmail(email: string): Judged {
  const [local = '', domain = '', ...more] = email.split('@')
  const asciiLocal = local.toLowerCase()
  const asciiDomain = toAsciiDomain(domain)
  const key = `${asciiLocal}@${asciiDomain}`
  const isAddress =
    more.length === 0 &&
    /^[\x21-\x7e]+$/.test(local) &&
    LOCAL_PART.test(asciiLocal) &&
    DOMAIN.test(asciiDomain) &&
    local.length <= LONGEST_LOCAL_PART &&
    key.length <= LONGEST_ADDRESS &&
    Buffer.byteLength(email) <= LONGEST_ADDRESS
  return isAddress ? { key } : { refusal: NOT_AN_ADDRESS }
}

/** Only letters, marks, digits, hyphens and dots reach the IDNA mapping, which would fold others away in silence. */
function toAsciiDomain(domain: string): string {
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && domain === domain.normalize('NFKC')
    ? domainToASCII(domain)
    : ''
}

export type Identifier = { readonly kind: 'username' | 'email'; readonly key: string }

/** What somebody signs in with; undefined when it can be nobody's. */
export function identify(text: string): Identifier | undefined {
  const kind = text.includes('@') ? 'email' : 'username'
  const judged = kind === 'email' ? canonicalEmail(text) : canonicalUsername(text)
  return 'key' in judged ? { kind, key: judged.key } : undefined
}

/** For people to read: NFC, 1 to 200 code points, none of them invisible or turning the text around. */
export function judgeFullName(fullName: string): { readonly value: string } | { readonly refusal: string } {
  const value = fullName.normalize('NFC')
  const length = [...value].length
  if (length < 1 || length > 200) return { refusal: 'must have 1 to 200 characters.' }
  // Neither space, nor what is drawn as nothing: fillers, variation selectors, tags, the Braille blank.
  if (!/[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(value))
    return { refusal: 'must have a character that can be seen.' }
  // Controls, line and paragraph separators, and the bidirectional controls of UAX 9 section 2.
  if (/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value)) {
    return { refusal: 'must not have control characters.' }
  }
  return { value }
}

/** The refusals among several judgements, as the wire names them. */
export function refusalsOf(judged: Readonly<Record<string, { refusal: string } | object>>): FieldError[] {
  return Object.entries(judged).flatMap(([field, judgement]) =>
    'refusal' in judgement ? [{ field, message: judgement.refusal as string }] : [],
  )
}
