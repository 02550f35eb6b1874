import { contract, type Implemented, implementFor, problem, type RequestFacts } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import { OPERATOR, type UserId } from '#kernel/ids'
import { isLanguage, type Language, preferredLanguage } from '#kernel/language'
import type { Storage, Transaction } from '#storage'
import { preferencesStore } from './store.ts'

export interface PreferencesFeature {
  readonly routes: Implemented<Caller>[]
  /** What the browser of somebody who registers asks for. In the transaction that makes the account. */
  begin(tx: Transaction, userId: UserId, request: RequestFacts): Promise<void>
  /** The same, which it had asked for before. */
  keep(tx: Transaction, userId: UserId, language: Language): Promise<void>
}

interface Deps {
  storage: Storage
  audit: Pick<AuditFeature, 'by'>
  /** Of who has chosen none. */
  language: Language
}

const ownerOf = ({ userId }: Caller): UserId => {
  if (userId === OPERATOR)
    throw problem('forbidden', { detail: 'The operator of this server has no account of its own.' })
  return userId
}

export function preferencesFeature({ storage, audit, language }: Deps): PreferencesFeature {
  const store = preferencesStore(storage)
  return {
    async begin(tx, userId, request) {
      const preferred = preferredLanguage(request.header('accept-language'))
      if (preferred !== undefined) await store.setLanguage(tx, userId, preferred)
    },
    async keep(tx, userId, preferred) {
      await store.setLanguage(tx, userId, preferred)
    },
    routes: implementFor<Caller>()(contract.preferences, {
      async get({ caller }) {
        const own = await store.findLanguage(storage, ownerOf(caller))
        return { language: own && isLanguage(own) ? own : language }
      },
      async set({ caller, body, request }) {
        const userId = ownerOf(caller)
        const record = audit.by(caller, request)
        await storage.write(async (tx) => {
          if (!(await store.setLanguage(tx, userId, body.language))) throw problem('invalid_token')
          await record(tx, {
            action: 'preferences.changed',
            subject: userId,
            facts: { language: body.language },
          })
        })
        return { language: body.language }
      },
    }),
  }
}
