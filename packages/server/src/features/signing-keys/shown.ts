import type { SigningKey } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { KeyRow } from './store.ts'
import { stateOf, verifiesUntil } from './times.ts'

/** A key as those see it who may inspect the server: nothing that signs. `rows` are those that can be opened here. */
export function shown(row: KeyRow, rows: readonly KeyRow[], now: number): SigningKey {
  const isReadable = rows.includes(row)
  const until = isReadable ? verifiesUntil(row, rows) : Number.POSITIVE_INFINITY
  return {
    kid: row.kid,
    algorithm: row.algorithm as SigningKey['algorithm'],
    state: isReadable ? stateOf(row, rows, now) : 'unreadable',
    created_at: instantOf(row.createdAt),
    signs_from: instantOf(row.signsFrom),
    verifies_until: Number.isFinite(until) ? instantOf(until) : null,
    retired_at: row.retiredAt === null ? null : instantOf(row.retiredAt),
  }
}
