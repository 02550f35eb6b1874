import type { PageAnswer, PageRequest } from '@latchkey/contract'
import type { Clock } from '#kernel/clock'
import { sealedCookie, type TextSealer } from './sealed-cookie.ts'
import { seeOther } from './signed-in.ts'

export interface ShownOnceDeps {
  readonly isSecure: boolean
  readonly clock: Pick<Clock, 'now'>
  readonly showing: TextSealer
}

/** For a reload, and for whoever goes to the authenticator app and back. */
const SHOWN_SECONDS = 5 * 60

interface Shown {
  readonly path: string
  readonly account: string
  readonly shown: unknown
}

/**
 * What a form made that this server cannot show again. The answer leads to a page, and the browser brings along what that shows: so the
 * page can be reloaded, and nothing is made anew by that. It is over with the next page of the account.
 */
export function shownOnce({ isSecure, showing, clock }: ShownOnceDeps) {
  const kept = sealedCookie<Shown>('latchkey-shown', {
    ...{ isSecure, clock, sealer: showing },
    seconds: SHOWN_SECONDS,
  })
  const { cookie } = kept
  return {
    /** On to the page of this path, for this account alone. */
    lead: (path: string, account: string, shown: unknown, cookies: readonly string[] = []): PageAnswer =>
      seeOther(path, [...cookies, cookie.set(kept.seal({ path, account, shown }))]),
    /** What that page shows now; undefined where it was seen and left, is over, or is somebody else's. */
    find(page: PageRequest, path: string, account: string): unknown {
      const found = kept.open(page)
      return found?.path === path && found.account === account ? found.shown : undefined
    },
    /** The answer of any other page, and of what is done there. */
    leave(page: Pick<PageRequest, 'cookie'>, answer: PageAnswer): PageAnswer {
      const { cookies = [] } = answer
      const isShownNext = cookies.some((one) => cookie.isOf(one))
      return isShownNext || cookie.read(page) === undefined
        ? answer
        : { ...answer, cookies: [...cookies, cookie.clear()] }
    },
  }
}
export type ShownOnce = ReturnType<typeof shownOnce>
