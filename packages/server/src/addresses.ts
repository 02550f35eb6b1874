const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

export const isLoopback = (host: string): boolean => LOOPBACK.includes(host)

/** `localhost` is both: a browser may try either first. */
export const addressesOf = (host: string): string[] => (host === 'localhost' ? ['127.0.0.1', '::1'] : [host])

/** What a person on this machine opens. */
export function urlOf(host: string, port: number): string {
  if (isLoopback(host) || host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
