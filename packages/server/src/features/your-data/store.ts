import type { UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'
import { type Held, parts } from './held.ts'

export type Row = Readonly<Record<string, string | number | null>>
type Part = (typeof parts)[number]

const SHOWN: ReadonlySet<string> = new Set(['shown', 'instant', 'flag'])

/** Its columns that are in an export. */
export const shownColumns = ({ columns }: Held): string[] =>
  Object.entries(columns).flatMap(([name, kind]) => (SHOWN.has(kind) ? [name] : []))

interface Listing {
  readonly userId: UserId
  readonly after: string
  readonly atMost: number
}

/** Which tables there are, and which of their columns, is said by held.ts: a table of the program, and no input of anybody. */
export function heldStore({ statement }: Pick<Storage, 'statement'>) {
  const listing = ({ part, whose, by, ...rest }: Part) =>
    statement((db, p: Listing) => {
      const own = db
        .selectFrom(part as 'sessions')
        .select(shownColumns({ whose, ...rest }) as 'id'[])
        .where(({ or, eb }) => or(whose.map((column) => eb(column as 'user_id', '=', p.userId))))
      if (by === undefined) return own
      return own
        .where(by as 'id', '>', p.after)
        .orderBy(by as 'id')
        .limit(p.atMost)
    })
  const listings = new Map(parts.map((one) => [one.part, listing(one)]))
  const counts = statement((db, p: { userId: UserId }) =>
    db.selectNoFrom((eb) =>
      parts.map(({ part, whose }) =>
        eb
          .selectFrom(part as 'sessions')
          .select((in_) => in_.fn.countAll<number>().as('count'))
          .where(({ or, eb: is }) => or(whose.map((column) => is(column as 'user_id', '=', p.userId))))
          .as(part),
      ),
    ),
  )
  return {
    /** In the order of what the part is paged by, behind `after`; at most so many, or all where it is not paged. */
    list: async (
      reader: Reader,
      part: Part,
      userId: UserId,
      after: string,
      atMost: number,
    ): Promise<Row[]> => {
      const found = listings.get(part.part)
      return found ? ((await reader.all(found, { userId, after, atMost })) as unknown as Row[]) : []
    },
    /** How many rows of each part are about somebody. */
    async count(reader: Reader, userId: UserId): Promise<ReadonlyMap<string, number>> {
      const row = (await reader.first(counts, { userId })) ?? {}
      return new Map(Object.entries(row).map(([part, count]) => [part, Number(count)]))
    },
  }
}
