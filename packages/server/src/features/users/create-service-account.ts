import { invalid, type User } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import { actingOf } from '#kernel/ids'
import type { Storage } from '#storage'
import { refusingTaken } from './account.ts'
import { createdAs } from './create.ts'
import { canonicalEmail, canonicalUsername, judgeFullName, refusalsOf } from './identifiers.ts'
import type { UserStore } from './store.ts'

interface Deps {
  storage: Storage
  store: UserStore
  roles: RolesFeature
  clock: Clock
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Runs in the moment an account is committed. */
  onCreated(): void
}

export interface NewServiceAccount {
  readonly username: string
  readonly full_name: string
  readonly roles?: readonly string[]
}

/**
 * An account that a program acts as: without a password, so that nobody signs in to it, and with an address that no mail
 * ever reaches (RFC 2606 section 2). Throws `validation_failed`, `forbidden`, `username_taken`, `email_taken`.
 */
export async function createServiceAccount(
  { storage, store, roles, clock, refuseEnded, onCreated }: Deps,
  caller: Caller,
  { username, full_name, roles: granted = ['user'] }: NewServiceAccount,
  record: Recorder,
): Promise<User> {
  const name = canonicalUsername(username)
  const fullName = judgeFullName(full_name)
  const refusals = refusalsOf({ username: name, full_name: fullName })
  if (refusals.length > 0 || 'refusal' in name || 'refusal' in fullName) throw invalid(...refusals)
  const email = `${username}@service.invalid`
  const address = canonicalEmail(email)
  if ('refusal' in address)
    throw invalid({ field: 'username', message: 'has a dot at an end, or two in a row.' })
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await refuseEnded(tx, caller)
    await roles.refuseGrantingAbove(tx, actingOf(caller), 'service-accounts:write', granted)
    const row = { username, usernameKey: name.key, email, emailKey: address.key, fullName: fullName.value }
    const account = { ...row, passwordHash: null, kind: 'service' as const, now: clock.now() }
    const id = await refusingTaken(store.insert(tx, account))
    await roles.replace(tx, id, granted)
    tx.afterCommit(onCreated)
    const written = { id, username, email, full_name: fullName.value }
    await record(tx, { action: 'user.created', subject: id, ...createdAs(written, granted) })
    return written
  })
}
