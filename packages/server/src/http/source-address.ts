import { type BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Who a request comes from: the socket's other end, unless that is a trusted proxy; then the rightmost hop of
 * X-Forwarded-For that is not one. What cannot be read as an address counts as not said.
 */
export function sourceAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  trusted: BlockList,
): string | undefined {
  let source = peer && unmapped(peer)
  if (forwardedFor === null || !source) return source
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!isTrusted(source, trusted)) return source
    const address = unmapped(hop.trim())
    if (!isIPv4(address) && !isIPv6(address)) return source
    source = address
  }
  return source
}

const isTrusted = (address: string, trusted: BlockList): boolean =>
  trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** `::ffff:1.2.3.4` is 1.2.3.4 (RFC 4291 section 2.5.5.2). */
const unmapped = (address: string): string => {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1]
  return mapped !== undefined && isIPv4(mapped) ? mapped : address
}
