/** Users on a page. */
export const PAGE = 10

/**
 * How a page is read. `first`: each request asks for another page than the thousand before it, so that the server finds
 * it anew. `again`: the same page all the time, which one process on SQLite keeps in memory until some user changes.
 */
export const READS = ['first', 'again'] as const
export type ReadKind = (typeof READS)[number]

/** More than the product remembers, and whole blocks of its index of ids: each place within a block as often. */
const PAGES_IN_TURN = 1_024

/** The beginning, the middle, and the last page. */
export const depthsOf = (users: number): number[] => [0, users / 2, users - PAGE]

export const pagePath = (skip: number): string => `/users?skip=${skip}&limit=${PAGE}`

/** What is asked for at a depth, round and round: pages that begin at it and beside it, or the one page. */
export function pathsOf(read: ReadKind, skip: number, users: number): string[] {
  if (read === 'again') return [pagePath(skip)]
  const first = Math.max(0, Math.min(skip, users - PAGE - PAGES_IN_TURN + 1))
  const count = Math.min(PAGES_IN_TURN, users - PAGE - first + 1)
  return Array.from({ length: count }, (_, i) => pagePath(first + i))
}
