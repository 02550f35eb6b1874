import { type Account, create } from './accounts.ts'
import { eventually } from './eventually.ts'
import { fieldsOf, send, textOf } from './http.ts'
import { findMailedToken, mailedToken } from './mailed.ts'
import { tokenIn } from './reset-links.ts'
import type { Server } from './server.ts'

type Person = Pick<Account, 'id' | 'email'>

/** Proves an address: no other is mailed to. */
export const proveAddress = (server: Server, { id }: { id: number }) =>
  send(server, 'POST /auth/verify-email', { json: { token: mailedToken(server, 'verify_email', id) } })

/** The token of the link by which somebody begins a recovery. */
export async function beginToken(server: Server, { id, email }: Person): Promise<string> {
  await proveAddress(server, { id })
  await send(server, 'POST /auth/recovery', { json: { email } })
  // Whoever asks is answered first, and the mail is made then.
  return eventually('a link', async () => findMailedToken(server, 'recovery_link', id))
}

/** The token of the link that freezes one, which was begun by mail. */
export async function freezeToken(server: Server, person: Person): Promise<string> {
  await send(server, 'POST /auth/recovery/begin', { json: { token: await beginToken(server, person) } })
  return mailedToken(server, 'recovery_started', person.id)
}

/** A recovery that one administrator approved. */
export const approve = (server: Server, by: { token: string }, id: number) =>
  send(server, `POST /users/${id}/recovery/approve`, { token: by.token })

/** Somebody who may help others back, and is no administrator. */
export async function helper(server: Server, admin: Account): Promise<Account> {
  const json = { description: 'Helps people back', permissions: ['users:recover'] }
  await send(server, 'PUT /roles/recoverer', { token: admin.token, json })
  return create(server, admin, {}, ['recoverer'])
}

/** The token that the second of two hands over. */
export async function completeToken(server: Server, admin: Account, id: number): Promise<string> {
  const second = await helper(server, admin)
  await approve(server, admin, id)
  const { url } = fieldsOf(await approve(server, second, id))
  return tokenIn(String(url))
}

/** The token by which somebody becomes the trusted contact of whoever this is. */
export const contactToken = async (server: Server, { token }: { token: string }): Promise<string> =>
  textOf(await send(server, 'POST /users/me/recovery/contacts', { token }), 'token')
