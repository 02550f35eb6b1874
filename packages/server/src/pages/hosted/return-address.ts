/** Which of the addresses of LATCHKEY_RETURN_TO somebody may be sent back to. */
export interface ReturnAddresses {
  /** The address as it is listed; undefined for any other. */
  find(asked: string): string | undefined
}

const LOOPBACK_WITH_PORT = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?=\/)/

/**
 * Compared as text after URL parsing (RFC 9700 section 2.1): what a parser had to repair is another address. Only where the list has
 * `*` for the port of the own machine any port will do (RFC 8252 section 7.3).
 */
export function returnAddresses(listed: readonly string[]): ReturnAddresses {
  const all = new Set(listed)
  return {
    find(asked) {
      const href = URL.parse(asked)?.href
      // An address without a path may be written without its slash.
      if (href === undefined || (href !== asked && href !== `${asked}/`)) return undefined
      const isListed = all.has(href) || all.has(href.replace(LOOPBACK_WITH_PORT, '$1:*'))
      return isListed ? href : undefined
    },
  }
}
