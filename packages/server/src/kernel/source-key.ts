/** Where no address is: the operator's own socket. */
const NONE = 'local'

/**
 * Who is one for counting, of an address in its one spelling: an IPv4 address, or the /64 of an IPv6 one, which is what
 * one customer has to choose from (C029).
 */
export function sourceKey(address: string | undefined): string {
  if (address === undefined || address === '') return NONE
  if (!address.includes(':')) return address
  const [ipv6 = ''] = address.split('%')
  const [head = '', tail] = ipv6.split('::')
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const all = tail === undefined ? before : [...before, ...zeros, ...after]
  return `${all.slice(0, 4).join(':')}::/64`
}

const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
