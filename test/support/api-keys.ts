import type { Account } from './accounts.ts'
import { type Answer, type Ask, numberOf, send, type Target, textOf } from './http.ts'

export async function askForKey(
  target: Target,
  token: string | undefined,
  scopes: unknown,
  more: object = {},
  ask: Ask = {},
): Promise<Answer> {
  return await send(target, 'POST /api-keys', { ...ask, token, json: { name: 'Report', scopes, ...more } })
}

export type HeldKey = { id: string; key: string }

/** A key of somebody who is signed in. */
export async function makeKey(
  target: Target,
  { token }: Pick<Account, 'token'>,
  ...scopes: string[]
): Promise<HeldKey> {
  const answer = await askForKey(target, token, scopes)
  return { id: textOf(answer, 'id'), key: textOf(answer, 'key') }
}

/** An account of a program; its id. */
export async function makeServiceAccount(
  target: Target,
  by: Pick<Account, 'token'>,
  roles?: string[],
): Promise<number> {
  const json = { username: `program.${crypto.randomUUID()}`, full_name: 'A Program', roles }
  return numberOf(await send(target, 'POST /service-accounts', { token: by.token, json }), 'id')
}
