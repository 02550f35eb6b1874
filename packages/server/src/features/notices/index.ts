import {
  contract,
  type Implemented,
  implementFor,
  invalid,
  type Notice,
  type NoticeKind,
} from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import { instantOf } from '#kernel/clock'
import { OPERATOR, type SessionId, type UserId } from '#kernel/ids'
import { BEGINNING, type Cursors, page, readCursor } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { MailedNotice } from '#mail'
import type { Transaction } from '#storage'
import { DISOWNABLE_MS, disown, type NotMeDeps, refuseWrongNotice, tokenOf } from './not-me.ts'
import { noticeStore } from './store.ts'

const KEPT_MS = 90 * 24 * 60 * 60 * 1_000

/** As what each kind is mailed; what is left out is told by letters of its own, or on devices only. */
const mailedAs: Partial<Record<NoticeKind, MailedNotice>> = {
  refresh_token_reused: 'refresh_token_reused',
  return_code_reused: 'return_code_reused',
  password_changed: 'password_changed',
  api_key_created: 'api_key_created',
  new_device: 'new_device',
  email_changed: 'email_changed',
  email_released: 'email_released',
  factor_added: 'factor_added',
  passkey_added: 'factor_added',
  factor_removed: 'factor_removed',
  passkey_removed: 'factor_removed',
  factors_lost: 'factors_lost',
  factors_removed: 'factor_removed',
  identity_linked: 'identity_linked',
  identity_unlinked: 'identity_unlinked',
  recovery_code_used: 'recovery_used',
  recovery_completed: 'recovery_used',
}

/** What each kind tells its owner. */
const messages: Record<NoticeKind, string> = {
  refresh_token_reused:
    'A refresh token of one of your sessions was used a second time, so that session was ended. ' +
    'If you do not know why, change your password.',
  return_code_reused:
    'A code that leads back to an app was used a second time, so the session that it began was ended. ' +
    'If you do not know why, change your password.',
  password_changed:
    'Your password was changed, and your other sessions were ended. If it was not you, ask an administrator for help.',
  api_key_created:
    'An API key of your account was made. If it was not you, revoke it, end your sessions and change your password.',
  new_device:
    'Somebody signed in to your account from where nobody did lately. If it was not you, end your sessions and change your password.',
  email_changed:
    'The e-mail address of your account was changed. If it was not you, change it back, end your sessions and change your password.',
  email_released:
    'Your account showed an e-mail address that it never proved, and whoever reads its mail took it back. Your account shows the one again ' +
    'that signs you in. If you never gave that address, end your sessions and change your password.',
  passkey_added:
    'A passkey was added to your account. If it was not you, remove it, end your sessions and change your password.',
  passkey_removed:
    'A passkey of your account was removed. If it was not you, end your sessions and change your password.',
  passkey_counted_back:
    'A passkey of your account was refused, for its counter went backwards: somebody may have a copy of it. Remove it, and add another one.',
  identity_linked:
    'An account elsewhere signs in to your account from now on. If it was not you, remove it, end your sessions and change your password.',
  identity_unlinked:
    'An account elsewhere signs in to your account no longer. If it was not you, end your sessions and change your password.',
  factor_added:
    'A second factor was added to your account. If it was not you, remove it, end your sessions and change your password.',
  factor_removed:
    'A second factor of your account was removed. If it was not you, end your sessions and change your password.',
  factors_lost:
    'Somebody with your password said that all your second factors are lost: they are removed in 24 hours. If it was not you, call it off with a second factor, and change your password.',
  factors_removed:
    'All second factors of your account were removed, for they were said to be lost. Add a new one.',
  recovery_codes_made:
    'New recovery codes of your account were made; the former ones count no longer. If it was not you, change your password.',
  recovery_code_used:
    'A recovery code of your account was used. If it was not you, change your password and make new codes.',
  recovery_started:
    'A recovery of your account has begun: when its time is over, all second factors can be removed and a new password chosen. ' +
    'If it is not you, sign in, prove who you are and cancel it; a session alone can freeze it.',
  recovery_waiting:
    'A recovery of your account is under way. If it is not you, sign in, prove who you are and cancel it.',
  recovery_approved:
    'Somebody whom you or this server trusts has said that a recovery of your account is you. If it is not, cancel it.',
  recovery_ready:
    'The recovery of your account can be completed now. If it is not you, sign in, prove who you are and cancel it.',
  recovery_frozen:
    'The recovery of your account was frozen for 72 hours, which is done once. If it is you who recovers, it goes on by itself; ' +
    'if not, prove who you are and cancel it.',
  recovery_cancelled: 'The recovery of your account was cancelled.',
  recovery_expired: 'The recovery of your account was not completed in its time, and is over.',
  recovery_completed:
    'Your account was recovered: a new password was chosen, every second factor was removed, and every session was ended. ' +
    'If it was not you, ask an administrator for help at once.',
  trusted_contact_added:
    'Somebody became your trusted contact, and may say that it is you when you have lost everything. If you do not know why, remove them.',
  trusted_contact_removed: 'A trusted contact of yours was removed. If it was not you, change your password.',
}

