import type { PageAnswer, PageRequest } from '@latchkey/contract'
import type { Clock } from '#kernel/clock'
import { cookieOf } from './cookie.ts'
import { seeOther } from './signed-in.ts'

export interface ShownOnceDeps {
  readonly isSecure: boolean
  readonly clock: Pick<Clock, 'now'>
  /** As that of what was typed. */
  readonly showing: { seal(text: string): string; open(sealed: string): string | undefined }
}

/** For a reload, and for whoever goes to the authenticator app and back. */
const SHOWN_SECONDS = 5 * 60

/** What is sealed: the browser is told for how long it keeps it, and is not relied on. */
interface Sealed {
  readonly path: string
  readonly account: string
  readonly shown: unknown
  readonly until: number
}

/**
 * What a form made that this server cannot show again. The answer leads to a page, and the browser brings along what that shows: so the
 * page can be reloaded, and nothing is made anew by that. It is over with the next page of the account.
 */
export function shownOnce({ isSecure, showing, clock }: ShownOnceDeps) {
  const cookie = cookieOf('latchkey-shown', { isSecure, maxAgeSeconds: SHOWN_SECONDS })
  const sealedIn = (page: Pick<PageRequest, 'cookie'>): Sealed | undefined => {
    const sealed = cookie.read(page)
    const text = sealed === undefined ? undefined : showing.open(sealed)
    return text === undefined ? undefined : (JSON.parse(text) as Sealed)
  }
  return {
    /** On to the page of this path, for this account alone. */
    lead(path: string, account: string, shown: unknown, cookies: readonly string[] = []): PageAnswer {
      const until = clock.now() + SHOWN_SECONDS * 1_000
      const sealed = showing.seal(JSON.stringify({ path, account, shown, until } satisfies Sealed))
      return seeOther(path, [...cookies, cookie.set(sealed)])
    },
    /** What that page shows now; undefined where it was seen and left, is over, or is somebody else's. */
    find(page: PageRequest, path: string, account: string): unknown {
      const found = sealedIn(page)
      const isHere = found?.path === path && found.account === account && clock.now() < found.until
      return isHere ? found.shown : undefined
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
