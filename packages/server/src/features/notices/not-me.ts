import { type NoticeKind, problem } from '@latchkey/contract'
import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Mailing } from '#mail'
import type { Reader, Storage, Transaction } from '#storage'
import type { noticeStore } from './store.ts'

/** Removes what a notice is about, if this user has it still; the caller says that the user changed. */
type TakeBack = (tx: Transaction, userId: UserId, id: string, record: Recorder) => Promise<unknown>

export interface NotMeDeps {
  storage: Storage
  store: ReturnType<typeof noticeStore>
  clock: Clock
  /** Makes the token of a notice of its id: whoever reads the database has none. */
  digest: KeyedDigest
  mail: Mailing
  /** Where people reach the server, by its settings (C065). */
  baseUrl(): string
  /** Where mail to the owner goes: what was proved to be theirs, one that was taken away lately too. */
  listProved(reader: Reader, userId: UserId): Promise<readonly { readonly address: string }[]>
  endSessions(tx: Transaction, userId: UserId): Promise<unknown>
  /** By the kind of the notice. None of a second factor: an old mail would take it off the account (decision 18). */
  takeBack: Partial<Record<NoticeKind, TakeBack>>
  issueReset(tx: Transaction, userId: UserId): Promise<{ readonly token: string; readonly expiresAt: number }>
}

/** Whoever was away for a week has other ways. */
export const DISOWNABLE_MS = 7 * 24 * 60 * 60 * 1_000

/** 256 bits beside the id that they are of. What follows on a notice has no say in it: a thief cannot kill it. */
export const tokenOf = (digest: KeyedDigest, id: string): string => `${id}.${digest(id)}`

/** One text for every token that does nothing. */
const wrongToken = () =>
  problem('invalid_notice_token', {
    detail: 'The token is wrong, used or too old. To be safe, choose a new password.',
  })

/** The notice that a token belongs to; undefined for what was never given out. */
function noticeOf(digest: KeyedDigest, token: string): string | undefined {
  const [id = '', mac = '', ...more] = token.split('.')
  return more.length === 0 && isSameDigest(digest(id), mac) ? id : undefined
}

/** Throws `invalid_notice_token`; changes nothing. */
export async function refuseWrongNotice({ storage, store, digest }: NotMeDeps, token: string): Promise<void> {
  const id = noticeOf(digest, token)
  if (id === undefined || (await store.find(storage, id)) === undefined) throw wrongToken()
}

/** POST /auth/not-me: what the notice is about is taken back, every session ends, and the owner is mailed a way to a new password. */
export async function disown(deps: NotMeDeps, token: string, record: Recorder) {
  const { storage, store, clock, digest, mail, baseUrl, listProved, endSessions, takeBack, issueReset } = deps
  const id = noticeOf(digest, token)
  if (id === undefined) throw wrongToken()
  await storage.write(async (tx) => {
    const now = clock.now()
    const notice = await store.find(tx, id)
    if (!notice || !(await store.disown(tx, id, now, now - DISOWNABLE_MS))) throw wrongToken()
    const { userId, kind, about } = notice
    // Before the sessions: one that it begins at this moment ends as well.
    if (about !== null) await takeBack[kind as NoticeKind]?.(tx, userId, about, record)
    await endSessions(tx, userId)
    tx.changed(userId)
    const proved = await listProved(tx, userId)
    if (proved.length > 0) {
      const { token: reset, expiresAt } = await issueReset(tx, userId)
      const template = { kind: 'reset_password', url: `${baseUrl()}/reset?token=${reset}` } as const
      for (const { address } of proved)
        await mail.send(tx, { to: address, userId, template, expiresAt, isOwed: true })
    }
    await record(tx, { action: 'account.disowned', subject: userId, facts: { notice: id } })
  })
  return { message: 'Every session was ended. A link to choose a new password is on its way.' }
}
