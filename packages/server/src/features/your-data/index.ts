import { contract, type DeletionPreview, type Implemented, implementFor, problem } from '@latchkey/contract'
import type { Caller, Principal } from '#features/principals'
import { OPERATOR, type UserId } from '#kernel/ids'
import type { Reader } from '#storage'
import { type ExportDeps, exportOf } from './export.ts'
import { anonymous, parts } from './held.ts'
import { heldStore } from './store.ts'

export interface YourDataFeature {
  readonly routes: Implemented<Caller>[]
  /** How many rows of each part go with an account: `{ sessions: 2 }`, without those that there are none of. */
  countErased(reader: Reader, userId: UserId): Promise<Readonly<Record<string, number>>>
}

interface Deps extends Omit<ExportDeps, 'store'> {
  exists(reader: Reader, userId: UserId): Promise<boolean>
  /** Throws `reauth_required`. */
  refuseStale(reader: Reader, caller: Principal): Promise<void>
}

const ownerOf = ({ userId }: Caller): UserId => {
  if (userId === OPERATOR)
    throw problem('forbidden', { detail: 'The operator of this server has no account of its own.' })
  return userId
}

/** What is held of a person. */
export function yourDataFeature(given: Deps): YourDataFeature {
  const { storage, exists, refuseStale } = given
  const store = heldStore(storage)
  const deps = { ...given, store }
  const preview = async (userId: UserId): Promise<DeletionPreview> => {
    const counts = await store.count(storage, userId)
    const erased = parts.flatMap(({ part, about, stays }) =>
      stays === undefined ? [{ part, about, count: counts.get(part) ?? 0 }] : [],
    )
    const kept = [...parts, ...anonymous].flatMap(({ part, about, stays, whose }) =>
      stays === undefined
        ? []
        : [{ part, about, count: whose.length === 0 ? null : (counts.get(part) ?? 0), why: stays }],
    )
    return { erased, kept }
  }
  return {
    async countErased(reader, userId) {
      const counts = await store.count(reader, userId)
      return Object.fromEntries(
        parts.flatMap(({ part, stays }) => {
          const count = counts.get(part) ?? 0
          return stays === undefined && count > 0 ? [[part, count]] : []
        }),
      )
    },
    routes: implementFor<Caller>()(contract.yourData, {
      async export({ caller, query }) {
        const userId = ownerOf(caller)
        // The edge lets no key through: a session is what `access` asks for. Whoever stole one takes no more than it shows.
        await refuseStale(storage, caller as Principal)
        return exportOf(deps, userId, query.cursor)
      },
      deletion: ({ caller }) => preview(ownerOf(caller)),
      async deletionOf({ params: { id } }) {
        if (!(await exists(storage, id))) throw problem('user_not_found')
        return preview(id)
      },
    }),
  }
}
