import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface Contact {
  readonly userId: UserId
  readonly username: string
  readonly fullName: string
  readonly since: number
}

interface Offer {
  readonly userId: UserId
  readonly tokenHash: string
  readonly now: number
  readonly expiresAt: number
}

export function contactStore({ statement }: Pick<Storage, 'statement'>) {
  // By its primary key a person has one: a newer one takes the older one's place.
  const offer = statement((db, p: Offer) =>
    db
      .insertInto('contact_offers')
      .values({ user_id: p.userId, token_hash: p.tokenHash, created_at: p.now, expires_at: p.expiresAt })
      .onConflict((conflict) =>
        conflict
          .column('user_id')
          .doUpdateSet({ token_hash: p.tokenHash, created_at: p.now, expires_at: p.expiresAt }),
      ),
  )
  // By contact_offers_token_hash. Spent by one statement whose row count decides.
  const offerer = statement((db, p: { tokenHash: string; now: number }) =>
    db
      .selectFrom('contact_offers')
      .select('user_id as userId')
      .where('token_hash', '=', p.tokenHash)
      .where('expires_at', '>', p.now),
  )
  const spendOffer = statement((db, p: { tokenHash: string; now: number }) =>
    db.deleteFrom('contact_offers').where('token_hash', '=', p.tokenHash).where('expires_at', '>', p.now),
  )
  // By contact_offers_expires_at.
  const removeOver = statement((db, p: { now: number }) =>
    db.deleteFrom('contact_offers').where('expires_at', '<=', p.now),
  )
  const add = statement((db, p: { userId: UserId; contactId: UserId; now: number }) =>
    db
      .insertInto('trusted_contacts')
      .values({ user_id: p.userId, contact_id: p.contactId, created_at: p.now })
      .onConflict((conflict) => conflict.columns(['user_id', 'contact_id']).doNothing()),
  )
  const remove = statement((db, p: { userId: UserId; contactId: UserId }) =>
    db.deleteFrom('trusted_contacts').where('user_id', '=', p.userId).where('contact_id', '=', p.contactId),
  )
  const removeAllOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('trusted_contacts').where('user_id', '=', p.userId),
  )
  const removeOffersOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('contact_offers').where('user_id', '=', p.userId),
  )
  const shown = ['users.id as userId', 'users.username', 'users.full_name as fullName'] as const
  const ofUser = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('trusted_contacts')
      .innerJoin('users', 'users.id', 'trusted_contacts.contact_id')
      .select(shown)
      .select('trusted_contacts.created_at as since')
      .where('trusted_contacts.user_id', '=', p.userId)
      .orderBy('trusted_contacts.contact_id'),
  )
  // By trusted_contacts_contact_id.
  const whose = statement((db, p: { contactId: UserId }) =>
    db
      .selectFrom('trusted_contacts')
      .innerJoin('users', 'users.id', 'trusted_contacts.user_id')
      .select(shown)
      .select('trusted_contacts.created_at as since')
      .where('trusted_contacts.contact_id', '=', p.contactId)
      .orderBy('trusted_contacts.user_id'),
  )
  // Of those who are active: whoever is disabled speaks for nobody.
  const since = statement((db, p: { userId: UserId; contactId: UserId }) =>
    db
      .selectFrom('trusted_contacts')
      .innerJoin('users', 'users.id', 'trusted_contacts.contact_id')
      .select('trusted_contacts.created_at as since')
      .where('trusted_contacts.user_id', '=', p.userId)
      .where('trusted_contacts.contact_id', '=', p.contactId)
      .where('users.disabled_at', 'is', null),
  )
  return {
    offer: (tx: Transaction, one: Offer): Promise<number> => tx.run(offer, one),
    /** Whose it was, once; undefined for whoever comes later. */
    async spendOffer(tx: Transaction, tokenHash: string, now: number): Promise<UserId | undefined> {
      const found = await tx.first(offerer, { tokenHash, now })
      return found && (await tx.run(spendOffer, { tokenHash, now })) === 1 ? found.userId : undefined
    },
    removeOver: (tx: Transaction, now: number): Promise<number> => tx.run(removeOver, { now }),
    add: (tx: Transaction, userId: UserId, contactId: UserId, now: number): Promise<number> =>
      tx.run(add, { userId, contactId, now }),
    /** Whether there was one. */
    remove: async (tx: Transaction, userId: UserId, contactId: UserId): Promise<boolean> =>
      (await tx.run(remove, { userId, contactId })) === 1,
    /** And whoever was asked to become one. */
    async removeAllOf(tx: Transaction, userId: UserId): Promise<void> {
      await tx.run(removeOffersOf, { userId })
      await tx.run(removeAllOf, { userId })
    },
    list: (reader: Reader, userId: UserId): Promise<Contact[]> => reader.all(ofUser, { userId }),
    listWhose: (reader: Reader, contactId: UserId): Promise<Contact[]> => reader.all(whose, { contactId }),
    findSince: async (reader: Reader, userId: UserId, contactId: UserId): Promise<number | undefined> =>
      (await reader.first(since, { userId, contactId }))?.since,
  }
}
export type ContactStore = ReturnType<typeof contactStore>
