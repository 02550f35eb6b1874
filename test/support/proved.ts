import { type Account, join, type Person } from './accounts.ts'
import { send, type Target } from './http.ts'
import { tokenMailed } from './mailbox.ts'

/** Reads the mail of the registration: nothing else is mailed to an address that nobody proved. */
export async function readMailOf<Who extends Pick<Account, 'email'>>(target: Target, who: Who): Promise<Who> {
  const json = { token: await tokenMailed(target, who.email, 'verify_email') }
  const { status, text } = await send(target, 'POST /auth/verify-email', { json })
  if (status !== 200) throw new Error(`${who.email} was not proved: ${text}`)
  return who
}

/** Registers with a development server, proves the address and signs in. */
export const joinProved = async (target: Target, given: Partial<Person> = {}): Promise<Account> =>
  readMailOf(target, await join(target, given))