interface About {
  readonly userId: UserId
  readonly kind: NoticeKind
  readonly sourceAddress: string | undefined
  readonly sessionId: SessionId | undefined
  /** What the program calls itself that it was done with. */
  readonly userAgent?: string | null
  /** The id of what is taken back where it was somebody else. */
  readonly about?: string | undefined
}

export interface NoticesFeature {
  readonly routes: Implemented<Caller>[]
  /** In the transaction of what it tells about: kept here, and mailed to each proved address with a way to say that it was not them. */
  tell(tx: Transaction, about: About): Promise<void>
  /** Throws `invalid_notice_token`; spends nothing. */
  refuseWrongToken(token: string): Promise<void>
  /** Removes what is older than 90 days. */
  sweep(): Promise<void>
}

interface Deps extends Omit<NotMeDeps, 'store'> {
  random: Random
  cursors: Cursors
  audit: Pick<AuditFeature, 'by'>
}

const LONGEST_USER_AGENT = 256

/** What the ids of the list begin with. */
const NOTICES = 'ntc_'

/** What the owner of an account has to hear of, kept until it is read or old. */
export function noticesFeature(deps: Deps): NoticesFeature {
  const { storage, clock, random, cursors, audit, digest, mail, baseUrl, listProved } = deps
  const store = noticeStore(storage)
  const disowning: NotMeDeps = { ...deps, store }
  return {
    async tell(tx, { userId, kind, sourceAddress, sessionId = null, userAgent = null, about = null }) {
      const id = `${NOTICES}${random.bytes(15).toString('base64url')}`
      const now = clock.now()
      const row = { id, userId, kind, sourceAddress: sourceAddress ?? null, sessionId, about, now }
      await store.insert(tx, row)
      const noticeKind = mailedAs[kind]
      if (noticeKind === undefined) return
      const template = {
        kind: 'notice',
        noticeKind,
        at: now,
        sourceAddress,
        device: userAgent?.slice(0, LONGEST_USER_AGENT),
        notMeUrl: `${baseUrl()}/not-me?token=${tokenOf(digest, id)}`,
      } as const
      // Whoever reads an address that nobody proved may be a stranger to the account.
      for (const { address } of await listProved(tx, userId))
        await mail.send(tx, { to: address, userId, template, expiresAt: now + DISOWNABLE_MS })
    },
    refuseWrongToken: (token) => refuseWrongNotice(disowning, token),
    async sweep() {
      await storage.write((tx) => store.removeOld(tx, clock.now() - KEPT_MS))
    },
    routes: implementFor<Caller>()(contract.notices, {
      async list({ caller, query: { cursor, limit = 20 } }) {
        if (caller.userId === OPERATOR) return { items: [], next_cursor: null }
        const after = cursor === undefined ? BEGINNING : readCursor(cursors, NOTICES, cursor)
        if (!after) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
        const { shown, nextCursor } = page(
          cursors,
          NOTICES,
          await store.list(storage, caller.userId, after, limit + 1),
          limit,
        )
        const items = shown.map((row): Notice => {
          const kind = row.kind as NoticeKind
          return {
            id: row.id,
            kind,
            message: messages[kind],
            created_at: instantOf(row.createdAt),
            source_address: row.sourceAddress,
            session_id: row.sessionId,
          }
        })
        return { items, next_cursor: nextCursor }
      },
      notMe: ({ body: { token }, request }) => disown(disowning, token, audit.by(undefined, request)),
    }),
  }
}
