import { problem } from '@latchkey/contract'
import type { Caller, Principal } from '#features/principals'
import type { Clock } from '#kernel/clock'
import type { Transaction } from '#storage'
import type { sessionStore } from './store.ts'

/** Within which whoever signed in has proved who they are (C062). */
const FRESH_MS = 10 * 60 * 1_000

/** Throws `reauth_required` unless the caller's session began just now: one that was left lying about proves nothing. */
export const freshSignIn =
  ({ store, clock }: { store: ReturnType<typeof sessionStore>; clock: Clock }) =>
  async (tx: Transaction, caller: Caller): Promise<void> => {
    const { userId, sessionId } = caller as Principal
    const beganAt = sessionId === undefined ? undefined : await store.findBegin(tx, userId, sessionId)
    if (beganAt !== undefined && clock.now() - beganAt <= FRESH_MS) return
    throw problem('reauth_required', {
      detail: 'This takes a fresh proof of who you are. Sign in again, and ask within ten minutes.',
    })
  }
