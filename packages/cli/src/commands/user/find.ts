import type { Client } from '@latchkey/client'

/** The account that an id, a username or an e-mail address names. Throws `user_not_found`. */
export async function findId(client: Client, who: string): Promise<number> {
  // No username is digits alone.
  if (/^[1-9][0-9]{0,15}$/.test(who)) return Number(who)
  const { id } = await client.users.lookup({ query: { identifier: who } })
  return id
}
