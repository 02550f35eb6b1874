import type { BodyOf, Contract } from '@latchkey/contract'

/** What an app keeps while somebody is away to sign in: in a cookie of its own, or in the `sessionStorage` of the tab. */
export interface Departure {
  readonly baseUrl: string
  readonly returnTo: string
  readonly state: string
  /** Shown to nobody but the server, and only at the exchange (RFC 7636). */
  readonly verifier: string
}

export interface DepartureOptions {
  /** Where the server is. */
  readonly baseUrl: string
  /** One of the addresses of LATCHKEY_RETURN_TO. */
  readonly returnTo: string
  /** Which page they see first. */
  readonly page?: 'sign-in' | 'sign-up'
}

/** Where to send somebody who has to sign in, and what to keep until they are back. */
export async function leaveToSignIn({
  baseUrl,
  returnTo,
  page = 'sign-in',
}: DepartureOptions): Promise<{ url: string; departure: Departure }> {
  const [state, verifier] = [drawn(), drawn()]
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const query = new URLSearchParams({
    return_to: returnTo,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  })
  return {
    url: `${baseUrl.replace(/\/$/, '')}/${page}?${query}`,
    departure: { baseUrl, returnTo, state, verifier },
  }
}

type Exchange = BodyOf<Contract['returns']['exchange']>

/**
 * What `returns.exchange` takes, from the address that somebody came back by. Throws an `Error` where it does not belong to this
 * departure: another browser's, or another server's (RFC 9207).
 */
export function comeBack(address: string | URL, departure: Departure | undefined): Exchange {
  const query = new URL(address).searchParams
  const code = query.get('code')
  if (departure === undefined || code === null || query.get('state') !== departure.state)
    throw new Error('This sign-in was not begun here. Begin again.')
  if (query.get('iss') !== new URL(departure.baseUrl).origin)
    throw new Error('This sign-in was answered by another server. Begin again.')
  return { code, code_verifier: departure.verifier, return_to: departure.returnTo }
}

/** 256 bits: 43 characters. */
const drawn = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)))

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (one) => ({ '+': '-', '/': '_' })[one] ?? '')
