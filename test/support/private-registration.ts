import { type Person, person, register } from './accounts.ts'
import type { Target } from './http.ts'
import { tokenMailed } from './mailbox.ts'

/** For a server of which every registration gets the same answer. */
export const registersPrivately = { LATCHKEY_REGISTRATION: 'private' }

/** Somebody who registered and has the mail, but no account yet. */
export async function pending(
  target: Target,
  given: Partial<Person> = {},
): Promise<Person & { token: string }> {
  const who = person(given)
  await register(target, who)
  return { ...who, token: await tokenMailed(target, who.email, 'register_link') }
}
