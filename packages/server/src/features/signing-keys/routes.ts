import { contract, type Implemented, implementFor, invalid, type SigningKey } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import type { Cursors } from '#kernel/newest-first'
import type { SigningKeysFeature } from './index.ts'

export const signingKeysRoutes = (
  keys: SigningKeysFeature,
  cursors: Cursors,
  audit: Pick<AuditFeature, 'by'>,
): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.keys, {
    published: () => {
      const found = keys.publicKeySet()
      return found instanceof Promise ? found.then(setOf) : setOf(found)
    },
    list: async ({ query }) => pageOf(cursors, await keys.list(), query),
    rotate: ({ body: { immediately = false }, caller, request }) =>
      keys.rotate({ immediately }, audit.by(caller, request)),
    retire: ({ params: { kid }, caller, request }) => keys.retire(kid, audit.by(caller, request)),
  })

const setOf = <K extends object>(keys: readonly K[]) => ({ keys: [...keys] })

/** What the ids of the list begin with. */
const KEYS = 'sig_'

/** There are few: a page is cut from all of them. */
function pageOf(
  cursors: Cursors,
  all: readonly SigningKey[],
  { cursor, limit = 20 }: { cursor?: string; limit?: number },
) {
  const shown = cursor === undefined ? undefined : cursors.read(KEYS, cursor)
  const before = shown === undefined ? -1 : all.findIndex(({ kid }) => kid === shown)
  if (cursor !== undefined && before < 0)
    throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  const items = all.slice(before + 1, before + 1 + limit)
  const last = items.at(-1)
  return {
    items,
    next_cursor: before + 1 + limit < all.length && last ? cursors.write(KEYS, last.kid) : null,
  }
}
