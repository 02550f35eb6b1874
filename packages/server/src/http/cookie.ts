/** More than any browser sends to this server. */
const LONGEST = 8_192

/**
 * The value of a cookie (RFC 6265 section 5.4). Undefined where the name is there twice: one of them was planted by somebody who
 * may set cookies for this host and could not replace ours (C048).
 */
export function cookieOf(header: string | null, name: string): string | undefined {
  // Most that is asked for is not there.
  if (header === null || header.length > LONGEST || !header.includes(name)) return undefined
  const values = header.split(';').flatMap((pair) => {
    const [key = '', ...rest] = pair.split('=')
    return key.trim() === name && rest.length > 0 ? [rest.join('=').trim()] : []
  })
  return values.length === 1 ? values[0] : undefined
}
