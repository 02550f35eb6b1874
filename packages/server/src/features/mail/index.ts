import {
  contract,
  type Implemented,
  implementFor,
  invalid,
  type MailEntry,
  problem,
} from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import { instantOf } from '#kernel/clock'
import { BEGINNING, type Cursors, page, readCursor } from '#kernel/newest-first'
import type { Outbox, ShownMail } from '#mail'
import type { Storage } from '#storage'

interface Deps {
  storage: Storage
  cursors: Cursors
  outbox: Outbox
  refuseEnded: PrincipalsFeature['refuseEnded']
  audit: Pick<AuditFeature, 'by'>
}

/** What the ids of the list begin with. */
const MAILS = 'mail_'

const entryOf = (mail: ShownMail): MailEntry => ({
  id: mail.id,
  user_id: mail.userId,
  to: mail.to,
  template: mail.template,
  language: mail.language,
  state: mail.state,
  attempts: mail.attempts,
  last_error: mail.lastError,
  created_at: instantOf(mail.createdAt),
  next_at: mail.state === 'waiting' ? instantOf(mail.nextAt) : null,
  settled_at: mail.settledAt === null ? null : instantOf(mail.settledAt),
  expires_at: instantOf(mail.expiresAt),
})

/** What the operator sees of mail: what became of it, and what it says without what its link or code is (C102). */
export const mailRoutes = ({ storage, cursors, outbox, refuseEnded, audit }: Deps): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.mail, {
    async list({ query: { state, cursor, limit = 20 } }) {
      const after = cursor === undefined ? BEGINNING : readCursor(cursors, MAILS, cursor)
      if (!after) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
      const { shown, nextCursor } = page(cursors, MAILS, await outbox.list(state, after, limit + 1), limit)
      return { items: shown.map(entryOf), next_cursor: nextCursor }
    },
    async show({ params: { mail_id } }) {
      const mail = await outbox.find(storage, mail_id)
      if (!mail) throw problem('mail_not_found')
      return { ...entryOf(mail), subject: mail.composed?.subject ?? null, text: mail.composed?.text ?? null }
    },
    async retry({ params: { mail_id }, caller, request }) {
      const record = audit.by(caller, request)
      return storage.write(async (tx) => {
        await refuseEnded(tx, caller)
        const isDue = await outbox.retry(tx, mail_id)
        const mail = await outbox.find(tx, mail_id)
        if (!mail) throw problem('mail_not_found')
        if (!isDue) {
          throw problem('mail_not_retryable', {
            detail: 'It was sent, is being sent, or its link or code is over.',
          })
        }
        await record(tx, {
          action: 'mail.retried',
          subject: mail.userId ?? undefined,
          facts: { mail: mail.id, template: mail.template },
        })
        return entryOf(mail)
      })
    },
  })
