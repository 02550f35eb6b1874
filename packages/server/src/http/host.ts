import { problem } from '@latchkey/contract'

const LOOPBACK_NAME = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]{1,5})?$/i

/** RFC 3986 section 3.2.2, as far as names are used: letters, digits, hyphens, dots; or an IPv6 literal. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i

export type GuardHost = (host: string | null) => void

/**
 * A server on loopback answers to loopback names and its public one only: a page of the web that had its own name
 * resolve to 127.0.0.1 gets nowhere. Runtimes join two Host fields by a comma; that is refused everywhere (RFC 9112
 * section 3.2).
 *
 * Throws `invalid_request`, `misdirected_request`.
 */
export function hostGuard(options: { onLoopback: boolean; publicHost: string | undefined }): GuardHost {
  // Filled with the spellings that were seen and held: a set is asked faster than an expression.
  const accepted = new Set<string>()
  return (host) => {
    if (host !== null && accepted.has(host)) return
    if (host !== null && /[,\s/@\\]/.test(host)) throw oneHost()
    if (!options.onLoopback) {
      if (host !== null && !HOST.test(host)) throw oneHost()
      return
    }
    if (host === null || !(LOOPBACK_NAME.test(host) || host.toLowerCase() === options.publicHost)) {
      throw problem('misdirected_request', {
        detail:
          'This server listens on loopback and answers only to localhost. ' +
          'If people reach it under another name, set LATCHKEY_PUBLIC_URL to that address.',
      })
    }
    if (accepted.size < 16) accepted.add(host)
  }
}

const oneHost = () =>
  problem('invalid_request', {
    detail: 'Send one Host field: a name or an address, and a port.',
    closesConnection: true,
  })
