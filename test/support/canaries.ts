import type { Server } from './server.ts'
import { everythingStored } from './stored.ts'

/** Whatever one of these names holds is a secret, in what is sent and in what is answered. */
const SECRET =
  /^(?:password|new_password|current_password|token|setup_token|refresh_token|access_token|key|client_secret)$/
/** Shorter ones would be found by accident. */
const SHORTEST = 16
const MOST = 2_000

const known = new Set<string>()

function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, held]): string[] => {
    if (typeof held !== 'string') return secretsIn(held)
    if (name === 'url') return [...held.matchAll(/token=([\w-]+)/g)].map(([, token = '']) => token)
    return SECRET.test(name) ? [held] : []
  })
}

/** What is worth looking for: a text of one character over and over tells nothing. */
const isTelling = (secret: string) => secret.length >= SHORTEST && new Set(secret).size >= 8

/** Remembers the secrets of what is sent or answered, and gives them. */
export function noteSecrets(...values: unknown[]): string[] {
  const found = values.flatMap(secretsIn).filter(isTelling)
  for (const secret of found) if (known.size < MOST) known.add(secret)
  return found
}

/** Each kind of secret that was seen so far, wherever it came from. */
export const knownSecrets = (): ReadonlySet<string> => known

/** The secrets that are in a text. */
export const secretsWithin = (text: string): string[] => [...known].filter((secret) => text.includes(secret))

/**
 * C102: of all passwords, tokens and keys that a file of tests used, none is in what its server wrote, nor in what it stored. Throws
 * and names none of them, for what it throws is a log itself.
 */
export function refuseLeaks(server: Server, where: readonly ('log' | 'stored')[]): void {
  const places = { log: () => server.written.join('\n'), stored: () => everythingStored(server) }
  for (const place of where) {
    const leaked = secretsWithin(places[place]())
    if (leaked.length > 0)
      throw new Error(
        `C102 ${leaked.length} secrets are in what the server ${place === 'log' ? 'wrote' : 'stored'}: ${leaked.map(shape).join(', ')}`,
      )
  }
}

const shape = (secret: string) => `${secret.slice(0, 4)}… of ${secret.length} characters`
