import type { PageRequest } from '@latchkey/contract'

/** A cookie of this server's own, which no page of another host may set and no script may read (C049; ASVS 5.0 3.3.1-3.3.4). */
export interface Cookie {
  read(page: Pick<PageRequest, 'cookie'>): string | undefined
  /** A `Set-Cookie`. */
  set(value: string): string
  clear(): string
  /** Whether a `Set-Cookie` is about this one. */
  isOf(setCookie: string): boolean
}

/**
 * `__Host-` where the server is reached by https: then it is this host's alone, whatever its sibling hosts set (RFC 6265bis section
 * 4.1.3.2). Plain http is for the own machine. Lax, so that whoever comes by a link, or back from another sign-in, is known.
 */
export function cookieOf(
  name: string,
  {
    isSecure,
    maxAgeSeconds,
    isSentFromElsewhere = false,
  }: { isSecure: boolean; maxAgeSeconds: number; isSentFromElsewhere?: boolean },
): Cookie {
  const fullName = isSecure ? `__Host-${name}` : name
  // Browsers take `None` with `Secure` alone (RFC 6265bis section 5.7).
  const sameSite = isSentFromElsewhere && isSecure ? 'None' : 'Lax'
  const attributes = `Path=/; HttpOnly; SameSite=${sameSite}${isSecure ? '; Secure' : ''}`
  return {
    read: (page) => page.cookie(fullName),
    set: (value) => `${fullName}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    clear: () => `${fullName}=; Max-Age=0; ${attributes}`,
    isOf: (setCookie) => setCookie.startsWith(`${fullName}=`),
  }
}
