import type { RequestFacts } from '@latchkey/contract'
import type { NewAccount } from '#features/users'
import { isLanguage, languageAsked } from '#kernel/language'
import { type WorkOff, workOff } from '#kernel/work-off'
import type { Transaction } from '#storage'
import { CONFIRM_MS, type RegistrationDeps } from './deps.ts'
import type { Registration } from './store.ts'

const ASKED = { message: 'What became of it is on its way to your address by mail' }

/** Registrations whose answer says nothing of who has the name or the address: it is given before anybody looks (C022, C024). */
export function askedRegistrations(deps: RegistrationDeps) {
  const { storage, store, clock, users, guard, audit, log } = deps
  const work: WorkOff = workOff(
    async () => {
      const due = await store.listAsked(storage)
      for (const { number, ...registration } of due) {
        await storage.write(async (tx) => {
          // Of several servers one takes it, and no crash between the two loses it.
          if (await store.take(tx, number)) await answer(deps, tx, registration)
        })
      }
      return due.length > 0
    },
    log,
    'registrations were not looked up',
  )
  return {
    work,
    /** POST /auth/register: the same work for all alike. Throws `validation_failed`, `too_many_attempts`, `overloaded`. */
    async ask(account: NewAccount, request: RequestFacts) {
      const { claim } = await guard.beginRegistration(request)
      const toBe = await users.judgeToBe(account, claim)
      const language = languageAsked(request) ?? null
      const record = audit.by(undefined, request)
      await storage.write(async (tx) => {
        await store.ask(tx, { ...toBe, language, now: clock.now() })
        await record(tx, { action: 'mail.asked', facts: { kind: 'registration' } })
        tx.afterCommit(work.later)
      })
      return ASKED
    },
  }
}

/** What a registration comes to is mailed. A mail that is capped leaves nothing: the one of before stays good. */
async function answer(deps: RegistrationDeps, tx: Transaction, registration: Registration): Promise<void> {
  const { store, clock, random, digest, users, mailboxes, mail, baseUrl } = deps
  const { email: to, addressKey, username, usernameKey } = registration
  if (await mailboxes.tellRegistered(tx, addressKey)) return
  const letter = {
    to,
    userId: undefined,
    language:
      registration.language !== null && isLanguage(registration.language) ? registration.language : undefined,
  }
  if (await users.isUsernameTaken(tx, usernameKey)) {
    await mail.send(tx, { ...letter, template: { kind: 'username_taken', username } })
    return
  }
  const token = random.bytes(32).toString('base64url')
  const now = clock.now()
  const expiresAt = now + CONFIRM_MS
  const url = `${baseUrl()}/sign-up/confirm?token=${token}`
  if (!(await mail.send(tx, { ...letter, template: { kind: 'register_link', url }, expiresAt }))) return
  await store.put(tx, { ...registration, digest: digest(token), now, expiresAt })
}
