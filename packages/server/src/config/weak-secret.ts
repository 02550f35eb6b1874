import { createHash } from 'node:crypto'
import { publishedSecrets } from './published-secrets.ts'

/** HMAC-SHA256 keys want 256 bits (RFC 8725 §3.5); 32 characters are the least that could carry them. */
const leastCharacters = 32
const leastDistinct = 10

/**
 * Words of the secrets that documents, samples and hurried people use. A random value may contain one by chance,
 * so a value is refused only when they make up more than half of it. Longer ones stand before those inside them.
 */
const knownWords = [
  'correcthorsebatterystaple development placeholder changethis characters passphrase production',
  'qwertyuiop asdfghjkl generated changeme generate identity insecure keyboard latchkey password',
  'passwort 256bits default example minimum private replace session signing thisisa zxcvbnm 256bit',
  'change django please qwerty random sample secret secure server string strong admin hello least',
  'super token value world asdf auth bits demo here long more must root some test than that this user',
  'very with your bar baz bit dev foo for jwt key not the use',
]
const knownWord = new RegExp(knownWords.join(' ').replaceAll(' ', '|'), 'g')

/** Completes "is too weak: …" without quoting any of the value; undefined when it is strong enough. */
export function secretWeakness(secret: string): string | undefined {
  if (secret.length < leastCharacters) return `it is shorter than ${leastCharacters} characters`
  if (new Set(secret).size < leastDistinct) return `it has fewer than ${leastDistinct} different characters`
  if (isRepeated(secret)) return 'it repeats a pattern'
  if (isPublished(secret) || [secret, decoded(secret)].some(isMostlyKnown)) {
    return 'it is made of a well-known example'
  }
  return undefined
}

const isMostlyKnown = (text: string | undefined): boolean =>
  text !== undefined && unknownPart(text).length * 2 < text.length

/** What base64 hides, when that is text. */
function decoded(secret: string): string | undefined {
  const text = Buffer.from(secret, 'base64').toString('utf8')
  return /^[\x20-\x7e]{16,}$/.test(text) ? text : undefined
}

const isPublished = (secret: string): boolean =>
  publishedSecrets.has(createHash('sha256').update(secret.toLowerCase()).digest('hex').slice(0, 16))

function isRepeated(secret: string): boolean {
  for (let period = 1; period * 2 <= secret.length; period++) {
    if (secret.startsWith(secret.slice(period))) return true
  }
  return false
}

/** What is left without punctuation, known words and runs such as 0123, fedc and aaaa. */
function unknownPart(secret: string): string {
  const letters = secret.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return withoutRuns(letters.replace(knownWord, ' ')).replaceAll(' ', '')
}

function withoutRuns(text: string): string {
  let kept = ''
  for (let start = 0; start < text.length; ) {
    const step = text.charCodeAt(start + 1) - text.charCodeAt(start)
    let end = start + 1
    if (Math.abs(step) <= 1) while (text.charCodeAt(end) - text.charCodeAt(end - 1) === step) end++
    if (end - start < 4) end = start + 1
    if (end === start + 1) kept += text[start]
    start = end
  }
  return kept
}
