import {
  contract,
  type Implemented,
  implementFor,
  invalid,
  type Notice,
  type NoticeKind,
} from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { type Clock, instantOf } from '#kernel/clock'
import { OPERATOR, type SessionId, type UserId } from '#kernel/ids'
import { BEGINNING, type Cursors, page, readCursor } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { noticeStore } from './store.ts'

const KEPT_MS = 90 * 24 * 60 * 60 * 1_000

/** What each kind tells its owner. */
const messages: Record<NoticeKind, string> = {
  refresh_token_reused:
    'A refresh token of one of your sessions was used a second time, so that session was ended. ' +
    'If you do not know why, change your password.',
  password_changed:
    'Your password was changed, and your other sessions were ended. If it was not you, ask an administrator for help.',
  api_key_created:
    'An API key of your account was made. If it was not you, revoke it, end your sessions and change your password.',
  passkey_added:
    'A passkey was added to your account. If it was not you, remove it, end your sessions and change your password.',
  passkey_removed:
    'A passkey of your account was removed. If it was not you, end your sessions and change your password.',
  passkey_counted_back:
    'A passkey of your account was refused, for its counter went backwards: somebody may have a copy of it. Remove it, and add another one.',
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
}

export interface NoticesFeature {
  readonly routes: Implemented<Caller>[]
  /** In the transaction of what it tells about. */
  tell(tx: Transaction, about: About): Promise<void>
  /** Removes what is older than 90 days. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  cursors: Cursors
}

/** What the ids of the list begin with. */
const NOTICES = 'ntc_'

/** What the owner of an account has to hear of, kept until it is read or old. */
export function noticesFeature({ storage, clock, random, cursors }: Deps): NoticesFeature {
  const store = noticeStore(storage)
  return {
    async tell(tx, { userId, kind, sourceAddress = null, sessionId = null }) {
      const id = `${NOTICES}${random.bytes(15).toString('base64url')}`
      await store.insert(tx, { id, userId, kind, sourceAddress, sessionId, now: clock.now() })
    },
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
    }),
  }
}
