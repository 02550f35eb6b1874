import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** Behind which row of a list, and how many. */
export interface Behind {
  readonly before: number
  readonly beforeId: string
  readonly atMost: number
}

/** A page of a list whose newest row comes first: of rows of one instant, the one with the greatest id. */
export const newestFirst =
  ({ before, beforeId, atMost }: Behind) =>
  <Tables extends keyof Schema, Row>(query: SelectQueryBuilder<Schema, Tables, Row>) =>
    query
      .where(sql<SqlBool>`(created_at < ${before} or (created_at = ${before} and id < ${beforeId}))`)
      .orderBy(sql`created_at`, 'desc')
      .orderBy(sql`id`, 'desc')
      .limit(atMost)
