/** A way back as it stands in the database. Instants are milliseconds since the epoch. */
export interface Recovery {
  readonly id: string
  /** At which the mailbox was shown; null while administrators alone have approved it. */
  readonly addressKey: string | null
  readonly beganAt: number
  readonly readyAt: number
  readonly frozenUntil: number | null
  readonly expiresAt: number
}

/** Who has spoken for the person, as far as it counts at this moment. */
export interface Spoken {
  readonly administrators: number
  readonly contacts: number
}

/** What whoever completes it shows besides the mailed link. */
export interface Shown extends Spoken {
  /** The password that the account has, unless a link chose it. */
  readonly knowsPassword: boolean
}

export type SecondPart = 'administrators' | 'administrator' | 'contact' | 'password'

const HOUR_MS = 3_600_000
/** How long a freeze holds it. Once each way back, so that nobody holds it for ever. */
export const FREEZE_MS = 72 * HOUR_MS
/** How long it may be completed once it is ready. */
export const OPEN_MS = 168 * HOUR_MS
export const NOTICE_EVERY_MS = 24 * HOUR_MS

/** Two administrators are enough by themselves. */
const ENOUGH_ADMINISTRATORS = 2

/** What it stands on; undefined while that is not enough: the mailbox, or one administrator, alone never is. */
export function secondPartOf({ addressKey }: Recovery, shown: Shown): SecondPart | undefined {
  if (shown.administrators >= ENOUGH_ADMINISTRATORS) return 'administrators'
  if (addressKey === null) return undefined
  if (shown.administrators > 0) return 'administrator'
  if (shown.contacts > 0) return 'contact'
  return shown.knowsPassword ? 'password' : undefined
}

/** From when on it may be completed with that: two administrators wait for nothing but a freeze. */
export const readyFrom = ({ beganAt, readyAt, frozenUntil }: Recovery, part: SecondPart): number =>
  part === 'administrators' ? (frozenUntil ?? beganAt) : readyAt
