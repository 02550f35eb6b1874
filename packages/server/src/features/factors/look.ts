import type { FactorKind, ShownFactor } from '@latchkey/contract'
import { invalid } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Sealer } from '#crypto/sealed'
import { verifyTotp } from '#crypto/totp'
import type { PasskeyFactor } from '#features/passkeys'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import type { codeStore } from './codes/store.ts'
import { digestOfCode } from './codes.ts'
import type { totpStore } from './totp/store.ts'
import { placeOfSecret } from './totp.ts'

export interface LookDeps {
  storage: Storage
  clock: Clock
  sealer: Sealer
  digest: KeyedDigest
  totp: ReturnType<typeof totpStore>
  codes: ReturnType<typeof codeStore>
  passkeys: Pick<PasskeyFactor, 'verify'>
  /** Tells the owner and the audit that there may be two of a passkey. */
  onCountedBack(userId: UserId, passkeyId: string): Promise<unknown>
}

/** A factor that is right as far as one can see: it counts once it is spent. */
export interface Looked {
  readonly kind: FactorKind
  /** Whether it knew its owner by itself, as a passkey does that asked for a PIN. */
  readonly isEnough: boolean
  /** Whether nobody spent it meanwhile. In the transaction of its effect. */
  spend(tx: Transaction): Promise<boolean>
  /** Tells whoever has to hear that it was spent by another meanwhile, if that was so: in a commit of its own. */
  tellIfLost?(): Promise<void>
}

/** Undefined for what proves nothing. Throws `validation_failed` where there is nothing to look at. */
export async function lookAt(
  deps: LookDeps,
  userId: UserId,
  { kind, code, passkey }: ShownFactor,
  asked: Parameters<PasskeyFactor['verify']>[1],
): Promise<Looked | undefined> {
  const { storage, clock, sealer, digest, totp, codes, passkeys } = deps
  if (kind === 'passkey') {
    if (!passkey) throw invalid({ field: 'passkey', message: 'is required.' })
    const proved = await passkeys.verify(userId, asked, passkey)
    if (proved?.hasCountedBack) await deps.onCountedBack(userId, proved.passkeyId)
    if (!proved || proved.hasCountedBack) return undefined
    let isLost = false
    return {
      kind,
      isEnough: proved.isUserVerified,
      async spend(tx) {
        isLost = !(await proved.use(tx, clock.now()))
        return !isLost
      },
      async tellIfLost() {
        if (isLost && (await proved.isStillThere())) await deps.onCountedBack(userId, proved.passkeyId)
      },
    }
  }
  if (code === undefined) throw invalid({ field: 'code', message: 'is required.' })
  if (kind === 'recovery_code') {
    const stored = digestOfCode(digest, userId, code)
    if (!(await codes.isThere(storage, userId, stored))) return undefined
    return { kind, isEnough: false, spend: (tx) => codes.spend(tx, userId, stored) }
  }
  const found = await totp.find(storage, userId)
  if (!found || found.confirmedAt === null) return undefined
  const secret = sealer.open(found.sealed, placeOfSecret(userId))
  const step = secret && verifyTotp(secret, code.replace(/[\s-]/g, ''), clock.now())
  if (step === undefined || step <= found.lastStep) return undefined
  return {
    kind,
    isEnough: false,
    spend: (tx) => totp.spend(tx, { userId, sealed: found.sealed, step }),
  }
}
