import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewMail {
  readonly id: string
  readonly userId: UserId | null
  readonly lane: string
  readonly addressKey: string
  readonly template: string
  readonly language: string
  readonly to: string
  readonly data: string
  readonly now: number
  readonly expiresAt: number
}

export type MailState = 'waiting' | 'sent' | 'dead'
export type MailStore = ReturnType<typeof mailStore>

export function mailStore({ statement }: Pick<Storage, 'statement'>) {
  const languageOf = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select('language').where('id', '=', p.id),
  )
  const insert = statement((db, p: NewMail) =>
    db.insertInto('mails').values({
      id: p.id,
      user_id: p.userId,
      lane: p.lane,
      address_key: p.addressKey,
      template: p.template,
      language: p.language,
      to_address: p.to,
      data: p.data,
      state: 'waiting',
      attempts: 0,
      next_at: p.now,
      leased_until: 0,
      created_at: p.now,
      sent_at: null,
      last_error: null,
      expires_at: p.expiresAt,
    }),
  )
  return {
    findLanguage: async (reader: Reader, id: UserId) => (await reader.first(languageOf, { id }))?.language,
    insert: (tx: Transaction, mail: NewMail) => tx.run(insert, mail),
  }
}
