import { invalid } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Cursors } from '#kernel/newest-first'
import type { Storage } from '#storage'
import { accessStore, type RoleChange } from './access/store.ts'
import type { entryStore } from './entries/store.ts'
import { firstIdAt } from './entry-id.ts'
import { readLastInstant } from './list.ts'

interface Deps {
  cursors: Cursors
  storage: Storage
  entries: ReturnType<typeof entryStore>
}

interface Asked {
  readonly at: string
  readonly role?: string
  readonly cursor?: string
  readonly limit?: number
}

/** Those who are there by id, then those who are not any more by when they went. */
type Place = { readonly after: UserId } | { readonly behind: number }

/** The list that cursors are of. */
const ACCESS = 'access'

const writeCursor = (cursors: Cursors, place: Place): string =>
  cursors.write(ACCESS, 'after' in place ? `u ${place.after}` : `d ${place.behind}`)

function readCursor(cursors: Cursors, cursor: string | undefined): Place {
  if (cursor === undefined) return { after: 0 }
  const [, kind, number] = /^([ud]) (\d{1,16})$/.exec(cursors.read(ACCESS, cursor) ?? '') ?? []
  if (kind === 'u') return { after: Number(number) }
  if (kind === 'd') return { behind: Number(number) }
  throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
}

interface RoleFacts {
  readonly roles?: string
  readonly before?: string
}
const factsOf = ({ facts }: RoleChange): RoleFacts => JSON.parse(facts ?? '{}') as RoleFacts
const split = (roles: string | undefined): string[] =>
  roles === undefined || roles === '' ? [] : roles.split(' ')

/**
 * Who had which role at a moment: what somebody has now, unless it was changed since; then what the first change since found. So it
 * needs no entry of the time before the audit began, and a page needs memory for that page.
 */
export function accessReview({ storage, entries, cursors }: Deps) {
  const store = accessStore(storage)
  const setter = async (userId: UserId, at: number) => {
    const last = await store.findLastBefore(storage, userId, firstIdAt(at + 1))
    if (!last) return { set_at: null, set_by: null }
    return {
      set_at: instantOf(last.at),
      set_by: setterOf(last),
    }
  }
  /** Undefined for whoever was not there yet. */
  const rolesAt = async (userId: UserId, at: number): Promise<string[] | undefined> => {
    const change = await store.findFirstFrom(storage, userId, firstIdAt(at + 1))
    if (change === undefined) {
      const stored = await store.listRoles(storage, userId)
      return ['user', ...stored.filter((role) => role !== 'user')]
    }
    return change.action === 'user.created' ? undefined : split(factsOf(change).before)
  }

  return async ({ at: asked, role, cursor, limit = 100 }: Asked) => {
    const at = readLastInstant('at', asked)
    const place = readCursor(cursors, cursor)
    const about = async (user: { id: UserId; username: string | null; isDisabled: boolean }) => {
      const roles = await rolesAt(user.id, at)
      if (roles === undefined || (role !== undefined && !roles.includes(role))) return []
      const who = { user_id: user.id, username: user.username, roles, ...(await setter(user.id, at)) }
      return [{ ...who, is_deleted: user.username === null, is_disabled: user.isDisabled }]
    }
    const knownSince = await entries.findOldest(storage)
    type Answered = Awaited<ReturnType<typeof about>>
    const answer = (items: Answered, next: Place | undefined) => ({
      items,
      next_cursor: next === undefined ? null : writeCursor(cursors, next),
      at: instantOf(at),
      known_since: knownSince === undefined ? null : instantOf(knownSince),
    })

    if ('after' in place) {
      const users = await store.listUsers(storage, place.after, at, limit)
      const items: Answered = []
      for (const { id, username, disabledAt } of users)
        items.push(...(await about({ id, username, isDisabled: disabledAt !== null })))
      const last = users.at(-1)
      return answer(
        items,
        last && users.length === limit ? { after: last.id } : { behind: firstIdAt(at + 1) - 1 },
      )
    }
    const gone = await store.listDeletions(storage, place.behind, limit)
    const items: Answered = []
    for (const { subjectId } of gone)
      if (subjectId !== null)
        items.push(...(await about({ id: subjectId, username: null, isDisabled: false })))
    const last = gone.at(-1)
    return answer(items, last && gone.length === limit ? { behind: last.id } : undefined)
  }
}

const setterOf = ({ actorKind, actorId, subjectId }: RoleChange): string =>
  actorKind === 'user' || actorKind === 'api_key' ? String(actorId ?? subjectId) : actorKind
