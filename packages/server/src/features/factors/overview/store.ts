import type { UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'

/** All that somebody's second factors are shown by, in one question: it is asked at most pages of an account. */
export function overviewStore({ statement }: Pick<Storage, 'statement'>) {
  // By the primary keys of users, totp_secrets, factor_losses and recovery_codes, passkeys_user_id and trusted_devices_user_id.
  const find = statement((db, p: { userId: UserId; now: number }) =>
    db
      .selectFrom('users')
      .leftJoin('totp_secrets', 'totp_secrets.user_id', 'users.id')
      .leftJoin('factor_losses', 'factor_losses.user_id', 'users.id')
      .select((eb) => [
        'users.password_hash as passwordHash',
        'totp_secrets.confirmed_at as totpSince',
        'factor_losses.effective_at as removedAt',
        eb
          .selectFrom('passkeys')
          .select(({ fn }) => fn.countAll<number>().as('total'))
          .whereRef('passkeys.user_id', '=', 'users.id')
          .as('passkeys'),
        eb
          .selectFrom('recovery_codes')
          .select(({ fn }) => fn.countAll<number>().as('total'))
          .whereRef('recovery_codes.user_id', '=', 'users.id')
          .as('recoveryCodes'),
        eb
          .selectFrom('trusted_devices')
          .select(({ fn }) => fn.countAll<number>().as('total'))
          .whereRef('trusted_devices.user_id', '=', 'users.id')
          .where('trusted_devices.expires_at', '>', p.now)
          .as('trustedDevices'),
      ])
      .where('users.id', '=', p.userId),
  )
  return {
    /** Undefined where there is no such account. */
    find: (reader: Reader, userId: UserId, now: number) => reader.first(find, { userId, now }),
  }
}
