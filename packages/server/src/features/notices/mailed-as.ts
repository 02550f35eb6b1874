import type { NoticeKind } from '@latchkey/contract'
import type { MailedNotice } from '#mail'

/** What a mail has words of its own for; of what is alike it says the same. */
const alike: Partial<Record<NoticeKind, MailedNotice>> = {
  passkey_added: 'factor_added',
  passkey_removed: 'factor_removed',
  passkey_counted_back: 'factor_removed',
  factors_lost: 'factor_removed',
  factors_removed: 'factor_removed',
  recovery_codes_made: 'factor_added',
  recovery_code_used: 'recovery_used',
}

export const mailedAs = (kind: NoticeKind): MailedNotice => alike[kind] ?? (kind as MailedNotice)
