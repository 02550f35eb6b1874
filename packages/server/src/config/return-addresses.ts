/** Stands for whatever port an app of the own machine was given (RFC 8252 section 7.3). */
const ANY_PORT = /^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\*(?=[/?]|$)/
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** A name that its owner's domain makes its own, such as com.example.app (RFC 8252 section 7.1). */
const APPS_OWN = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/
/** What the answer itself says there. */
const OURS = ['code', 'state', 'iss', 'error']

/**
 * An address that somebody may be sent back to, as a URL parser writes it: https, http on the own machine, or a scheme of the app's
 * own. What a parser would have to repair is none.
 */
export function readReturnAddress(text: string): string | undefined {
  // Visible ASCII that a URL is written in, and no comma, which parts a list.
  if (!/^[!#-&(-+\-./0-9:;=?@A-Z[\]_a-z~]+$/.test(text)) return undefined
  const hasAnyPort = ANY_PORT.test(text)
  const plain = text.replace(ANY_PORT, '$1')
  const url = URL.parse(plain)
  if (url === null || url.username + url.password !== '' || /[#@*]/.test(plain)) return undefined
  const isWeb = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  if (!isWeb && !APPS_OWN.test(url.protocol)) return undefined
  if (OURS.some((name) => url.searchParams.has(name))) return undefined
  // Written as it is compared, but for the slash of an address without a path.
  if (url.href !== plain && url.href !== `${plain}/`) return undefined
  return hasAnyPort ? url.href.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\]))/, '$1:*') : url.href
}
