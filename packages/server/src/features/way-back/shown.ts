import type { ShownRecovery } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import { type Acting, accountOf, OPERATOR, type UserId } from '#kernel/ids'
import type { Reader, Transaction } from '#storage'
import type { WayBackDeps } from './deps.ts'
import type { Recovery, Spoken } from './standing.ts'
import type { Approval } from './store.ts'

const NOTHING = {
  is_under_way: false,
  began_at: null,
  ready_at: null,
  frozen_until: null,
  expires_at: null,
  is_mail_shown: false,
  administrators: 0,
  contacts: 0,
}

/** As whom an administrator approved it. */
const actingOf = ({ approverId, approverKey, scopes }: Approval): Acting => {
  if (approverId === null) return OPERATOR
  if (approverKey === null) return approverId
  return {
    userId: approverId,
    keyId: approverKey as `key_${string}`,
    scopes: new Set((scopes ?? '').split(' ')),
  }
}

type MayAct = (acting: Acting) => Promise<boolean>

async function spoken(
  { store, contacts, waitMs, clock }: WayBackDeps,
  reader: Reader,
  userId: UserId,
  { beganAt }: Recovery,
  mayAct: MayAct,
): Promise<Spoken> {
  const counted = { administrators: 0, contacts: 0 }
  for (const approval of await store.listApprovals(reader, userId, clock.now())) {
    if (approval.kind === 'administrator') {
      if (await mayAct(actingOf(approval))) counted.administrators += 1
      continue
    }
    const since = await contacts.findSince(reader, userId, approval.approverId ?? 0)
    if (since !== undefined && countsFrom(since, waitMs) <= beganAt) counted.contacts += 1
  }
  return counted
}

/** A contact counts for what begins a whole wait later: whoever holds the account for a moment plants none. */
export const countsFrom = (since: number, waitMs: number): number => since + waitMs

/** Who speaks for the person and may do so at this moment: nobody keeps a way into accounts beyond the right to it (C039). */
export const spokenNow = (deps: WayBackDeps, tx: Transaction, userId: UserId, recovery: Recovery) =>
  spoken(deps, tx, userId, recovery, (acting) => deps.roles.canActOn(tx, acting, 'users:recover', userId))

/** The same to be shown, which decides nothing. */
export async function shownRecovery(
  deps: WayBackDeps,
  reader: Reader,
  userId: UserId,
): Promise<ShownRecovery> {
  const recovery = await deps.store.find(reader, userId, deps.clock.now())
  if (!recovery) return NOTHING
  const mayAct: MayAct = async (acting) => {
    const question: Parameters<typeof deps.roles.explain>[1] = {
      actor: accountOf(acting),
      scopes: typeof acting === 'object' ? acting.scopes : undefined,
      permission: 'users:recover',
      targetId: userId,
    }
    return (await deps.roles.explain(reader, question)).every(({ holds }) => holds)
  }
  return {
    is_under_way: true,
    began_at: instantOf(recovery.beganAt),
    ready_at: instantOf(recovery.readyAt),
    frozen_until: recovery.frozenUntil === null ? null : instantOf(recovery.frozenUntil),
    expires_at: instantOf(recovery.expiresAt),
    is_mail_shown: recovery.addressKey !== null,
    ...(await spoken(deps, reader, userId, recovery, mayAct)),
  }
}
