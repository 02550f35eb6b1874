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
  let source = peer && (canonical(peer) ?? peer)
  if (forwardedFor === null || !source) return source
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!isTrusted(source, trusted)) return source
    // A zone means something on one machine only (RFC 4007 section 11), and may be any text.
    const address = hop.includes('%') ? undefined : canonical(hop.trim())
    if (address === undefined) return source
    source = address
  }
  return source
}

const isTrusted = (address: string, trusted: BlockList): boolean =>
  trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

const IPV4_MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/

/**
 * The one spelling of an address, so that nobody is two by writing it otherwise: IPv6 as RFC 5952 has it, but
 * `::ffff:1.2.3.4` as 1.2.3.4 (RFC 4291 section 2.5.5.2). Undefined for what is no address.
 */
export function canonical(address: string): string | undefined {
  if (!isIPv6(address)) return isIPv4(address) ? address : undefined
  // What has a zone is no host of a URL, and stays as the system writes it.
  const ipv6 = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address
  const [, high, low] = IPV4_MAPPED.exec(ipv6) ?? []
  if (high === undefined || low === undefined) return ipv6
  return [high, low].flatMap(octets).join('.')
}

const octets = (hexadecimal: string): number[] => {
  const value = Number.parseInt(hexadecimal, 16)
  return [value >> 8, value & 0xff]
}
