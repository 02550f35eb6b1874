import { contract, type Implemented, implementFor, problem } from '@latchkey/contract'
import { type ApiKeyTexts, looksLikeApiKey } from '#crypto/api-keys'
import type { AccessClaims, AccessTokens } from '#crypto/tokens'
import type { AuditFeature, Recorder } from '#features/audit'
import type { FactorsFeature } from '#features/factors'
import type { Caller, Live, Principal, PrincipalsFeature } from '#features/principals'
import type { Clock } from '#kernel/clock'
import { isSessionId, type SessionId, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import type { Proved } from './begin.ts'
import { type ChangePasswordDeps, changePassword } from './change-password.ts'
import { type ExchangeDeps, exchange } from './exchange.ts'
import { refuseStale, requireFresh, requireFreshWhereProtected } from './fresh.ts'
import { halfProve } from './half-proof.ts'
import { endSessionOf, endSessionsOf, listSessionsOf, type OthersDeps } from './of-others.ts'
import { endOthers, endOwn, endOwnIfThere, listOwn, signOut, signOutEverywhere } from './own.ts'
import { pendingStore } from './pending/store.ts'
import { refreshStore } from './refresh/store.ts'
import { type RefreshDeps, refresh } from './refresh.ts'
import { returnCodeStore } from './return-codes/store.ts'
import { REUSE_KNOWN_MS } from './return-codes.ts'
import { finishSignIn } from './second-step.ts'
import { provePassword, type SecondStepRouteDeps, secondStepRoutes } from './second-step-routes.ts'
import { type SignInDeps, signIn } from './sign-in.ts'
import { type EndsRecord, sessionStore } from './store.ts'

export { type SessionCookies, sessionCookies } from './cookies.ts'
export { type ReturnCodes, returnCodes } from './return-codes.ts'

export interface SessionsFeature {
  /**
   * The one credential check. Who a bearer token belongs to now: it was made here, is in its time, and its session or key
   * and its user live.
   */
  authenticate(token: string): Live | undefined | Promise<Live | undefined>
  /** Ends all of a user's sessions, but one that is kept; the caller says that the user changed. */
  endAllOf(tx: Transaction, userId: UserId, kept?: SessionId): Promise<number>
  /** Ends one of a user's sessions, if it still lives, by whoever showed its token. */
  endOne(userId: UserId, sessionId: SessionId, record: Recorder): Promise<void>
  /**
   * Throws `reauth_required` where the last proof in this session is too old, or by fewer factors than the account has, and
   * `invalid_token` where it ended meanwhile.
   */
  requireFresh(tx: Transaction, caller: Pick<Principal, 'userId' | 'sessionId'>): Promise<void>
  /** The same of what is only read. */
  refuseStale(reader: Reader, caller: Principal): Promise<void>
  /** The same on accounts with a second factor, and nothing on the others: for what is documented to ask for nothing more. */
  requireFreshWhereProtected(tx: Transaction, caller: Caller): Promise<void>
  /** The second factor was proved in this session just now. */
  raise(tx: Transaction, caller: Principal): Promise<boolean>
  /** What was proved by a second factor counts as one factor from now on. */
  lowerAllOf(tx: Transaction, userId: UserId): Promise<number>
  /** Writes down when sessions were used last, and removes those that expired; a bounded number a commit. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  principals: PrincipalsFeature
  tokens: AccessTokens
  apiKeys: ApiKeyTexts
  clock: Clock
  /** Of what ends, for others who check tokens. */
  record: EndsRecord
  factors: Pick<FactorsFeature, 'kindsOf'>
}

/** The session has to be the subject's (RFC 7519 section 4.1.2), so that nobody reads one and acts as the other. */
const owned = (principal: Principal | undefined, { sub }: AccessClaims): Principal | undefined =>
  principal && String(principal.userId) === sub ? principal : undefined

const SWEPT_AT_ONCE = 500

/** A bounded number a commit. */
async function writeUses(
  storage: Storage,
  store: ReturnType<typeof sessionStore>,
  uses: ReadonlyMap<SessionId, number>,
): Promise<void> {
  const all = [...uses]
  for (let from = 0; from < all.length; from += SWEPT_AT_ONCE) {
    await storage.write(async (tx) => {
      for (const [id, usedAt] of all.slice(from, from + SWEPT_AT_ONCE)) await store.touch(tx, id, usedAt)
    })
  }
}

export function sessionsFeature({
  storage,
  principals,
  tokens,
  apiKeys,
  clock,
  record,
  factors,
}: Deps): SessionsFeature {
  const store = sessionStore(storage, record)
  const fresh = { store, clock, factors, refuseEnded: principals.refuseEnded }
  const pending = pendingStore(storage)
  const codes = returnCodeStore(storage)
  const principalOf = (claims: AccessClaims | undefined) => {
    if (!claims || !isSessionId(claims.sid)) return undefined
    const found = principals.find(claims.sid)
    return found instanceof Promise ? found.then((one) => owned(one, claims)) : owned(found, claims)
  }
  return {
    authenticate(token) {
      if (looksLikeApiKey(token)) {
        const digest = apiKeys.digestOf(token)
        return digest === undefined ? undefined : principals.findByKey(digest)
      }
      const claims = tokens.verify(token, clock.now() / 1_000)
      return claims instanceof Promise ? claims.then(principalOf) : principalOf(claims)
    },
    async endAllOf(tx, userId, kept) {
      // Nor does a sign-in that was begun go on.
      await pending.removeAllOf(tx, userId)
      return kept === undefined ? store.removeAllOf(tx, userId) : store.removeOthersOf(tx, userId, kept)
    },
    endOne: (userId, sessionId, tell) =>
      endOwnIfThere({ storage, store }, userId, sessionId, tell, 'token.revoked'),
    requireFresh: (tx, caller) => requireFresh(fresh, tx, caller),
    refuseStale: (reader, caller) => refuseStale(fresh, reader, caller),
    requireFreshWhereProtected: (tx, caller) => requireFreshWhereProtected(fresh, tx, caller),
    raise: (tx, { userId, sessionId }) =>
      store.prove(tx, { userId, id: sessionId, now: clock.now(), level: 2 }),
    lowerAllOf: store.lowerAllOf,
    async sweep() {
      await storage.write((tx) => pending.removeExpired(tx, clock.now()))
      await storage.write((tx) => codes.removeExpired(tx, clock.now() - REUSE_KNOWN_MS))
      await writeUses(storage, store, principals.takeUses())
      const removeSome = () => storage.write((tx) => store.removeExpired(tx, clock.now(), SWEPT_AT_ONCE))
      while ((await removeSome()) === SWEPT_AT_ONCE);
    },
  }
}

type RouteDeps = Omit<SignInDeps, 'store' | 'pending'> &
  Omit<SecondStepRouteDeps, 'store' | 'pending'> &
  Omit<RefreshDeps, 'store' | 'refreshes'> &
  Omit<OthersDeps, 'store'> &
  Pick<ExchangeDeps, 'returnCodeDigest' | 'onCodeReuse'> &
  Pick<Deps, 'record'> &
  Pick<ChangePasswordDeps, 'holders' | 'requireFresh' | 'refuseStale' | 'requireFreshWhereProtected'> & {
    refuseEnded: PrincipalsFeature['refuseEnded']
    audit: Pick<AuditFeature, 'by'>
  }

export interface SessionsRoutes {
  readonly routes: Implemented<Caller>[]
  /** The end of every sign-in without a password. Throws `mfa_required`, and what `proving` throws. */
  finishSignIn(proved: Proved, proving: Parameters<typeof finishSignIn>[2]): ReturnType<typeof finishSignIn>
  /** A provider has said in this session who it is: half a proof where there is a second factor. */
  halfProve(tx: Transaction, session: { userId: UserId; sessionId: SessionId }): Promise<void>
  /** A password shown inside a session. Throws `wrong_password`, `too_many_attempts`. */
  provePassword(...asked: DropFirst<Parameters<typeof provePassword>>): ReturnType<typeof provePassword>
}
type DropFirst<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never

export function sessionsRoutes(deps: RouteDeps): SessionsRoutes {
  const { audit } = deps
  const own = {
    ...deps,
    store: sessionStore(deps.storage, deps.record),
    pending: pendingStore(deps.storage),
    refreshes: refreshStore(deps.storage),
    returnCodes: returnCodeStore(deps.storage),
  }
  const routes = implementFor<Caller>()(contract.sessions, {
    list: ({ caller, query }) => listOwn(own, caller, query),
    end: ({ caller, params: { session_id }, request }) =>
      endOwn(own, caller, session_id, audit.by(caller, request)),
    endOthers: ({ caller, request }) => endOthers(own, caller, audit.by(caller, request)),
    listOf: ({ params: { id }, query }) => listSessionsOf(own, id, query),
    endOf: ({ params: { id, session_id }, caller, request }) =>
      endSessionOf(own, caller, id, session_id, audit.by(caller, request)),
    endAllOf: ({ params: { id }, caller, request }) =>
      endSessionsOf(own, caller, id, audit.by(caller, request)),
    login: ({ body, request }) => {
      refuseOtherGrant(body, 'password')
      const deviceToken = 'device_token' in body ? body.device_token : undefined
      const credentials = { ...body, goesOn: asksToGoOn(body), deviceToken }
      return signIn(own, credentials, request, audit.by(undefined, request))
    },
    refresh: ({ body, request }) => {
      refuseOtherGrant(body, 'refresh_token')
      return refresh(own, body.refresh_token, request, audit.by(undefined, request))
    },
    changePassword: ({ caller, body, request }) => {
      // The edge lets no key and no operator through: a session is what `access` asks for.
      if (!isPrincipal(caller)) throw problem('forbidden', { detail: 'There is no session to change it in.' })
      return changePassword(own, caller, body, request, audit.by(caller, request))
    },
    logout: ({ caller, request }) => signOut(own, caller, audit.by(caller, request)),
    logoutAll: ({ caller, request }) => signOutEverywhere(own, caller, audit.by(caller, request)),
  })
  const returnRoutes = implementFor<Caller>()(contract.returns, {
    exchange: ({ body, request }) => exchange(own, body, request, audit.by(undefined, request)),
  })
  return {
    routes: [...routes, ...secondStepRoutes(own), ...returnRoutes],
    finishSignIn: (proved, proving) => finishSignIn(own, proved, proving),
    halfProve: (tx, session) => halfProve(own, tx, session),
    provePassword: (...asked) => provePassword(own, ...asked),
  }
}

const isPrincipal = (caller: Caller): caller is Principal => 'sessionId' in caller

/** What a form says that it is (RFC 6749 sections 4.3.2 and 6). */
function refuseOtherGrant(body: object, expected: string): void {
  const grant = 'grant_type' in body ? body.grant_type : expected
  if (grant === expected) return
  throw problem('unsupported_grant_type', { detail: `Only grant_type=${expected} is taken here.` })
}

/** `"refresh": true`, or in a form the scope that OpenID Connect Core section 11 names. */
function asksToGoOn(body: object): boolean {
  if ('refresh' in body) return body.refresh === true
  return 'scope' in body && typeof body.scope === 'string' && body.scope.split(' ').includes('offline_access')
}
