import type { PageRequest } from '@latchkey/contract'
import type { Clock } from '#kernel/clock'
import { cookieOf } from './cookie.ts'

/** What leaves this server by a cookie, readable to nobody else; opens to undefined where this server did not seal it. */
export interface TextSealer {
  seal(text: string): string
  open(sealed: string): string | undefined
}

interface Options {
  readonly isSecure: boolean
  readonly seconds: number
  readonly sealer: TextSealer
  readonly clock: Pick<Clock, 'now'>
}

/** Something that waits in the browser for some time. How long is sealed with it: the browser is told, and is not relied on. */
export function sealedCookie<T extends object>(name: string, { isSecure, seconds, sealer, clock }: Options) {
  const cookie = cookieOf(name, { isSecure, maxAgeSeconds: seconds })
  return {
    cookie,
    seal: (value: T): string =>
      sealer.seal(JSON.stringify({ ...value, until: clock.now() + seconds * 1_000 })),
    /** Undefined where there is none, or its time is over. */
    open(page: Pick<PageRequest, 'cookie'>): T | undefined {
      const sealed = cookie.read(page)
      const text = sealed === undefined ? undefined : sealer.open(sealed)
      if (text === undefined) return undefined
      const { until, ...value } = JSON.parse(text) as T & { readonly until: number }
      return clock.now() < until ? (value as unknown as T) : undefined
    },
  }
}
