import type { Passkey } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { PasskeyStore } from './store.ts'

type Row = Awaited<ReturnType<PasskeyStore['list']>>[number]

/** A passkey as its owner sees it: nothing by which it could be found elsewhere. */
export const shown = (
  row: Omit<Row, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'userId'>,
): Passkey => ({
  id: row.id,
  name: row.name,
  is_backup_eligible: row.isBackupEligible === 1,
  is_backed_up: row.isBackedUp === 1,
  aaguid: row.aaguid,
  created_at: instantOf(row.createdAt),
  last_used_at: row.lastUsedAt === null ? null : instantOf(row.lastUsedAt),
})
