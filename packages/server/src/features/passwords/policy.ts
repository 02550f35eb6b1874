import { isRepetitive } from './repetition.ts'

export type PasswordRefusalReason =
  | 'too_short'
  | 'too_long'
  | 'ill_formed'
  | 'control_character'
  | 'common'
  | 'personal'
  | 'repetitive'

export interface PasswordRefusal {
  readonly reason: PasswordRefusalReason
  /** For the person who chose it: says what to do, and never repeats the password. */
  readonly sentence: string
}

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly username?: string | undefined
  readonly email?: string | undefined
}

interface PasswordRules extends PasswordOwner {
  /** Code points. */
  readonly minLength: number
  /** Whether a text, NFC and in lower case, is on the blocklist. */
  isCommon(folded: string): boolean
}

/** Code points. NIST SP 800-63B-4 3.1.1.2 and ASVS 5.0 6.2.9 want at least 64 allowed. */
const longestPassword = 256

/** What is trivial beside one's name: a year and two signs are six characters. */
const longestTrivialRest = 6

const product = 'latchkey'

/**
 * The one spelling of a password: NFC (RFC 8265 OpaqueString, 4.2.2 rule 4), and nothing else. It is never trimmed,
 * case-folded or cut (ASVS 5.0 6.2.8); the RFC's mapping of foreign spaces is left out for the same reason.
 */
export function normalise(password: string): string {
  return password.normalize('NFC')
}

/** Whether it has more than 256 code points in NFC. Asked before any hashing, for known and unknown users alike (C003). */
export function isTooLong(password: string): boolean {
  // At most four code points of two units each compose to one, so this needs no composing, whatever was sent.
  if (password.length > longestPassword * 8) return true
  return countPoints(normalise(password)) > longestPassword
}

/** Said to the person who chose the password. */
const sentences: Record<PasswordRefusalReason, (minLength: number) => string> = {
  ill_formed: () => 'The password contains half of a character. Type it again without that character.',
  control_character: () => 'The password contains a NUL character. Type it again without it.',
  too_long: () => `The password is too long. Use at most ${longestPassword} characters.`,
  too_short: (minLength) => `The password is too short. Use at least ${minLength} characters.`,
  personal: () =>
    'The password is little more than a name or address of yours, or of this server. Choose another.',
  repetitive: () => 'The password is a simple pattern. Choose several words that do not belong together.',
  common: () => 'Many people use this password. Choose several words that do not belong together.',
}

/**
 * Judges a new password. Undefined means that it may be used. Never throws.
 * No rules of composition (NIST SP 800-63B-4 3.1.1.2, ASVS 5.0 6.2.5): length, and not being easily guessed.
 */
export function judge(password: string, rules: PasswordRules): PasswordRefusal | undefined {
  const reason = reasonAgainst(password, rules)
  return reason && { reason, sentence: sentences[reason](rules.minLength) }
}

function reasonAgainst(password: string, rules: PasswordRules): PasswordRefusalReason | undefined {
  if (!password.isWellFormed()) return 'ill_formed'
  // A NUL ends the text in other systems that may check the hash one day (C006).
  if (password.includes('\0')) return 'control_character'
  if (isTooLong(password)) return 'too_long'
  const normalised = normalise(password)
  if (countPoints(normalised) < rules.minLength) return 'too_short'
  const folded = fold(normalised)
  if (contextWords(rules).some((word) => isBarely(word, folded))) return 'personal'
  if (isRepetitive(folded)) return 'repetitive'
  if (rules.isCommon(folded)) return 'common'
  return undefined
}

/** ASVS 5.0 6.2.11: the words of the context that an attacker tries first. */
function contextWords({ username = '', email = '' }: PasswordOwner): string[] {
  const localPart = email.slice(0, Math.max(0, email.lastIndexOf('@')))
  return [product, username, email, localPart].map(fold).filter((word) => word !== '')
}

/** Whether `folded` is `word`, alone or with a trivial rest of digits, punctuation and spaces around it. */
function isBarely(word: string, folded: string): boolean {
  const at = folded.indexOf(word)
  if (at < 0) return false
  const rest = folded.slice(0, at) + folded.slice(at + word.length)
  if (!/^[\p{N}\p{P}\p{S}\p{Z}]*$/u.test(rest)) return false
  return countPoints(rest) <= longestTrivialRest || isRepetitive(rest)
}

/** For comparing only. */
function fold(text: string): string {
  return normalise(text).toLowerCase().normalize('NFC')
}

function countPoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
