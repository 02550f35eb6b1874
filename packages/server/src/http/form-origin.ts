import { problem } from '@latchkey/contract'
import type { Fields } from './transport.ts'

/** Whether a form that came from there is one of ours. */
export type GuardForm = (headers: Fields) => void

/**
 * A posted form counts only when a page of this very server sent it (C050; ASVS 5.0 3.5.1). Browsers say so in
 * Sec-Fetch-Site and, older ones, in Origin; a program that says neither is no browser that could be misled, and the
 * form's own token still decides.
 *
 * Throws `forbidden`.
 */
export function formGuard(publicUrl: URL | undefined): GuardForm {
  return (headers) => {
    const site = headers.get('sec-fetch-site')
    const origin = headers.get('origin')
    const isFromHere = site === null || site === 'same-origin' || site === 'none'
    if (isFromHere && (origin === null || isOwn(origin, headers.get('host'), publicUrl))) return
    throw problem('forbidden', {
      detail:
        'This form was sent from a page of another address. Open the page again and send it from there. ' +
        'If people reach this server under another name, set LATCHKEY_PUBLIC_URL to that address.',
    })
  }
}

/**
 * A proxy may speak https for us, so of the served address only the host is compared. Where that is the public one and people reach it
 * by https, a page of its name that came by plain http is anybody's who is on the way (RFC 6454 section 4).
 */
function isOwn(origin: string, host: string | null, publicUrl: URL | undefined): boolean {
  if (origin === publicUrl?.origin) return true
  if (publicUrl?.protocol === 'https:' && host?.toLowerCase() === publicUrl.host) return false
  return origin === `http://${host}` || origin === `https://${host}`
}
