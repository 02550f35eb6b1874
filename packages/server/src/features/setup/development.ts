import type { RequestFacts } from '@latchkey/contract'

/** How long after the first start of a database the first registration may become the administrator's. */
const FIRST_MINUTES_MS = 10 * 60 * 1_000

const LOOPBACK_PEERS: readonly (string | undefined)[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$/i
/** What proxies say of themselves and of whom they speak for. */
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-proto',
  'x-forwarded-scheme',
  'x-forwarded-server',
  'x-forwarded-ssl',
  'x-original-forwarded-for',
  'x-original-host',
  'x-real-ip',
  'x-real-port',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
]

export const isWithinFirstMinutes = (firstStartedAt: number, now: number): boolean =>
  now - firstStartedAt < FIRST_MINUTES_MS

/**
 * Whether a request was made on this very machine by its owner, as far as a request can show: clause 10 of the wire
 * contract. No page of the web passes, and no proxy that says that it is one.
 */
export function isFromThisMachine(request: RequestFacts): boolean {
  const host = request.header('host') ?? ''
  const origin = request.header('origin')
  const site = request.header('sec-fetch-site')
  return (
    LOOPBACK_PEERS.includes(request.peerAddress()) &&
    LOOPBACK_HOST.test(host) &&
    FORWARDING.every((name) => request.header(name) === null) &&
    (origin === null || origin === `http://${host}`) &&
    (site === null || site === 'same-origin' || site === 'none')
  )
}
