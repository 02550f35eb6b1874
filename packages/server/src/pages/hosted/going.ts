import type { PageRequest } from '@latchkey/contract'
import { cookieOf } from './cookie.ts'
import { HOME, nextOf } from './goal.ts'

/** As long as the link to a new password counts. */
const KEPT_SECONDS = 60 * 60

/**
 * Where somebody was going who has to open a link in a mail first: kept by the browser, for the mail may be opened in another, which is
 * told nothing of it. Where it leads is held against what is allowed when it is read, as an address is (C101).
 */
export function going({ isSecure }: { readonly isSecure: boolean }) {
  const cookie = cookieOf('latchkey-going', { isSecure, maxAgeSeconds: KEPT_SECONDS })
  return {
    /** The `Set-Cookie` of whoever is going somewhere; none for the account, where everybody goes. */
    keep: (next: string): readonly string[] => (next === HOME ? [] : [cookie.set(encodeURIComponent(next))]),
    /** Where it was, and the `Set-Cookie` by which the browser forgets it. */
    take(page: Pick<PageRequest, 'cookie'>): { readonly next: string; readonly cookies: readonly string[] } {
      const value = cookie.read(page)
      return value === undefined
        ? { next: HOME, cookies: [] }
        : { next: nextOf(decoded(value)), cookies: [cookie.clear()] }
    },
  }
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
