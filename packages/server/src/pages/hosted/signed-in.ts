import {
  contract,
  type Implemented,
  type Page,
  type PageAnswer,
  type PageRequest,
  problem,
} from '@latchkey/contract'
import type { Caller, Live, Principal } from '#features/principals'
import type { SessionCookies } from '#features/sessions'
import type { SessionId, UserId } from '#kernel/ids'
import { handlerOf } from '../form-page.ts'
import { HTML_TYPE } from '../html.ts'
import { type Cookie, cookieOf } from './cookie.ts'

export interface SignedInDeps {
  readonly implemented: readonly Implemented<Caller>[]
  readonly cookies: SessionCookies
  authenticate(token: string): Live | undefined | Promise<Live | undefined>
  /** Whether people reach the server by https. */
  readonly isSecure: boolean
  readonly sessionAbsoluteSeconds: number
}

/** What a page that is somebody's own does, once it is known whose. */
type Own = (page: PageRequest, caller: Principal) => PageAnswer | Promise<PageAnswer>

export interface SignedIn {
  /** Whose browser it is; undefined for nobody's. */
  find(page: PageRequest): Promise<Principal | undefined>
  /** Whose browser it was until its time ran out, as far as that can be told. */
  findOwner(page: PageRequest): Promise<UserId | undefined>
  /** Whose session a sign-in has begun just now. */
  callerOf(answer: unknown): Promise<Principal>
  /**
   * The browser is known from now on by this session, which has begun just now. One that it was known by before is over, as after a
   * sign-out, whoever it belongs to (C048); `knownBy` where the browser cannot say it. Answers the `Set-Cookie`.
   */
  begin(page: PageRequest, caller: Principal, knownBy?: SessionId): Promise<string>
  /** Another value for the same session: whatever it was known by before is worth nothing (C048). */
  renew(caller: Principal): Promise<string>
  end(): string
  /** A page for whoever is signed in; everybody else signs in first, and comes back. */
  own(page: Omit<Page, 'answer'> & { answer: Own }): Page
}

export function signedIn(deps: SignedInDeps): SignedIn {
  const { cookies, authenticate, isSecure, sessionAbsoluteSeconds } = deps
  const logout = handlerOf(deps.implemented, contract.sessions.logout)
  const cookie: Cookie = cookieOf('latchkey', { isSecure, maxAgeSeconds: sessionAbsoluteSeconds })
  const find = async (page: PageRequest) => {
    const value = cookie.read(page)
    return value === undefined ? undefined : cookies.find(value)
  }
  const give = async (caller: Principal): Promise<string> => {
    const value = await cookies.give(caller)
    if (value === undefined) throw problem('invalid_token', { detail: 'The account was changed meanwhile.' })
    return cookie.set(value)
  }
  const callerOf = async (answer: unknown): Promise<Principal> => {
    const { access_token } = answer as { access_token: string }
    const caller = await authenticate(access_token)
    if (!caller || !('sessionId' in caller))
      throw problem('invalid_token', { detail: 'The account was changed meanwhile.' })
    return caller
  }
  return {
    find,
    async findOwner(page) {
      const value = cookie.read(page)
      return value === undefined ? undefined : cookies.findOwner(value)
    },
    callerOf,
    async begin(page, caller, knownBy) {
      const before = (await find(page)) ?? (knownBy && (await cookies.findBySession(knownBy)))
      const given = await give(caller)
      if (before && before.sessionId !== caller.sessionId)
        await logout({ caller: before, request: page.facts })
      return given
    },
    renew: give,
    end: cookie.clear,
    own: ({ answer, ...page }) => ({
      ...page,
      async answer(request) {
        const caller = await find(request)
        return caller ? answer(request, caller) : seeOther(`/sign-in?next=${encodeURIComponent(page.path)}`)
      },
    }),
  }
}

/** RFC 9110 section 15.4.4: whatever was sent is done with, and the next page is asked for. */
export const seeOther = (location: string, cookies: readonly string[] = []): PageAnswer => ({
  status: 303,
  type: HTML_TYPE,
  body: '',
  cookies,
  headers: { Location: location },
})
