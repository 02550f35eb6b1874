import type { WayBackDeps } from './deps.ts'
import { NOTICE_EVERY_MS } from './standing.ts'
import { mailReady, mailStarted, tellOwner } from './tell.ts'

const AT_ONCE = 100

/** Tells of each day that passes, and of the end; what was not completed in its time is removed. */
export async function tellDue(deps: WayBackDeps): Promise<void> {
  const { storage, store, contacts, links, clock } = deps
  await storage.write(async (tx) => {
    await contacts.removeOver(tx, clock.now())
    await links.sweep(tx)
  })
  for (;;) {
    const now = clock.now()
    const due = await store.listDue(storage, now, AT_ONCE)
    for (const one of due) await tellOne(deps, one, now)
    if (due.length < AT_ONCE) return
  }
}

type Due = Awaited<ReturnType<WayBackDeps['store']['listDue']>>[number]

async function tellOne(deps: WayBackDeps, one: Due, now: number): Promise<void> {
  const { storage, store, audit } = deps
  const { userId, nextNoticeAt, addressKey, readyAt, expiresAt, readyToldAt } = one
  await storage.write(async (tx) => {
    if (now >= expiresAt) {
      if (!(await store.remove(tx, userId, one.id))) return
      await tellOwner(deps, tx, userId, 'recovery_expired')
      await audit.itself(tx, { action: 'recovery.expired', subject: userId })
      return
    }
    const isReadyNow = now >= readyAt && addressKey !== null && readyToldAt === null
    const to = nextAfter(now, [readyAt, expiresAt])
    const toldAt = isReadyNow ? now : readyToldAt
    if (!(await store.claimNotice(tx, { userId, from: nextNoticeAt, to, toldAt }))) return
    await tellOwner(deps, tx, userId, isReadyNow ? 'recovery_ready' : 'recovery_waiting')
    if (isReadyNow) await mailReady(deps, tx, { userId, address: addressKey }, one, { isOwed: true })
    else await mailStarted(deps, tx, userId, one)
  })
}

/** A day later, or at an end that comes before. */
const nextAfter = (now: number, ends: readonly number[]): number =>
  Math.min(now + NOTICE_EVERY_MS, ...ends.filter((end) => end > now))
