import { contract, type Implemented, implementFor, problem } from '@latchkey/contract'
import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import type { AuditFeature, Recorder } from '#features/audit'
import type { Caller, Principal } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import { dailyBudget, waitOf } from '#kernel/budget'
import { type Clock, instantOf } from '#kernel/clock'
import { type Acting, actingOf, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import { newSupportCode, readSupportCode } from './code.ts'
import { supportStore } from './store.ts'

export interface SupportFeature {
  readonly routes: Implemented<Caller>[]
  /** Removes codes whose time is over, once what was spent on them is whole. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  /** What is stored of a code. */
  digest: KeyedDigest
  roles: Pick<RolesFeature, 'refuseActingAbove'>
  audit: Pick<AuditFeature, 'by'>
}

const LIFETIME_MS = 5 * 60 * 1_000
const MOST_TRIES = 5
/** Wrong codes of one account, over all that it makes: a new code does not refill it (C032). */
const WRONG = dailyBudget(10, 30)

const NOBODY = { is_confirmed: false, signed_in_at: null, proved_by: null }

/** For the help desk: whether whoever calls is signed in as whom they say. */
export function supportFeature(deps: Deps): SupportFeature {
  const { storage, clock, random, digest, audit } = deps
  const store = supportStore(storage)
  const digestOf = (userId: UserId, code: string): string => digest(`${userId} ${code}`)
  return {
    async sweep() {
      await storage.write((tx) => store.removeOver(tx, clock.now()))
    },
    routes: implementFor<Caller>()(contract.support, {
      async issueCode({ caller, request }) {
        // The edge lets no key and no operator through: a session is what `access` asks for.
        if (!isPrincipal(caller)) throw problem('forbidden', { detail: 'There is no session to make it in.' })
        const { userId, sessionId } = caller
        const code = newSupportCode(random)
        const now = clock.now()
        const expiresAt = now + LIFETIME_MS
        const record = audit.by(caller, request)
        await storage.write(async (tx) => {
          await store.put(tx, { userId, sessionId, codeDigest: digestOf(userId, code), now, expiresAt })
          await record(tx, { action: 'support_code.issued', subject: userId })
        })
        return { code, expires_at: instantOf(expiresAt) }
      },
      check: ({ caller, params: { id }, body, request }) =>
        check(deps, store, {
          acting: actingOf(caller),
          userId: id,
          codeDigest: digestOf(id, readSupportCode(body.code)),
          record: audit.by(caller, request),
        }),
    }),
  }
}

interface Checking {
  readonly acting: Acting
  readonly userId: UserId
  readonly codeDigest: string
  readonly record: Recorder
}

/**
 * POST /users/{id}/support-check. A wrong code is an answer and no refusal, so that what it spent is committed (C031).
 * Throws `user_not_found`, `forbidden`, `too_many_attempts`.
 */
function check(
  { storage, clock, roles }: Deps,
  store: ReturnType<typeof supportStore>,
  { acting, userId, codeDigest, record }: Checking,
) {
  return storage.write(async (tx) => {
    await roles.refuseActingAbove(tx, acting, 'support:check', userId)
    const now = clock.now()
    const tried = await store.takeTry(tx, userId, MOST_TRIES, WRONG, now)
    if (!tried) {
      const wait = waitOf(await store.findWholeAt(tx, userId), now, WRONG)
      if (wait > 0) throw tooManyTries(wait)
    }
    // It counts as long as the session does that it was made in.
    const session = tried && (await store.findSession(tx, userId, tried.sessionId, now))
    const isRight =
      session !== undefined &&
      isSameDigest(tried?.codeDigest ?? '', codeDigest) &&
      (await store.spend(tx, userId, codeDigest, WRONG))
    await record(tx, {
      action: 'support_code.checked',
      subject: userId,
      facts: { confirmed: isRight },
    })
    if (!isRight) return NOBODY
    return { is_confirmed: true, signed_in_at: instantOf(session.createdAt), proved_by: session.provedBy }
  })
}

const tooManyTries = (waitMs: number) => {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000)
  const windowSeconds = Math.ceil((WRONG.burst * WRONG.intervalMs) / 1_000)
  return problem('too_many_attempts', {
    detail: `Too many wrong codes were tried for this account. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
    rateLimit: { policy: 'support-check', quota: WRONG.burst, windowSeconds },
  })
}

const isPrincipal = (caller: Caller): caller is Principal => 'sessionId' in caller
