import type { RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import { proveMailbox } from './claim.ts'
import { type MailboxDeps, RESET_MS, WAY_BACK_MS } from './deps.ts'
import { NotGood, spending } from './spending.ts'

/** POST /auth/verify-email: the only way in which an address becomes proved (C069). Signs nobody in. */
export async function verifyEmail(deps: MailboxDeps, token: string, request: RequestFacts, record: Recorder) {
  const { store, clock, proofs } = deps
  await spending(deps, token, 'verify_email', request, async (tx, { userId, addressKey }) => {
    const now = clock.now()
    const held = await store.findHolder(tx, addressKey)
    // It is occupied from the change on, so another account has it only where this one lost it.
    if (held?.userId !== userId) throw new NotGood()
    if (held.signsIn === 1) await store.verify(tx, { userId, addressKey, now })
    else {
      const until = now + WAY_BACK_MS
      const old = await store.findSigningInOf(tx, userId)
      await store.giveUp(tx, { userId, addressKey, until })
      await store.begin(tx, { userId, addressKey, now })
      if (old) await proofs.extend(tx, userId, 'revert_email', old.addressKey, until)
    }
    await record(tx, { action: 'email.verified', subject: userId })
  })
  return { message: 'Address verified' }
}

/** POST /auth/email/revert: whoever reads the mail of the address of before takes it back. */
export async function revertEmail(deps: MailboxDeps, token: string, request: RequestFacts, record: Recorder) {
  const { store, clock, proofs, mail, baseUrl, endSessions, revokeResetLink } = deps
  await spending(deps, token, 'revert_email', request, async (tx, proof) => {
    const { userId, address, addressKey, createdAt } = proof
    const now = clock.now()
    const held = await store.findHolder(tx, addressKey)
    if (held && held.userId !== userId) throw new NotGood()
    if (held?.verifiedAt === null) {
      await store.giveUp(tx, { userId, addressKey, until: now })
      // It signs in, unproved: what it proves now is proved as anywhere else.
      await store.beginUnproved(tx, { userId, addressKey })
      await proveMailbox(deps, tx, { userId, addressKey }, record)
    } else if (held) await store.begin(tx, { userId, addressKey, now })
    else if (!(await store.insert(tx, { userId, addressKey, address, now }))) throw new NotGood()
    await store.removeOthers(tx, { userId, addressKey, now })
    await store.show(tx, userId, address, now)
    for (const kind of ['verify_email', 'reset_password', 'sign_in_link', 'sign_in_code'] as const)
      await proofs.revoke(tx, userId, kind)
    // Addresses that came later have no way back; those of before keep theirs.
    await proofs.revoke(tx, userId, 'revert_email', createdAt)
    await endSessions(tx, userId)
    await revokeResetLink(tx, userId)
    await record(tx, { action: 'email.reverted', subject: userId })
    await proofs.issue(
      tx,
      { kind: 'reset_password', userId, address, addressKey, lifetimeMs: RESET_MS, boundTo: 'credentials' },
      (reset, expiresAt) =>
        mail.send(tx, {
          to: address,
          userId,
          template: { kind: 'reset_password', url: `${baseUrl()}/reset?token=${reset}` },
          expiresAt,
          isOwed: true,
        }),
    )
  })
  return { message: 'The address is yours again, and every session was ended' }
}
