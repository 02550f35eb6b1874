import { BlockList, isIP } from 'node:net'

/** A listening address: `localhost`, another host name, or an IP address without brackets. */
export function readHost(text: string): string | undefined {
  if (isAddress(text)) return text
  const labels = text.split('.')
  const isName = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  // A name of digits only, such as 127.1 or 10.0.0.256, is a mistyped address that a resolver may still guess at.
  return isName && text.length <= 253 && !labels.every((label) => /^[0-9]+$/.test(label)) ? text : undefined
}

/** An http(s) URL of nothing but scheme, host and port; gives back its origin, without the slash. */
export function readPublicUrl(text: string): string | undefined {
  // URL drops line breaks, turns backslashes round and adds slashes; the pattern admits only what needs no repair.
  if (!/^https?:\/\/[^\s/\\?#@]+\/?$/i.test(text)) return undefined
  const url = URL.parse(text)
  return url === null || url.origin === 'null' ? undefined : url.origin
}

/** An origin exactly as a browser sends it (RFC 6454 §6.2), because it is compared as text. */
export function readOrigin(text: string): string | undefined {
  return readPublicUrl(text) === text ? text : undefined
}

/** A domain in lower case that passkeys can be made for: no address (Web Authentication Level 3 section 5.1.2). */
export function readRpId(text: string): string | undefined {
  const url = URL.parse(`https://${text}`)
  return url?.hostname === text && url.host === text && !isAddress(text) && readHost(text) === text
    ? text
    : undefined
}

/** An address or a CIDR block. A block of everything is none: it would let every caller choose its own address. */
export function readAddressBlock(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  if (!isAddress(address) || rest.length > 0) return undefined
  if (prefix === undefined) return text
  const isPrefix = /^[1-9][0-9]{0,2}$/.test(prefix) && Number(prefix) <= (isIP(address) === 4 ? 32 : 128)
  return isPrefix ? text : undefined
}

/** The blocks that `readAddressBlock` admitted, ready to be asked about a peer's address. */
export function addressBlockList(blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [address = '', prefix] = block.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%')
}
