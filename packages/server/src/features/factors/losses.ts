import { type FactorKind, problem, type RequestFacts } from '@latchkey/contract'
import type { AuditFeature, Recorder } from '#features/audit'
import type { Principal, PrincipalsFeature } from '#features/principals'
import { type Clock, instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import type { lossStore } from './losses/store.ts'

/** Long enough for an owner who reads mail once a day. */
const WAIT_MS = 24 * 60 * 60 * 1_000
const AT_ONCE = 100

interface Deps {
  storage: Storage
  losses: ReturnType<typeof lossStore>
  clock: Clock
  refuseEnded: PrincipalsFeature['refuseEnded']
  audit: Pick<AuditFeature, 'itself'>
  kindsOf(reader: Reader, userId: UserId): Promise<readonly FactorKind[]>
  removeAll(tx: Transaction, userId: UserId): Promise<void>
  provePassword(
    caller: Principal,
    password: string,
    request: RequestFacts,
  ): Promise<(tx: Transaction) => Promise<void>>
  tellOwner(
    tx: Transaction,
    userId: UserId,
    kind: 'factors_lost' | 'factors_removed',
    sourceAddress: string | undefined,
  ): Promise<void>
}

/**
 * Whoever lost every factor and is still signed in somewhere: the password and a day's wait, in which the owner hears of it and can call
 * it off with a factor. A thief has the session and the password, and not the day.
 */
export function loseFactors({
  storage,
  losses,
  clock,
  refuseEnded,
  audit,
  kindsOf,
  removeAll,
  provePassword,
  tellOwner,
}: Deps) {
  return {
    /** POST /users/me/factors/lost. Throws `wrong_password`, `factor_not_found`, `too_many_attempts`. */
    async declare(caller: Principal, password: string, request: RequestFacts, record: Recorder) {
      const { userId, sessionId } = caller
      const prove = await provePassword(caller, password, request)
      const effectiveAt = await storage.write(async (tx) => {
        await refuseEnded(tx, caller)
        await prove(tx)
        if ((await kindsOf(tx, userId)).length === 0)
          throw problem('factor_not_found', { detail: 'You have no second factor that could be lost.' })
        const now = clock.now()
        if (await losses.insert(tx, { userId, sessionId, now, effectiveAt: now + WAIT_MS })) {
          await tellOwner(tx, userId, 'factors_lost', request.sourceAddress())
          await record(tx, { action: 'factors.lost', subject: userId })
        }
        return (await losses.findEffectiveAt(tx, userId)) ?? now + WAIT_MS
      })
      return { removed_at: instantOf(effectiveAt) }
    },
    async callOff(tx: Transaction, userId: UserId, record: Recorder) {
      if (!(await losses.remove(tx, userId)))
        throw problem('factor_not_found', { detail: 'Nobody said that your factors are lost.' })
      await record(tx, { action: 'factors.found', subject: userId })
      return { message: 'Your factors stay' }
    },
    /** Removes the factors of whoever waited long enough. */
    async sweep(): Promise<void> {
      for (const { userId } of await losses.listDue(storage, clock.now(), AT_ONCE)) {
        await storage.write(async (tx) => {
          if (!(await losses.spend(tx, userId, clock.now()))) return
          tx.changed(userId)
          await removeAll(tx, userId)
          await tellOwner(tx, userId, 'factors_removed', undefined)
          await audit.itself(tx, { action: 'factors.removed', subject: userId })
        })
      }
    },
  }
}
