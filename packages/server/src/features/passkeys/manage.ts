import { type Passkey, problem, type RegistrationResponse } from '@latchkey/contract'
import { type RelyingParty, verifyAttestation } from '#crypto/webauthn'
import type { Recorder } from '#features/audit'
import type { Principal, PrincipalsFeature } from '#features/principals'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import type { Ceremonies } from './ceremonies.ts'
import { creationOptions, type UserVerification } from './options.ts'
import { shown } from './shown.ts'
import type { PasskeyStore } from './store.ts'

export interface ManageDeps {
  storage: Storage
  store: PasskeyStore
  ceremonies: Ceremonies
  clock: Clock
  random: Random
  userVerification: UserVerification
  party(): RelyingParty
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Throws `reauth_required`. */
  requireFresh(tx: Transaction, caller: Principal): Promise<void>
  /** Whether somebody gets in without a passkey. */
  hasOtherWayIn(tx: Transaction, userId: UserId): Promise<boolean>
  /** The account has one way less to prove itself: what relied on it goes. */
  onRemoved(tx: Transaction, userId: UserId): Promise<void>
  codesForTheFirst(tx: Transaction, userId: UserId): Promise<string[] | null>
  raiseSession(tx: Transaction, caller: Principal): Promise<unknown>
  tellOwner(
    tx: Transaction,
    userId: UserId,
    kind: 'passkey_added' | 'passkey_removed',
    source: string | undefined,
  ): Promise<void>
}

/** Of one account. */
const MOST = 20

const tooMany = () =>
  problem('too_many_passkeys', { detail: `An account has at most ${MOST} passkeys. Remove one first.` })
const notFound = () => problem('passkey_not_found', { detail: 'You have no such passkey.' })

export async function beginToAdd(deps: ManageDeps, caller: Principal) {
  const { storage, store, ceremonies, random, party, userVerification } = deps
  const { userId, sessionId, user } = caller
  const made = random.bytes(16).toString('base64url')
  const { handle, present } = await storage.write(async (tx) => {
    await deps.requireFresh(tx, caller)
    const present = await store.list(tx, userId)
    if (present.length >= MOST) throw tooMany()
    return { handle: await store.settleHandle(tx, userId, made), present }
  })
  const { ceremony, challenge } = await ceremonies.begin({ purpose: 'add', userId, boundTo: sessionId })
  return {
    ceremony,
    options: creationOptions(party(), user, { challenge, handle, present, userVerification }),
  }
}

interface Added {
  readonly ceremony: string
  readonly name: string
  readonly response: RegistrationResponse
}

/** Throws `invalid_attestation`, `passkey_exists`, `too_many_passkeys`, `reauth_required`. */
export async function addPasskey(
  deps: ManageDeps,
  caller: Principal,
  { ceremony, name, response }: Added,
  sourceAddress: string | undefined,
  record: Recorder,
): Promise<Passkey & { recovery_codes?: string[] }> {
  const { storage, store, ceremonies, clock, random, party, userVerification } = deps
  const { userId, sessionId } = caller
  await storage.write((tx) => deps.requireFresh(tx, caller))
  const challenge = await ceremonies.spend(ceremony, { purpose: 'add', userId, boundTo: sessionId })
  const needsUserVerification = userVerification === 'required'
  const made =
    challenge === undefined
      ? undefined
      : await verifyAttestation(response, { party: party(), challenge, needsUserVerification })
  if (!made)
    throw problem('invalid_attestation', { detail: 'The passkey is not what was asked for. Begin again.' })
  const id = `pky_${random.bytes(20).toString('base64url')}`
  return storage.write(async (tx) => {
    await tx.alone(`passkeys of ${userId}`)
    await deps.requireFresh(tx, caller)
    if ((await store.list(tx, userId)).length >= MOST) throw tooMany()
    const now = clock.now()
    const row = {
      ...made,
      id,
      userId,
      name,
      transports: transportsOf(response),
      isBackupEligible: made.isBackupEligible ? 1 : 0,
      isBackedUp: made.isBackedUp ? 1 : 0,
    }
    if (!(await store.insert(tx, { ...row, now })))
      throw problem('passkey_exists', { detail: 'This passkey is in use already.' })
    tx.changed(userId)
    const codes = await deps.codesForTheFirst(tx, userId)
    await deps.raiseSession(tx, caller)
    await deps.tellOwner(tx, userId, 'passkey_added', sourceAddress)
    await record(tx, { action: 'passkey.added', subject: userId, facts: { passkey: id }, personal: { name } })
    const added = shown({ ...row, createdAt: now, lastUsedAt: null })
    return codes ? { ...added, recovery_codes: codes } : added
  })
}

/** Hints for the next ceremony: those of the standard, and no other text of the client's. */
const TRANSPORTS: ReadonlySet<string> = new Set(['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'])
const transportsOf = ({ response: { transports = [] } }: RegistrationResponse): string =>
  [...new Set(transports)].filter((one) => TRANSPORTS.has(one)).join(' ')

export async function renamePasskey(
  { storage, store, refuseEnded }: ManageDeps,
  caller: Principal,
  id: string,
  name: string,
  record: Recorder,
): Promise<Passkey> {
  const { userId } = caller
  return storage.write(async (tx) => {
    await refuseEnded(tx, caller)
    if (!(await store.rename(tx, userId, id, name))) throw notFound()
    await record(tx, {
      action: 'passkey.renamed',
      subject: userId,
      facts: { passkey: id },
      personal: { name },
    })
    const row = (await store.list(tx, userId)).find((one) => one.id === id)
    if (!row) throw notFound()
    return shown(row)
  })
}

/** Throws `passkey_not_found`, `last_way_in`, `reauth_required`. */
export async function removePasskey(
  deps: ManageDeps,
  caller: Principal,
  id: string,
  sourceAddress: string | undefined,
  record: Recorder,
) {
  const { storage, store } = deps
  const { userId } = caller
  await storage.write(async (tx) => {
    await tx.alone(`passkeys of ${userId}`)
    await deps.requireFresh(tx, caller)
    if (!(await store.remove(tx, userId, id))) throw notFound()
    const isLast = (await store.list(tx, userId)).length === 0
    if (isLast && !(await deps.hasOtherWayIn(tx, userId)))
      throw problem('last_way_in', {
        detail: 'This passkey is the only way into the account. Choose a password or add another one first.',
      })
    tx.changed(userId)
    await deps.onRemoved(tx, userId)
    await deps.tellOwner(tx, userId, 'passkey_removed', sourceAddress)
    await record(tx, { action: 'passkey.removed', subject: userId, facts: { passkey: id } })
  })
  return { message: 'Passkey removed' }
}
