import { problem } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import { actingOf, OPERATOR, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { recoveryStore } from './store.ts'

/** From 10 to 60 minutes is allowed (C063): somebody has to be told, and has to get round to it. */
const LINK_LIFETIME_MS = 60 * 60 * 1_000

/** Accounts as recovery sees them. */
export interface Accounts {
  findKind(tx: Transaction, userId: UserId): Promise<'person' | 'service' | undefined>
  /** Throws `user_not_found`, `validation_failed`, and what `admit` throws. */
  replacePassword(replacement: {
    userId: UserId
    password: string
    field: string
    sourceAddress: string | undefined
    isByLink?: true
    admit(tx: Transaction): Promise<void>
  }): Promise<void>
}

export interface RecoveryFeature {
  /**
   * A new token for this account, in place of any older one. Nothing else about the account changes (C067).
   * Throws `user_not_found`, `forbidden`, `account_not_suitable`, `invalid_token`.
   */
  issueToken(
    accounts: Pick<Accounts, 'findKind'>,
    caller: Caller,
    userId: UserId,
    record: Recorder,
  ): Promise<{ readonly token: string; readonly expiresAt: number }>
  /** For the mailbox of its owner, in the transaction that writes the mail. */
  issueToOwner(
    tx: Transaction,
    userId: UserId,
  ): Promise<{ readonly token: string; readonly expiresAt: number }>
  /** Whose password a token would replace. It stays as good as it is. Throws `invalid_reset_token`. */
  getHolder(token: string): Promise<UserId>
  /** Throws `invalid_reset_token`, also where whoever made the link may do so no longer. */
  spendToken(tx: Transaction, token: string, userId: UserId, record: Recorder): Promise<void>
  /** To be called wherever the password is replaced: a link belongs to the password that it was made to replace. */
  revokeLinkOf(tx: Transaction, userId: UserId): Promise<number>
  /** Removes links whose time is over. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  /** What is stored of a token. */
  digest: KeyedDigest
  roles: RolesFeature
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Tokens of another make that do the same: those mailed to the owner. */
  mailed: MailedResets
}

export interface MailedResets {
  findHolder(token: string): Promise<UserId | undefined>
  spend(tx: Transaction, token: string, userId: UserId, record: Recorder): Promise<boolean>
}

/** One text for every token that does nothing, whatever the reason. */
export const wrongToken = (reference?: string) =>
  problem('invalid_reset_token', {
    detail: 'The reset token is wrong, used or too old. Ask an administrator of this server for a new link.',
    reference,
  })

const hasNoPassword = () =>
  problem('account_not_suitable', { detail: 'A service account has no password. Make it an API key.' })

export function recoveryFeature({
  storage,
  clock,
  random,
  digest,
  roles,
  refuseEnded,
  mailed,
}: Deps): RecoveryFeature {
  const store = recoveryStore(storage)
  return {
    async issueToken(accounts, caller, userId, record) {
      const actor = actingOf(caller)
      // 256 bits.
      const token = random.bytes(32).toString('base64url')
      const now = clock.now()
      const expiresAt = now + LINK_LIFETIME_MS
      await storage.write(async (tx) => {
        await roles.beginDeciding(tx)
        await refuseEnded(tx, caller)
        const kind = await accounts.findKind(tx, userId)
        if (kind === undefined) throw problem('user_not_found')
        await roles.refuseActingAbove(tx, actor, 'users:recover', userId)
        if (kind === 'service') throw hasNoPassword()
        await store.put(tx, { userId, tokenHash: digest(token), issuedBy: actor, now, expiresAt })
        await record(tx, { action: 'reset_link.issued', subject: userId })
      })
      return { token, expiresAt }
    },
    async issueToOwner(tx, userId) {
      const token = random.bytes(32).toString('base64url')
      const now = clock.now()
      const expiresAt = now + LINK_LIFETIME_MS
      await store.put(tx, { userId, tokenHash: digest(token), issuedBy: OPERATOR, now, expiresAt })
      return { token, expiresAt }
    },
    async getHolder(token) {
      const link = await store.findLive(storage, digest(token), clock.now())
      const holder = link ? link.userId : await mailed.findHolder(token)
      if (holder === undefined) throw wrongToken()
      return holder
    },
    async spendToken(tx, token, userId, record) {
      const one = { tokenHash: digest(token), userId, now: clock.now() }
      const link = await store.findLive(tx, one.tokenHash, one.now)
      if (!link) {
        if (await mailed.spend(tx, token, userId, record)) return
        throw wrongToken()
      }
      // A link is worth what its maker, an account or a key of one, may do now: nobody keeps a way into accounts beyond the right to it (C039).
      if (!(await roles.canActOn(tx, link.issuedBy, 'users:recover', userId))) throw wrongToken()
      if (!(await store.spend(tx, one))) throw wrongToken()
    },
    revokeLinkOf: store.removeOf,
    async sweep() {
      await storage.write((tx) => store.removeExpired(tx, clock.now()))
    },
  }
}
