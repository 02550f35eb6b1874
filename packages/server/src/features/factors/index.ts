import {
  contract,
  type FactorKind,
  type Implemented,
  implementFor,
  problem,
  type RequestFacts,
  type ShownFactor,
} from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Sealer } from '#crypto/sealed'
import type { AuditFeature, Recorder } from '#features/audit'
import type { PasskeyFactor } from '#features/passkeys'
import type { Caller, Principal, PrincipalsFeature } from '#features/principals'
import { type Clock, instantOf } from '#kernel/clock'
import { OPERATOR, type UserId } from '#kernel/ids'
import type { Cursors } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import { codeStore } from './codes/store.ts'
import { makeCodes } from './codes.ts'
import { deviceStore } from './devices/store.ts'
import { listDevices, type TrustedDevices, trustedDevices } from './devices.ts'
import { type LookDeps, type Looked, lookAt } from './look.ts'
import { lossStore } from './losses/store.ts'
import { loseFactors } from './losses.ts'
import { overviewStore } from './overview/store.ts'
import { totpStore } from './totp/store.ts'
import { beginTotp, confirmTotp, shownAgain } from './totp.ts'

export type { Looked } from './look.ts'
export { resealTotpSecrets } from './totp.ts'

/** What the owner has to hear of. */
export type FactorNotice =
  | 'factor_added'
  | 'factor_removed'
  | 'factors_lost'
  | 'factors_removed'
  | 'recovery_codes_made'
  | 'recovery_code_used'

export interface FactorsFeature extends TrustedDevices {
  readonly routes: Implemented<Caller>[]
  /** What a sign-in may be finished with; empty where the password is enough. */
  kindsOf(reader: Reader, userId: UserId): Promise<readonly FactorKind[]>
  /** Looks at what is shown; undefined where it proves nothing. It is spent by what comes back, in the transaction of its effect. */
  look(
    userId: UserId,
    shown: ShownFactor,
    asked: Parameters<PasskeyFactor['verify']>[1],
  ): Promise<Looked | undefined>
  /** The picture and the address of a secret that its owner was shown, and has typed a wrong code of; undefined for what is none. */
  showAgain(caller: Principal, secret: string): ReturnType<typeof shownAgain>
  /** Codes for an account that has its first second factor now; null where there are some. */
  codesForTheFirst(tx: Transaction, userId: UserId): Promise<string[] | null>
  /** A factor was removed: what relied on it goes. */
  afterRemoval(tx: Transaction, userId: UserId): Promise<void>
  /** That all were said to be lost counts no longer: who said so may have been somebody else. */
  forgetLoss(tx: Transaction, userId: UserId): Promise<unknown>
  /** None is left, whatever there was. */
  removeAll(tx: Transaction, userId: UserId): Promise<void>
  /** Removes what has expired, and the factors that were said to be lost a day ago. */
  sweep(): Promise<void>
}

export interface FactorsDeps {
  storage: Storage
  clock: Clock
  random: Random
  sealer: Sealer
  cursors: Cursors
  digest: KeyedDigest
  passkeys: Omit<PasskeyFactor, 'optionsFor'> & {
    removeAll(tx: Transaction, userId: UserId): Promise<unknown>
  }
  audit: Pick<AuditFeature, 'by' | 'itself'>
  /** Whom codes are for, as authenticator apps show it. */
  issuer(): string
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Throws `reauth_required`. */
  requireFresh(tx: Transaction, caller: Principal): Promise<void>
  /** What sessions proved by a second factor is worth no more than a first one, but in the one that is kept. */
  lowerSessions(tx: Transaction, userId: UserId): Promise<unknown>
  /** The session proved the second factor just now. */
  raiseSession(tx: Transaction, caller: Principal): Promise<unknown>
  /** Looks at the password as at any other guess; what comes back counts it, in the transaction of its effect. Throws. */
  provePassword(
    caller: Principal,
    password: string,
    request: RequestFacts,
  ): Promise<(tx: Transaction) => Promise<void>>
  onCountedBack(userId: UserId, passkeyId: string): Promise<unknown>
  tellOwner(
    tx: Transaction,
    userId: UserId,
    kind: FactorNotice,
    sourceAddress: string | undefined,
  ): Promise<void>
}

const ownerOf = (caller: Caller): Principal => {
  // The edge lets no key and no operator through: a session is what `access` asks for.
  if (!('sessionId' in caller)) throw problem('forbidden', { detail: 'There is no session to do this in.' })
  return caller as Principal
}

