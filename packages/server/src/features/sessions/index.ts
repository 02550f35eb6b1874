import { contract, type Implemented, implementFor, problem } from '@latchkey/contract'
import type { AccessClaims, AccessTokens } from '#crypto/tokens'
import type { Caller, Principal, PrincipalsFeature } from '#features/principals'
import type { Clock } from '#kernel/clock'
import { isSessionId, type UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { endSessionOf, endSessionsOf, listSessionsOf, type OthersDeps } from './of-others.ts'
import { type SignInDeps, signIn } from './sign-in.ts'
import { sessionStore } from './store.ts'

export interface SessionsFeature {
  /** Who a token belongs to now: it was signed here, is in its time, and its session and user live. */
  authenticate(token: string): Principal | undefined | Promise<Principal | undefined>
  /** Ends all of a user's sessions; the caller says that the user changed. */
  endAllOf(tx: Transaction, userId: UserId): Promise<number>
  /** Removes sessions that expired, a bounded number a commit. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  principals: PrincipalsFeature
  tokens: AccessTokens
  clock: Clock
}

/** The session has to be the subject's (RFC 7519 section 4.1.2), so that nobody reads one and acts as the other. */
const owned = (principal: Principal | undefined, { sub }: AccessClaims): Principal | undefined =>
  principal && String(principal.userId) === sub ? principal : undefined

const SWEPT_AT_ONCE = 500

export function sessionsFeature({ storage, principals, tokens, clock }: Deps): SessionsFeature {
  const store = sessionStore(storage)
  const principalOf = (claims: AccessClaims | undefined) => {
    if (!claims || !isSessionId(claims.sid)) return undefined
    const found = principals.find(claims.sid)
    return found instanceof Promise ? found.then((one) => owned(one, claims)) : owned(found, claims)
  }
  return {
    authenticate(token) {
      const claims = tokens.verify(token, clock.now() / 1_000)
      return claims instanceof Promise ? claims.then(principalOf) : principalOf(claims)
    },
    endAllOf: store.removeAllOf,
    async sweep() {
      const removeSome = () => storage.write((tx) => store.removeExpired(tx, clock.now(), SWEPT_AT_ONCE))
      while ((await removeSome()) === SWEPT_AT_ONCE);
    },
  }
}

export function sessionsRoutes(
  deps: Omit<SignInDeps, 'store'> & Omit<OthersDeps, 'store'>,
): Implemented<Caller>[] {
  const own = { ...deps, store: sessionStore(deps.storage) }
  return implementFor<Caller>()(contract.sessions, {
    listOf: ({ params: { id }, query }) => listSessionsOf(own, id, query),
    endOf: ({ params: { id, session_id }, caller }) => endSessionOf(own, caller.userId, id, session_id),
    endAllOf: ({ params: { id }, caller }) => endSessionsOf(own, caller.userId, id),
    login: ({ body, request }) => {
      const grant = 'grant_type' in body ? body.grant_type : 'password'
      if (grant !== 'password') {
        throw problem('unsupported_grant_type', { detail: 'Only grant_type=password is taken here.' })
      }
      return signIn(own, body, request)
    },
  })
}
