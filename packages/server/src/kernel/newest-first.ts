/** A place in a list whose newest entry comes first: what is written down of the last one that was shown. */
export interface Position {
  readonly createdAt: number
  readonly id: string
}

/** Behind which everything is. */
export const BEGINNING: Position = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

const writeCursor = ({ createdAt, id }: Position): string =>
  Buffer.from(`${createdAt} ${id}`).toString('base64url')

/** Undefined for what was never the cursor of an answer. `prefix` begins the ids of the list. */
export function readCursor(cursor: string, prefix: string): Position | undefined {
  const [createdAt = '', id = '', ...more] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  const isOurs = /^\d{1,15}$/.test(createdAt) && id.startsWith(prefix) && /^[\w-]{1,68}$/.test(id)
  return isOurs && more.length === 0 ? { createdAt: Number(createdAt), id } : undefined
}

/** One more entry than is shown says whether there is a next page. */
export function page<T extends Position>(found: readonly T[], limit: number) {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return { shown, nextCursor: found.length > limit && last ? writeCursor(last) : null }
}
