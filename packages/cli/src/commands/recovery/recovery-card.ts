import { card } from '../../terminal/table.ts'

interface Recovery {
  readonly is_under_way: boolean
  readonly began_at: string | null
  readonly ready_at: string | null
  readonly frozen_until: string | null
  readonly expires_at: string | null
  readonly is_mail_shown: boolean
  readonly administrators: number
  readonly contacts: number
}

/** For people. */
export const recoveryCard = (recovery: Recovery): string =>
  recovery.is_under_way
    ? card({
        Began: recovery.began_at ?? '',
        Mailbox: recovery.is_mail_shown ? 'shown' : 'not shown',
        Ready: recovery.ready_at ?? '',
        Frozen: recovery.frozen_until === null ? 'never' : `until ${recovery.frozen_until}`,
        Over: recovery.expires_at ?? '',
        Administrators: recovery.administrators,
        Contacts: recovery.contacts,
      })
    : 'No recovery of this account is under way.'
