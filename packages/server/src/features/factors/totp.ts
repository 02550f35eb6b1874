import { problem, type RequestFacts } from '@latchkey/contract'
import { qrCodeSvg } from '#crypto/qr-code'
import type { Place, Sealer } from '#crypto/sealed'
import { base32, otpauthUri, TOTP_SECRET_BYTES, verifyTotp } from '#crypto/totp'
import type { Recorder } from '#features/audit'
import type { Principal } from '#features/principals'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { totpStore } from './totp/store.ts'

export const placeOfSecret = (userId: UserId): Place => ({
  table: 'totp_secrets',
  row: String(userId),
  column: 'sealed',
})

interface Deps {
  storage: Storage
  store: ReturnType<typeof totpStore>
  clock: Clock
  random: Random
  sealer: Sealer
  issuer(): string
  requireFresh(tx: Transaction, caller: Principal): Promise<void>
  raiseSession(tx: Transaction, caller: Principal): Promise<unknown>
  codesForTheFirst(tx: Transaction, userId: UserId): Promise<string[] | null>
  tellOwner(tx: Transaction, userId: UserId, kind: 'factor_added', source: string | undefined): Promise<void>
}

const exists = () =>
  problem('totp_exists', { detail: 'You have an authenticator app. Remove it before you add another one.' })

/** POST /users/me/factors/totp. Throws `reauth_required`, `totp_exists`, `account_not_suitable`. */
export async function beginTotp(deps: Deps, caller: Principal, record: Recorder) {
  const { storage, store, clock, random, sealer, issuer } = deps
  const { userId, user } = caller
  const secret = random.bytes(TOTP_SECRET_BYTES)
  await storage.write(async (tx) => {
    await deps.requireFresh(tx, caller)
    if (!(await store.put(tx, userId, sealer.seal(secret, placeOfSecret(userId)), clock.now())))
      throw exists()
    await record(tx, { action: 'factor.begun', subject: userId, facts: { kind: 'totp' } })
  })
  return shownSecret(base32(secret), { issuer: issuer(), account: user.username })
}

/** A secret as apps take it: typed, opened, or seen. */
interface ShownSecret {
  readonly secret: string
  readonly uri: string
  readonly qr_svg: string
}

async function shownSecret(secret: string, whose: { issuer: string; account: string }): Promise<ShownSecret> {
  const uri = otpauthUri(secret, whose)
  return { secret, uri, qr_svg: await qrCodeSvg(uri) }
}

/** As `base32` writes them. */
const SECRET = new RegExp(`^[A-Z2-7]{${(TOTP_SECRET_BYTES * 8) / 5}}$`)

/**
 * The same once more for whoever has the secret before their eyes, so that a mistyped code costs no picture. Nothing is read for it:
 * who does not know the secret learns nothing. Undefined for what is none.
 */
export const shownAgain = async (
  issuer: string,
  { user }: Pick<Principal, 'user'>,
  secret: string,
): Promise<ShownSecret | undefined> =>
  SECRET.test(secret) ? shownSecret(secret, { issuer, account: user.username }) : undefined

/** POST /users/me/factors/totp/confirm. Throws `invalid_code`, `reauth_required`, `totp_exists`. */
export async function confirmTotp(
  deps: Deps,
  caller: Principal,
  code: string,
  request: RequestFacts,
  record: Recorder,
) {
  const { storage, store, clock, sealer } = deps
  const { userId } = caller
  return storage.write(async (tx) => {
    await deps.requireFresh(tx, caller)
    const found = await store.find(tx, userId)
    if (found && found.confirmedAt !== null) throw exists()
    const now = clock.now()
    const secret = found && sealer.open(found.sealed, placeOfSecret(userId))
    const step = secret && verifyTotp(secret, code.replace(/[\s-]/g, ''), now)
    if (!found || step === undefined)
      throw problem('invalid_code', {
        detail: 'The code is not that of the app. Check the clock of the device.',
      })
    if (!(await store.confirm(tx, { userId, sealed: found.sealed, step, now }))) throw exists()
    tx.changed(userId)
    const codes = await deps.codesForTheFirst(tx, userId)
    await deps.raiseSession(tx, caller)
    await deps.tellOwner(tx, userId, 'factor_added', request.sourceAddress())
    await record(tx, { action: 'factor.added', subject: userId, facts: { kind: 'totp' } })
    const message = 'Authenticator app added'
    return codes ? { message, recovery_codes: codes } : { message }
  })
}

const AT_ONCE = 500

/** Under the secret in force, whatever was sealed under the one before. What opens under neither stays as it is. */
export async function resealTotpSecrets(storage: Storage, tx: Transaction, sealer: Sealer): Promise<void> {
  const store = totpStore(storage)
  for (let after = 0; ; ) {
    const rows = await store.list(tx, after, AT_ONCE)
    for (const { userId, sealed } of rows) {
      after = userId
      if (sealer.isInForce(sealed)) continue
      const bytes = sealer.open(sealed, placeOfSecret(userId))
      if (bytes) await store.reseal(tx, userId, sealed, sealer.seal(bytes, placeOfSecret(userId)))
    }
    if (rows.length < AT_ONCE) return
  }
}
