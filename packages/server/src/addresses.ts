import { networkInterfaces } from 'node:os'
import { isLoopback } from '#kernel/loopback'

/** `localhost` is both, where the machine has both: a browser may try either first. */
export function addressesOf(host: string): string[] {
  if (host.toLowerCase() !== 'localhost') return [host]
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return own.some(({ address }) => address === '::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1']
}

/** What a person on this machine opens. */
export function urlOf(host: string, port: number): string {
  if (isLoopback(host) || host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
