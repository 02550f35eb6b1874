import type { Recorder } from '#features/audit'
import type { Log } from '#kernel/log'
import { workOff } from '#kernel/work-off'
import type { Transaction } from '#storage'
import { mailVerification } from './change.ts'
import { CODE_MS, LINK_MS, type MailboxDeps, RESET_MS } from './deps.ts'
import { isKeyOf, mailRelease } from './release.ts'
import type { Mailbox } from './store.ts'

export type AskedKind = 'verify_email' | 'reset_password' | 'sign_in_link' | 'sign_in_code' | 'recovery_link'

type Deps = MailboxDeps & { log: Log }

/** Addresses are asked about as they are compared; mail goes to the one that is stored (C016, CVE-2019-19844). */
export function askedMails(deps: Deps) {
  const { storage, store, clock, log } = deps
  const work = workOff(
    async () => {
      const due = await store.listAsked(storage)
      for (const { number, kind, addressKey } of due) {
        await storage.write(async (tx) => {
          // Of several servers one takes it, and no crash between the two loses it.
          if (await store.take(tx, number)) await answer(deps, tx, kind as AskedKind, addressKey)
        })
      }
      return due.length > 0
    },
    log,
    'asked mails were not made',
  )
  return {
    /** The same work whoever has the address, and the answer before anybody looks (C022, C023). */
    async ask(kind: AskedKind, addressKey: string, record: Recorder): Promise<void> {
      await storage.write(async (tx) => {
        await store.ask(tx, kind, addressKey, clock.now())
        await record(tx, { action: 'mail.asked', facts: { kind } })
        // Not in this turn: whoever asks is answered first.
        tx.afterCommit(work.later)
      })
    },
    /** What a server that was stopped had left. */
    soon: work.soon,
    /** Everything that was asked for is made when it resolves. */
    settled: work.settled,
  }
}

async function answer(deps: Deps, tx: Transaction, kind: AskedKind, addressKey: string): Promise<void> {
  if (kind === 'verify_email') return answerResend(deps, tx, addressKey)
  if (kind === 'recovery_link') return deps.mailRecovery(tx, addressKey)
  const box = await deps.store.findSigningIn(tx, addressKey)
  if (!box && kind === 'reset_password') return mailRelease(deps, tx, addressKey)
  if (box?.kind !== 'person' || box.disabledAt !== null) return
  const { userId } = box
  await deps.store.lock(tx, userId)
  await makers[kind](deps, tx, box)
}

/** Of an address that is shown, or signs in, and was not proved yet. */
async function answerResend(deps: Deps, tx: Transaction, addressKey: string): Promise<void> {
  const { store } = deps
  const held = await store.findHolder(tx, addressKey)
  if (!held || (held.signsIn === 1 && held.verifiedAt !== null)) return
  const { userId } = held
  const shown = await store.lock(tx, userId)
  // One that was given up and is reserved is not asked to be proved again.
  if (held.signsIn === 0 && held.reservedUntil !== null && !isKeyOf(addressKey, shown)) return
  await mailVerification(deps, tx, { userId, address: held.address ?? addressKey, addressKey })
}

type MadeHere = Exclude<AskedKind, 'verify_email' | 'recovery_link'>
type Maker = (deps: Deps, tx: Transaction, box: Mailbox) => Promise<boolean>

const makers: Record<MadeHere, Maker> = {
  reset_password: ({ proofs, mail, baseUrl }, tx, box) => {
    const [userId, to] = [box.userId, toOf(box)]
    return proofs.issue(tx, proofOf(box, 'reset_password', RESET_MS), (token, expiresAt) => {
      const template = { kind: 'reset_password', url: `${baseUrl()}/reset?token=${token}` } as const
      return mail.send(tx, { to, userId, template, expiresAt })
    })
  },
  sign_in_link: ({ proofs, mail, baseUrl }, tx, box) => {
    const [userId, to] = [box.userId, toOf(box)]
    return proofs.issue(tx, proofOf(box, 'sign_in_link', LINK_MS), (token, expiresAt) => {
      const template = { kind: 'sign_in_link', url: `${baseUrl()}/sign-in-link?token=${token}` } as const
      return mail.send(tx, { to, userId, template, expiresAt })
    })
  },
  sign_in_code: ({ proofs, mail }, tx, box) => {
    const [userId, to] = [box.userId, toOf(box)]
    return proofs.issueCode(tx, proofOf(box, 'sign_in_code', CODE_MS), (code, expiresAt) =>
      mail.send(tx, { to, userId, template: { kind: 'sign_in_code', code }, expiresAt }),
    )
  },
}

const toOf = ({ address, addressKey }: Mailbox): string => address ?? addressKey

const proofOf = (box: Mailbox, kind: MadeHere, lifetimeMs: number) => ({
  kind,
  userId: box.userId,
  address: toOf(box),
  addressKey: box.addressKey,
  lifetimeMs,
  boundTo: 'credentials' as const,
})
