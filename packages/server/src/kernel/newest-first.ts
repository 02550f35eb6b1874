/** A place in a list whose newest entry comes first: what is written down of the last one that was shown. */
export interface Position {
  readonly createdAt: number
  readonly id: string
}

/**
 * What `next_cursor` is made of and read by: a position is only ever one that this server gave out. A list is named by
 * what its ids begin with, so that a cursor of one is none of another.
 */
export interface Cursors {
  write(list: string, position: string): string
  /** Undefined for what was never given out. */
  read(list: string, cursor: string): string | undefined
}

/** Behind which everything is. */
export const BEGINNING: Position = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** Undefined for what was never the cursor of an answer. */
export function readCursor(cursors: Cursors, list: string, cursor: string): Position | undefined {
  const [createdAt = '', id = '', ...more] = (cursors.read(list, cursor) ?? '').split(' ')
  const isOurs = /^\d{1,15}$/.test(createdAt) && id.startsWith(list) && /^[\w-]{1,68}$/.test(id)
  return isOurs && more.length === 0 ? { createdAt: Number(createdAt), id } : undefined
}

/** One more entry than is shown says whether there is a next page. */
export function page<T extends Position>(cursors: Cursors, list: string, found: readonly T[], limit: number) {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor = found.length > limit && last ? cursors.write(list, `${last.createdAt} ${last.id}`) : null
  return { shown, nextCursor }
}
