import type Parser from 'bowser'
import type { Language } from './language.ts'

/** Few programs are used by many; whoever makes up names of programs takes no more memory than this. */
const MOST_KNOWN = 256
const known = new Map<string, string | null>()

/**
 * What a `User-Agent` field (RFC 9110 section 10.1.5) says of the program and the system, in words for its owner:
 * `Firefox on Windows`, `curl`. Whoever signs in may write what it likes there: it is a hint, and decides nothing.
 */
export async function deviceInWords(userAgent: string | null): Promise<string | null> {
  if (userAgent === null || userAgent.trim() === '') return null
  const before = known.get(userAgent)
  if (before !== undefined) return before
  const { default: Bowser } = await import('bowser')
  if (known.size >= MOST_KNOWN) known.clear()
  const words = readWords(Bowser, userAgent)
  known.set(userAgent, words)
  return words
}

function readWords(Bowser: typeof Parser, userAgent: string): string | null {
  // Empty is what it says of what it does not know.
  const { browser, os } = Bowser.parse(userAgent)
  // What is no browser begins with its own name: `okhttp/4.12.0`.
  const program = browser.name || /^[A-Za-z][\w .-]{0,38}(?=\/|$)/.exec(userAgent)?.[0]
  if (program && os.name) return `${program} on ${os.name}`
  return program || os.name || null
}

const ON: Readonly<Record<Exclude<Language, 'en'>, (program: string, system: string) => string>> = {
  de: (program, system) => `${program} unter ${system}`,
  es: (program, system) => `${program} en ${system}`,
  fr: (program, system) => `${program} sur ${system}`,
  ja: (program, system) => `${system}の${program}`,
  ar: (program, system) => `${program} على ${system}`,
}

/** The same words in another language; names of programs and systems are no words. */
export function deviceIn(language: Language, words: string): string {
  const [, program, system] = /^(.+) on (.+)$/.exec(words) ?? []
  if (language === 'en' || program === undefined || system === undefined) return words
  return ON[language](program, system)
}
