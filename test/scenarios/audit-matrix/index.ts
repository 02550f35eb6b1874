// @table: what every endpoint that changes something leaves in the audit.
import { accountRows } from './accounts.ts'
import { elsewhereRows } from './elsewhere.ts'
import { mailedRows } from './mailed.ts'
import { recoveryRows } from './recovery.ts'
import type { AuditRow } from './row.ts'
import { runningRows } from './running.ts'
import { factorRows } from './second-factors.ts'

export { lookRows } from './looks.ts'
export type { AuditRow, Made } from './row.ts'

/** @table C103: every endpoint that changes something, and what it leaves when it does, and when it is refused. */
export const auditRows: readonly AuditRow[] = [
  ...accountRows,
  ...recoveryRows,
  ...runningRows,
  ...factorRows,
  ...elsewhereRows,
  ...mailedRows,
]
