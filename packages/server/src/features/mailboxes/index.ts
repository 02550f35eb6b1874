import { contract, type Implemented, implementFor, invalid, type RequestFacts } from '@latchkey/contract'
import type { AuditFeature, Recorder } from '#features/audit'
import type { Caller } from '#features/principals'
import { canonicalEmail } from '#features/users'
import type { UserId } from '#kernel/ids'
import type { Log } from '#kernel/log'
import type { Storage, Transaction } from '#storage'
import { type AskedKind, askedMails } from './asked.ts'
import { addressChanged, mailVerification, type ShownAddress } from './change.ts'
import { proveMailbox } from './claim.ts'
import { type MailboxDeps, wrongToken } from './deps.ts'
import { mailFirstPassword } from './first-password.ts'
import { type RedeemDeps, redeemCode, redeemLink } from './redeem.ts'
import { proveNew, tellRegistered } from './registered.ts'
import { releaseEmail, releaseShown } from './release.ts'
import { type Mailbox, mailboxStore } from './store.ts'
import { revertEmail, verifyEmail } from './verify.ts'

type LinkKind = 'verify_email' | 'revert_email' | 'release_email' | 'sign_in_link'

export interface MailboxesFeature {
  /** Asks a new account's address to be proved. In the transaction that makes the account. */
  begin(tx: Transaction, shown: ShownAddress): Promise<void>
  /** Asks whoever reads a new account's address to choose its password, which proves the address as well. */
  beginWithoutPassword(tx: Transaction, shown: ShownAddress): Promise<void>
  /** In the transaction that changes the address shown. */
  changed(tx: Transaction, shown: ShownAddress): Promise<void>
  /** Whether an account has the address, whose owner is then told that somebody registers with it. */
  tellRegistered(tx: Transaction, addressKey: string): Promise<boolean>
  /** An account that shows the address and has not proved it shows it no longer. */
  releaseShown(tx: Transaction, addressKey: string, record: Recorder): Promise<void>
  /** It was proved by what the account was made with: a mail that only its reader has. In the transaction that makes it. */
  proveNew(tx: Transaction, one: { userId: UserId; addressKey: string }): Promise<void>
  /** The account of a person that an address signs in to which nobody has proved yet. */
  findUnproved(tx: Transaction, addressKey: string): Promise<Mailbox | undefined>
  /** The owner of the address has come: nothing that was set up before they proved it opens the account any more. */
  claim(tx: Transaction, one: { userId: UserId; addressKey: string }, record: Recorder): Promise<void>
  /** Whose password a mailed token would replace; spends nothing. */
  findResetHolder(token: string): Promise<UserId | undefined>
  /** Whether it was this account's: in the transaction that replaces the password, under its lock. */
  spendReset(tx: Transaction, token: string, userId: UserId, record: Recorder): Promise<boolean>
  /** Throws `invalid_mailed_token`; spends nothing. */
  refuseWrongToken(token: string, kind: LinkKind): Promise<void>
  /** What a server that was stopped had left of what was asked for, and what is over. */
  sweep(): Promise<void>
  /** Everything that was asked for is made when it resolves. */
  settled(): Promise<void>
}

type Deps = Omit<MailboxDeps, 'store'> & { storage: Storage; log: Log }

export function mailboxesFeature(deps: Deps) {
  const { storage, clock, proofs } = deps
  const store = mailboxStore(storage)
  const own = { ...deps, store }
  const asked = askedMails(own)
  const feature: MailboxesFeature = {
    begin: (tx, shown) => mailVerification(own, tx, shown),
    beginWithoutPassword: (tx, shown) => mailFirstPassword(own, tx, shown),
    tellRegistered: (tx, addressKey) => tellRegistered(own, tx, addressKey),
    releaseShown: (tx, addressKey, record) => releaseShown(own, tx, addressKey, record),
    proveNew: (tx, one) => proveNew(own, tx, one),
    async findUnproved(tx, addressKey) {
      const box = await store.findSigningIn(tx, addressKey)
      if (box?.kind !== 'person') return undefined
      await store.lock(tx, box.userId)
      // Asked again under the lock: it may have been proved, or given up, meanwhile.
      const now = await store.findSigningIn(tx, addressKey)
      return now?.userId === box.userId && now.verifiedAt === null ? now : undefined
    },
    claim: (tx, one, record) => proveMailbox(own, tx, one, record),
    changed: (tx, shown) => addressChanged(own, tx, shown),
    findResetHolder: async (token) => (await proofs.find(token, 'reset_password'))?.userId,
    async spendReset(tx, token, userId, record) {
      const proof = await proofs.spend(tx, token, 'reset_password')
      if (proof?.userId !== userId) return false
      await proveMailbox(own, tx, proof, record)
      return true
    },
    async refuseWrongToken(token, kind) {
      if (!(await proofs.find(token, kind))) throw wrongToken()
    },
    async sweep() {
      asked.soon()
      await storage.write((tx) => store.removeReserved(tx, clock.now()))
      await proofs.sweep()
    },
    settled: asked.settled,
  }
  return { ...feature, ask: asked.ask, own }
}

const ASKED = { message: 'If there is an account for this address, a mail is on its way' }

/** What is asked for by an address, and what is done by what was mailed. */
export function mailboxesRoutes<
  Answer extends { access_token: string; token_type: 'bearer'; expires_in: number },
>({
  mailboxes,
  finishSignIn,
  audit,
}: {
  mailboxes: ReturnType<typeof mailboxesFeature>
  finishSignIn: RedeemDeps<Answer>['finishSignIn']
  audit: Pick<AuditFeature, 'by'>
}): Implemented<Caller>[] {
  const deps = { ...mailboxes.own, finishSignIn }
  const asking =
    (kind: AskedKind) =>
    async ({ body: { email }, request }: { body: { email: string }; request: RequestFacts }) => {
      const judged = canonicalEmail(email)
      if ('refusal' in judged) throw invalid({ field: 'email', message: judged.refusal })
      await mailboxes.ask(kind, judged.key, audit.by(undefined, request))
      return ASKED
    }
  return implementFor<Caller>()(contract.mailboxes, {
    verify: ({ body, request }) => verifyEmail(deps, body.token, request, audit.by(undefined, request)),
    revert: ({ body, request }) => revertEmail(deps, body.token, request, audit.by(undefined, request)),
    release: ({ body, request }) => releaseEmail(deps, body.token, request, audit.by(undefined, request)),
    resend: asking('verify_email'),
    forgot: asking('reset_password'),
    askLink: asking('sign_in_link'),
    askCode: asking('sign_in_code'),
    redeemLink: ({ body, request }) => redeemLink(deps, body, request, audit.by(undefined, request)),
    redeemCode: ({ body, request }) => redeemCode(deps, body, request, audit.by(undefined, request)),
  })
}