/** What proves who somebody is besides the password (ASVS 5.0 6.5, NIST SP 800-63B-4). */
export function factorsFeature(deps: FactorsDeps): FactorsFeature {
  const { storage, clock, random, digest, passkeys, audit, cursors } = deps
  const stores = {
    totp: totpStore(storage),
    codes: codeStore(storage),
    devices: deviceStore(storage),
    losses: lossStore(storage),
    overview: overviewStore(storage),
  }
  const looking: LookDeps = { ...deps, ...stores }
  const codes = { store: stores.codes, random, digest }
  const devices = trustedDevices({ ...deps, store: stores.devices })

  const hasTotp = async (reader: Reader, userId: UserId): Promise<boolean> =>
    typeof (await stores.totp.find(reader, userId))?.confirmedAt === 'number'
  const kindsOf = async (reader: Reader, userId: UserId): Promise<FactorKind[]> => {
    const kinds: FactorKind[] = []
    if (await hasTotp(reader, userId)) kinds.push('totp')
    if ((await passkeys.countOf(reader, userId)) > 0) kinds.push('passkey')
    // They are a way back to a factor, and none by themselves.
    if (kinds.length > 0 && (await stores.codes.count(reader, userId)) > 0) kinds.push('recovery_code')
    return kinds
  }
  const afterRemoval = async (tx: Transaction, userId: UserId): Promise<void> => {
    if ((await kindsOf(tx, userId)).length === 0) await stores.codes.removeAll(tx, userId)
    await stores.devices.removeAll(tx, userId)
    await deps.lowerSessions(tx, userId)
  }
  const removeAll = async (tx: Transaction, userId: UserId): Promise<void> => {
    await stores.totp.removeAny(tx, userId)
    await passkeys.removeAll(tx, userId)
    await stores.losses.remove(tx, userId)
    await afterRemoval(tx, userId)
  }
  const codesForTheFirst = async (tx: Transaction, userId: UserId): Promise<string[] | null> =>
    (await stores.codes.count(tx, userId)) > 0 ? null : makeCodes(codes, tx, userId, clock.now())
  const { declare, callOff, sweep } = loseFactors({ ...deps, ...stores, kindsOf, removeAll })
  const enrolling = { ...deps, store: stores.totp, codesForTheFirst }

  const inSession = async <T>(
    caller: Caller,
    request: RequestFacts,
    work: (tx: Transaction, who: Principal, record: Recorder) => Promise<T>,
  ): Promise<T> => {
    const who = ownerOf(caller)
    return storage.write(async (tx) => {
      await deps.requireFresh(tx, who)
      return work(tx, who, audit.by(caller, request))
    })
  }

  return {
    ...devices,
    kindsOf,
    look: (userId, shown, asked) => lookAt(looking, userId, shown, asked),
    showAgain: (caller, secret) => shownAgain(deps.issuer(), caller, secret),
    codesForTheFirst,
    afterRemoval,
    forgetLoss: stores.losses.remove,
    removeAll,
    async sweep() {
      await sweep()
      await storage.write((tx) => stores.devices.removeExpired(tx, clock.now()))
    },
    routes: implementFor<Caller>()(contract.factors, {
      async overview({ caller: { userId } }) {
        if (userId === OPERATOR)
          throw problem('forbidden', { detail: 'The operator of this server has no account of its own.' })
        const own = await stores.overview.find(storage, userId, clock.now())
        if (!own) throw problem('invalid_token')
        return {
          has_password: own.passwordHash !== null,
          totp_since: own.totpSince === null ? null : instantOf(own.totpSince),
          passkeys: Number(own.passkeys),
          recovery_codes_left: Number(own.recoveryCodes),
          trusted_devices: Number(own.trustedDevices),
          removed_at: own.removedAt === null ? null : instantOf(own.removedAt),
        }
      },
      beginTotp: ({ caller, request }) => beginTotp(enrolling, ownerOf(caller), audit.by(caller, request)),
      confirmTotp: ({ caller, body: { code }, request }) =>
        confirmTotp(enrolling, ownerOf(caller), code, request, audit.by(caller, request)),
      removeTotp: ({ caller, request }) =>
        inSession(caller, request, async (tx, { userId }, record) => {
          if (!(await stores.totp.remove(tx, userId)))
            throw problem('factor_not_found', { detail: 'You have no authenticator app.' })
          tx.changed(userId)
          await afterRemoval(tx, userId)
          await deps.tellOwner(tx, userId, 'factor_removed', request.sourceAddress())
          await record(tx, { action: 'factor.removed', subject: userId, facts: { kind: 'totp' } })
          return { message: 'Authenticator app removed' }
        }),
      renewCodes: ({ caller, request }) =>
        inSession(caller, request, async (tx, { userId }, record) => {
          if ((await kindsOf(tx, userId)).length === 0)
            throw problem('factor_not_found', { detail: 'You have no second factor to find a way back to.' })
          const made = await makeCodes(codes, tx, userId, clock.now())
          await deps.tellOwner(tx, userId, 'recovery_codes_made', request.sourceAddress())
          await record(tx, { action: 'recovery_codes.made', subject: userId })
          return { recovery_codes: made }
        }),
      devices({ caller: { userId }, query }) {
        if (userId === OPERATOR) return { items: [], next_cursor: null }
        return listDevices({ storage, store: stores.devices, clock, cursors }, userId, query)
      },
      async forgetDevice({ caller, params: { device_id }, request }) {
        const { userId } = ownerOf(caller)
        await storage.write(async (tx) => {
          if (!(await stores.devices.remove(tx, userId, device_id)))
            throw problem('forbidden', { detail: 'You have no such device.' })
          const record = audit.by(caller, request)
          await record(tx, { action: 'device.forgotten', subject: userId, facts: { device: device_id } })
        })
        return { message: 'The device is trusted no longer' }
      },
      declareLost: ({ caller, body: { password }, request }) =>
        declare(ownerOf(caller), password, request, audit.by(caller, request)),
      callOffLoss: ({ caller, request }) =>
        inSession(caller, request, (tx, { userId }, record) => callOff(tx, userId, record)),
    }),
  }
}
