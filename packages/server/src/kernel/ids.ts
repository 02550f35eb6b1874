import type { Random } from './random.ts'

/** Integers from 1; never reused. */
export type UserId = number
export type SessionId = `ses_${string}`
export type ApiKeyId = `key_${string}`

/** Whoever started the server: acts through the control socket or in this process, and has no account. */
export const OPERATOR = Symbol('operator')
/** What every process keeps in memory, and no one user is. */
export type Topic = 'roles' | 'signing-keys' | 'providers'
/** Of what memory may be out of date. */
export type Subject = UserId | Topic

/** Who acts. */
export type Actor = UserId | typeof OPERATOR

/** Who acts by an API key: with the rights of its owner, as far as its scopes go. */
export interface KeyActor {
  readonly userId: UserId
  readonly keyId: ApiKeyId
  readonly scopes: ReadonlySet<string>
}
/** Who acts, and how far the rights go: what every rule about acting on others is asked with. */
export type Acting = Actor | KeyActor

interface Credentialed {
  readonly userId: Actor
  readonly keyId?: ApiKeyId
  readonly scopes?: ReadonlySet<string>
}

/** What a caller acts as. A key is never asked about as if it were its owner. */
export function actingOf({ userId, keyId, scopes }: Credentialed): Acting {
  if (scopes === undefined || userId === OPERATOR) return userId
  if (keyId === undefined) throw new Error('scopes are of a key')
  return { userId, keyId, scopes }
}

/** Whose rights they are. */
export const accountOf = (acting: Acting): Actor => (typeof acting === 'object' ? acting.userId : acting)

/** What might be one: no text that a database could stumble over. */
export const isSessionId = (text: string): text is SessionId => /^ses_[\w-]{1,64}$/.test(text)

/** 160 bits, base64url: nobody guesses one, and no two are alike. */
export const newSessionId = (random: Random): SessionId => `ses_${random.bytes(20).toString('base64url')}`

export const newApiKeyId = (random: Random): ApiKeyId => `key_${random.bytes(20).toString('base64url')}`
