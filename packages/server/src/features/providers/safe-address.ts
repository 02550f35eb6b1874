import { isLoopback } from '#kernel/loopback'

/** https; in development http as well, to servers of this machine. */
export const isSafe = ({ protocol, hostname }: URL, allowsLoopback: boolean): boolean =>
  protocol === 'https:' ||
  (allowsLoopback && protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')))
