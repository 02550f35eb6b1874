import type { Random } from './random.ts'

/** Integers from 1; never reused. */
export type UserId = number
export type SessionId = `ses_${string}`

/** Whoever started the server: acts through the control socket or in this process, and has no account. */
export const OPERATOR = Symbol('operator')
/** What every process keeps in memory, and no one user is. */
export type Topic = 'roles' | 'signing-keys'
/** Of what memory may be out of date. */
export type Subject = UserId | Topic

/** Who acts. */
export type Actor = UserId | typeof OPERATOR

/** What might be one: no text that a database could stumble over. */
export const isSessionId = (text: string): text is SessionId => /^ses_[\w-]{1,64}$/.test(text)

/** 160 bits, base64url: nobody guesses one, and no two are alike. */
export const newSessionId = (random: Random): SessionId => `ses_${random.bytes(20).toString('base64url')}`
