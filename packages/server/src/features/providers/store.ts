import type { ProviderKind } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import { speaksOf } from './speaks-of.ts'

export interface ProviderRow {
  readonly slug: string
  readonly kind: ProviderKind
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly sealedSecret: string
  readonly scopes: string
  /** One after the other, with a space between; '*': every domain. */
  readonly emailDomains: string
  readonly teamId: string | null
  readonly keyId: string | null
  readonly enabled: number
  readonly createdAt: number
  readonly updatedAt: number
}

export interface IdentityRow {
  readonly issuer: string
  readonly subject: string
  readonly id: string
  readonly userId: UserId
  readonly provider: string
  readonly email: string | null
  readonly linkedAt: number
  readonly lastUsedAt: number | null
}

/** `invite`: to accept an invitation; `prove`: to prove once more who it is, in a session. */
export type Purpose = 'sign-in' | 'invite' | 'link' | 'prove'

export interface AttemptRow {
  readonly stateDigest: string
  readonly provider: string
  readonly browserDigest: string
  readonly purpose: Purpose
  readonly userId: UserId | null
  readonly sessionId: string | null
  readonly goal: string
  readonly sealedSecrets: string
  readonly expiresAt: number
}

const provider = [
  'slug',
  'kind',
  'name',
  'issuer',
  'client_id as clientId',
  'sealed_secret as sealedSecret',
  'scopes',
  'email_domains as emailDomains',
  'team_id as teamId',
  'key_id as keyId',
  'enabled',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

const identity = [
  'issuer',
  'subject',
  'id',
  'user_id as userId',
  'provider',
  'email',
  'linked_at as linkedAt',
  'last_used_at as lastUsedAt',
] as const

const providerColumns = (p: ProviderRow) => ({
  slug: p.slug,
  kind: p.kind as string,
  name: p.name,
  issuer: p.issuer,
  client_id: p.clientId,
  sealed_secret: p.sealedSecret,
  scopes: p.scopes,
  email_domains: p.emailDomains,
  team_id: p.teamId,
  key_id: p.keyId,
  enabled: p.enabled,
  created_at: p.createdAt,
  updated_at: p.updatedAt,
})

export function providerStore({ statement }: Pick<Storage, 'statement'>) {
  const all = statement((db, _: object) => db.selectFrom('providers').select(provider).orderBy('slug'))
  const one = statement((db, p: { slug: string }) =>
    db.selectFrom('providers').select(provider).where('slug', '=', p.slug),
  )
  const insert = statement((db, p: ProviderRow) => db.insertInto('providers').values(providerColumns(p)))
  const replace = statement((db, p: ProviderRow) =>
    db.updateTable('providers').set(providerColumns(p)).where('slug', '=', p.slug),
  )
  const remove = statement((db, p: { slug: string }) => db.deleteFrom('providers').where('slug', '=', p.slug))
  const reseal = statement((db, p: { slug: string; from: string; to: string }) =>
    db
      .updateTable('providers')
      .set({ sealed_secret: p.to })
      .where('slug', '=', p.slug)
      .where('sealed_secret', '=', p.from),
  )

  const identityOf = statement((db, p: { issuer: string; subject: string }) =>
    db
      .selectFrom('identities')
      .select(identity)
      .where('issuer', '=', p.issuer)
      .where('subject', '=', p.subject),
  )
  // By identities_user_id; a user has few.
  const identitiesOf = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('identities')
      .select(identity)
      .where('user_id', '=', p.userId)
      .orderBy('linked_at')
      .orderBy('id'),
  )
  // One whose provider is gone, turned off or another issuer's lets nobody in.
  const counting = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('identities')
      .innerJoin('providers', 'providers.slug', 'identities.provider')
      .select([
        'providers.slug as slug',
        'providers.kind as kind',
        'providers.issuer as ownIssuer',
        'identities.issuer as issuer',
      ])
      .where('identities.user_id', '=', p.userId)
      .where('providers.enabled', '=', 1),
  )
  const insertIdentity = statement((db, p: IdentityRow) =>
    db.insertInto('identities').values({
      issuer: p.issuer,
      subject: p.subject,
      id: p.id,
      user_id: p.userId,
      provider: p.provider,
      email: p.email,
      linked_at: p.linkedAt,
      last_used_at: p.lastUsedAt,
    }),
  )
  const use = statement((db, p: Omit<IdentityRow, 'id' | 'linkedAt' | 'lastUsedAt'> & { now: number }) =>
    db
      .updateTable('identities')
      .set({ last_used_at: p.now, email: p.email, provider: p.provider })
      .where('issuer', '=', p.issuer)
      .where('subject', '=', p.subject)
      .where('user_id', '=', p.userId),
  )
  const removeIdentity = statement((db, p: { userId: UserId; id: string }) =>
    db.deleteFrom('identities').where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const removeIdentities = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('identities').where('user_id', '=', p.userId),
  )

  // By removed_identities_key, as the next two.
  const removedOf = statement((db, p: { userId: UserId; issuer: string; subject: string }) =>
    db
      .selectFrom('removed_identities')
      .select('removed_at as removedAt')
      .where('user_id', '=', p.userId)
      .where('issuer', '=', p.issuer)
      .where('subject', '=', p.subject),
  )
  const noteRemoved = statement(
    (db, p: { userId: UserId; issuer: string; subject: string; removedAt: number }) =>
      db.insertInto('removed_identities').values({
        user_id: p.userId,
        issuer: p.issuer,
        subject: p.subject,
        removed_at: p.removedAt,
      }),
  )
  const forgetRemoved = statement((db, p: { userId: UserId; issuer: string; subject: string }) =>
    db
      .deleteFrom('removed_identities')
      .where('user_id', '=', p.userId)
      .where('issuer', '=', p.issuer)
      .where('subject', '=', p.subject),
  )
  const forgetAllRemoved = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('removed_identities').where('user_id', '=', p.userId),
  )

  const begin = statement((db, p: AttemptRow) =>
    db.insertInto('provider_attempts').values({
      state_digest: p.stateDigest,
      provider: p.provider,
      browser_digest: p.browserDigest,
      purpose: p.purpose as string,
      user_id: p.userId,
      session_id: p.sessionId,
      goal: p.goal,
      sealed_secrets: p.sealedSecrets,
      expires_at: p.expiresAt,
    }),
  )
  const attempt = statement((db, p: { stateDigest: string }) =>
    db
      .selectFrom('provider_attempts')
      .select([
        'state_digest as stateDigest',
        'provider',
        'browser_digest as browserDigest',
        'purpose',
        'user_id as userId',
        'session_id as sessionId',
        'goal',
        'sealed_secrets as sealedSecrets',
        'expires_at as expiresAt',
      ])
      .where('state_digest', '=', p.stateDigest),
  )
  // Of two answers with one state one finds it; another browser, or another provider, spends nothing (C079).
  const spend = statement(
    (db, p: { stateDigest: string; browserDigest: string; provider: string; now: number }) =>
      db
        .deleteFrom('provider_attempts')
        .where('state_digest', '=', p.stateDigest)
        .where('browser_digest', '=', p.browserDigest)
        .where('provider', '=', p.provider)
        .where('expires_at', '>', p.now),
  )
  // By provider_attempts_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('provider_attempts').where('expires_at', '<=', p.notAfter),
  )

  return {
    list: async (reader: Reader) => (await reader.all(all, {})) as ProviderRow[],
    find: async (reader: Reader, slug: string) =>
      (await reader.first(one, { slug })) as ProviderRow | undefined,
    insert: (tx: Transaction, row: ProviderRow): Promise<number> => tx.run(insert, row),
    replace: (tx: Transaction, row: ProviderRow): Promise<number> => tx.run(replace, row),
    remove: async (tx: Transaction, slug: string): Promise<boolean> => (await tx.run(remove, { slug })) === 1,
    reseal: (tx: Transaction, slug: string, from: string, to: string): Promise<number> =>
      tx.run(reseal, { slug, from, to }),

    /** Whose it is; nobody is found by anything else that a provider tells (C080). */
    findIdentity: (reader: Reader, issuer: string, subject: string) =>
      reader.first(identityOf, { issuer, subject }),
    /** The oldest first. */
    listIdentities: (reader: Reader, userId: UserId) => reader.all(identitiesOf, { userId }),
    /** Whether somebody gets in by one now. */
    hasIdentity: async (reader: Reader, userId: UserId): Promise<boolean> =>
      (await reader.all(counting, { userId })).some(({ slug, kind, ownIssuer, issuer }) =>
        speaksOf({ slug, kind: kind as ProviderKind, issuer: ownIssuer }, { provider: slug, issuer }),
      ),
    insertIdentity: (tx: Transaction, row: IdentityRow): Promise<number> => tx.run(insertIdentity, row),
    /** Whether it is this user's still. */
    useIdentity: async (
      tx: Transaction,
      used: Omit<IdentityRow, 'id' | 'linkedAt' | 'lastUsedAt'> & { now: number },
    ): Promise<boolean> => (await tx.run(use, used)) === 1,
    removeIdentity: async (tx: Transaction, userId: UserId, id: string): Promise<boolean> =>
      (await tx.run(removeIdentity, { userId, id })) === 1,
    removeIdentities: (tx: Transaction, userId: UserId): Promise<number> =>
      tx.run(removeIdentities, { userId }),

    /** Whether its owner removed it from this account, and did not link it again since. */
    wasRemoved: async (reader: Reader, userId: UserId, issuer: string, subject: string): Promise<boolean> =>
      (await reader.first(removedOf, { userId, issuer, subject })) !== undefined,
    noteRemoved: (
      tx: Transaction,
      removed: { userId: UserId; issuer: string; subject: string; removedAt: number },
    ): Promise<number> => tx.run(noteRemoved, removed),
    forgetRemoved: (tx: Transaction, userId: UserId, issuer: string, subject: string): Promise<number> =>
      tx.run(forgetRemoved, { userId, issuer, subject }),
    forgetAllRemoved: (tx: Transaction, userId: UserId): Promise<number> =>
      tx.run(forgetAllRemoved, { userId }),

    begin: (tx: Transaction, row: AttemptRow): Promise<number> => tx.run(begin, row),
    /** The attempt, to the browser and the provider it belongs to, once and in its time. */
    async spend(
      tx: Transaction,
      asked: { stateDigest: string; browserDigest: string; provider: string; now: number },
    ): Promise<AttemptRow | undefined> {
      const found = await tx.first(attempt, { stateDigest: asked.stateDigest })
      return found && (await tx.run(spend, asked)) === 1 ? (found as AttemptRow) : undefined
    },
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
export type ProviderStore = ReturnType<typeof providerStore>
