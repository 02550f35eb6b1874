import { type Acting, type ApiKeyId, accountOf, OPERATOR, type UserId } from '#kernel/ids'
import { type Behind, newestFirst, type Reader, type Storage, type Transaction } from '#storage'

/** One that counts: neither its time nor that of the key that made it is over. */
export interface Pending {
  readonly id: string
  readonly address: string
  readonly addressKey: string
  readonly roles: readonly string[]
  readonly language: string | null
  readonly isMailed: boolean
  readonly invitedBy: Acting
  readonly createdAt: number
  readonly expiresAt: number
}

export interface NewInvitation extends Pending {
  readonly tokenHash: string
}

interface Resent extends Pick<NewInvitation, 'id' | 'tokenHash' | 'invitedBy' | 'expiresAt'> {}

interface Maker {
  readonly invitedBy: UserId | null
  readonly invitedByKey: ApiKeyId | null
}

interface Row extends Maker {
  readonly id: string
  readonly address: string
  readonly addressKey: string
  readonly roles: string
  readonly language: string | null
  readonly isMailed: number
  readonly createdAt: number
  readonly expiresAt: number
}

const makerOf = (acting: Acting): Maker => {
  const account = accountOf(acting)
  return {
    invitedBy: account === OPERATOR ? null : account,
    invitedByKey: typeof acting === 'object' ? acting.keyId : null,
  }
}

const actingIn = ({ invitedBy, invitedByKey }: Maker, scopes: string | null): Acting => {
  if (invitedBy === null) return OPERATOR
  if (invitedByKey === null) return invitedBy
  return { userId: invitedBy, keyId: invitedByKey, scopes: new Set((scopes ?? '').split(' ')) }
}

const pending = ({
  scopes,
  ...row
}: Omit<Row, 'invitedByKey'> & { invitedByKey: string | null; scopes: string | null }): Pending => {
  const { invitedBy, invitedByKey, roles, isMailed, ...rest } = row
  const maker = { invitedBy, invitedByKey: invitedByKey as ApiKeyId | null }
  return {
    ...rest,
    roles: roles.split(' '),
    isMailed: Number(isMailed) === 1,
    invitedBy: actingIn(maker, scopes),
  }
}

export function invitationStore({ statement }: Pick<Storage, 'statement'>) {
  // By its unique address there is one of each: a newer one takes the older one's place.
  const put = statement((db, p: Row & { tokenHash: string }) => {
    const columns = {
      id: p.id,
      address: p.address,
      roles: p.roles,
      language: p.language,
      token_hash: p.tokenHash,
      is_mailed: p.isMailed,
      invited_by: p.invitedBy,
      invited_by_key: p.invitedByKey,
      created_at: p.createdAt,
      expires_at: p.expiresAt,
    }
    return db
      .insertInto('invitations')
      .values({ ...columns, address_key: p.addressKey })
      .onConflict((conflict) => conflict.column('address_key').doUpdateSet(columns))
  })
  const shown = [
    'invitations.id',
    'address',
    'address_key as addressKey',
    'roles',
    'language',
    'is_mailed as isMailed',
    'invited_by as invitedBy',
    'invited_by_key as invitedByKey',
    'invitations.created_at as createdAt',
    'invitations.expires_at as expiresAt',
  ] as const
  const byToken = statement((db, p: { tokenHash: string; now: number }) =>
    db
      .selectFrom('invitations')
      .leftJoin('api_keys as key', 'key.id', 'invitations.invited_by_key')
      .select([...shown, 'key.scopes'])
      .where('token_hash', '=', p.tokenHash)
      .where('invitations.expires_at', '>', p.now)
      .where(({ or, eb }) => or([eb('key.expires_at', 'is', null), eb('key.expires_at', '>', p.now)])),
  )
  const byId = statement((db, p: { id: string; now: number }) =>
    db
      .selectFrom('invitations')
      .leftJoin('api_keys as key', 'key.id', 'invitations.invited_by_key')
      .select([...shown, 'key.scopes'])
      .where('invitations.id', '=', p.id)
      .where('invitations.expires_at', '>', p.now),
  )
  const list = statement((db, p: Behind & { now: number }) =>
    db.selectFrom('invitations').select(shown).where('expires_at', '>', p.now).$call(newestFirst(p)),
  )
  const resend = statement((db, p: Omit<Resent, 'invitedBy'> & Maker & { now: number }) =>
    db
      .updateTable('invitations')
      .set({
        token_hash: p.tokenHash,
        is_mailed: 1,
        invited_by: p.invitedBy,
        invited_by_key: p.invitedByKey,
        expires_at: p.expiresAt,
      })
      .where('id', '=', p.id)
      .where('expires_at', '>', p.now),
  )
  // Spent by one statement whose row count decides: of fifty at once, one gets it.
  const spend = statement((db, p: { id: string; tokenHash: string; now: number }) =>
    db
      .deleteFrom('invitations')
      .where('id', '=', p.id)
      .where('token_hash', '=', p.tokenHash)
      .where('expires_at', '>', p.now),
  )
  const remove = statement((db, p: { id: string; now: number }) =>
    db.deleteFrom('invitations').where('id', '=', p.id).where('expires_at', '>', p.now),
  )
  // By invitations_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('invitations').where('expires_at', '<=', p.notAfter),
  )
  return {
    put({ roles, isMailed, invitedBy, ...rest }: NewInvitation, tx: Transaction): Promise<number> {
      const row = { ...rest, ...makerOf(invitedBy), roles: roles.join(' '), isMailed: isMailed ? 1 : 0 }
      return tx.run(put, row)
    },
    async findByToken(reader: Reader, tokenHash: string, now: number): Promise<Pending | undefined> {
      const row = await reader.first(byToken, { tokenHash, now })
      return row && pending(row)
    },
    async find(reader: Reader, id: string, now: number): Promise<Pending | undefined> {
      const row = await reader.first(byId, { id, now })
      return row && pending(row)
    },
    list: async (reader: Reader, behind: Behind, now: number): Promise<Pending[]> =>
      (await reader.all(list, { ...behind, now })).map((row) => pending({ ...row, scopes: null })),
    /** Whether it was there still. */
    resend: async (tx: Transaction, { invitedBy, ...rest }: Resent, now: number): Promise<boolean> =>
      (await tx.run(resend, { ...rest, ...makerOf(invitedBy), now })) === 1,
    /** Whether it was there to be spent. */
    spend: async (tx: Transaction, one: { id: string; tokenHash: string; now: number }): Promise<boolean> =>
      (await tx.run(spend, one)) === 1,
    /** Whether it was there. */
    remove: async (tx: Transaction, id: string, now: number): Promise<boolean> =>
      (await tx.run(remove, { id, now })) === 1,
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
