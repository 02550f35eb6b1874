import { contract, type Implemented, implementFor, problem, type RequestFacts } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import type { Clock } from '#kernel/clock'
import { OPERATOR, type UserId } from '#kernel/ids'
import { isLanguage, type Language, languageAsked } from '#kernel/language'
import type { Reader, Storage, Transaction } from '#storage'
import { preferencesStore } from './store.ts'

export interface PreferencesFeature {
  readonly routes: Implemented<Caller>[]
  /** What somebody who registers would read. In the transaction that makes the account, before anything is mailed to them. */
  begin(tx: Transaction, userId: UserId, request: RequestFacts): Promise<void>
  /** The same, which it had asked for before. */
  keep(tx: Transaction, userId: UserId, language: Language): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  refuseEnded: PrincipalsFeature['refuseEnded']
  audit: Pick<AuditFeature, 'by'>
  /** Of who has chosen none. */
  language: Language
}

const ownerOf = ({ userId }: Caller): UserId => {
  if (userId === OPERATOR)
    throw problem('forbidden', { detail: 'The operator of this server has no account of its own.' })
  return userId
}

export function preferencesFeature({
  storage,
  clock,
  refuseEnded,
  audit,
  language,
}: Deps): PreferencesFeature {
  const store = preferencesStore(storage)
  const shown = async (reader: Reader, userId: UserId) => {
    const own = await store.find(reader, userId)
    return {
      language: own?.language && isLanguage(own.language) ? own.language : language,
      offer_passkey: own?.passkeyOfferDeclinedAt === null,
    }
  }
  return {
    async begin(tx, userId, request) {
      const preferred = languageAsked(request)
      if (preferred !== undefined) await store.setLanguage(tx, userId, preferred)
    },
    async keep(tx, userId, preferred) {
      await store.setLanguage(tx, userId, preferred)
      tx.changed(userId)
    },
    routes: implementFor<Caller>()(contract.preferences, {
      get: ({ caller }) => shown(storage, ownerOf(caller)),
      async set({ caller, body: { language: chosen, offer_passkey: isOffered }, request }) {
        const userId = ownerOf(caller)
        const record = audit.by(caller, request)
        return storage.write(async (tx) => {
          await refuseEnded(tx, caller)
          if (chosen !== undefined) {
            await store.setLanguage(tx, userId, chosen)
            tx.changed(userId)
          }
          if (isOffered !== undefined)
            await store.setPasskeyOfferDeclined(tx, userId, isOffered ? null : clock.now())
          const { language: now, offer_passkey } = await shown(tx, userId)
          await record(tx, {
            action: 'preferences.changed',
            subject: userId,
            facts: { language: now, offer_passkey },
          })
          return { language: now, offer_passkey }
        })
      },
    }),
  }
}
