import type { PageRequest } from '@latchkey/contract'
import type { Principal } from '#features/principals'
import { cookieOf } from './cookie.ts'
import { goalOf } from './goal.ts'
import type { HalfSignInDeps } from './half-sign-in.ts'

/** Time enough to add a passkey. */
const KEPT_SECONDS = 10 * 60
const MARK = 'straight on'

/**
 * A page between a sign-in and an app is an address like any other, to which anybody's link leads. Who has come to it by signing in for this
 * very goal goes on to the app with nothing asked; everybody else says first that they want to.
 */
export function straightOn({ isSecure, sealedFor }: Pick<HalfSignInDeps, 'isSecure' | 'sealedFor'>) {
  const cookie = cookieOf('latchkey-straight-on', { isSecure, maxAgeSeconds: KEPT_SECONDS })
  const sealerOf = ({ sessionId }: Principal, next: string) => sealedFor(`${sessionId} ${next}`)
  return {
    /** The `Set-Cookie` of whoever has signed in by a form for this goal; none for the account, where nothing is asked. */
    keep: (caller: Principal, next: string): readonly string[] =>
      goalOf(next).kind === 'page' ? [] : [cookie.set(sealerOf(caller, next).seal(MARK))],
    /** Whether they have, and the `Set-Cookie` by which the browser forgets it. */
    take(
      page: PageRequest,
      caller: Principal,
      next: string,
    ): { readonly isMeant: boolean; readonly cookies: readonly string[] } {
      const value = cookie.read(page)
      if (value === undefined) return { isMeant: false, cookies: [] }
      return { isMeant: sealerOf(caller, next).open(value) === MARK, cookies: [cookie.clear()] }
    },
  }
}
export type StraightOn = ReturnType<typeof straightOn>
