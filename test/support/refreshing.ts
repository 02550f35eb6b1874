import { type Account, join, type Person } from './accounts.ts'
import { type Answer, type Ask, itemsOf, send, type Target, textOf } from './http.ts'
import type { Server } from './server.ts'
import { changeStored, storedRows } from './stored.ts'
import { partsOf } from './tamper.ts'

/** A session that goes on: what its last answer gave. */
export type Going = { token: string; refresh: string; session: string }

/** What a sign-in or a refresh gave. Throws when it gave no refresh token. */
export function goingOf(answer: Answer): Going {
  const token = textOf(answer, 'access_token')
  return { token, refresh: textOf(answer, 'refresh_token'), session: sessionOf(token) }
}

/** The session that an access token names. */
export function sessionOf(token: string): string {
  return String(partsOf(token).payload.sid)
}

/** Signs in and asks for a refresh token. */
export async function signInToStay(
  target: Target,
  { username, password }: Pick<Person, 'username' | 'password'>,
  ask: Ask = {},
): Promise<Going> {
  const json = { username, password, refresh: true }
  return goingOf(await send(target, 'POST /auth/login', { json, ...ask }))
}

/** Somebody new, signed in to stay. */
export async function joinToStay(target: Target): Promise<{ who: Account; first: Going }> {
  const who = await join(target)
  return { who, first: await signInToStay(target, who) }
}

export async function refresh(target: Target, token: string, ask: Ask = {}): Promise<Answer> {
  return await send(target, 'POST /auth/refresh', { json: { refresh_token: token }, ...ask })
}

/** Whether an access token counts: 200 or 401. */
export async function statusOf(target: Target, token: string): Promise<number> {
  return (await send(target, 'GET /users/me', { token })).status
}

/** What the owner of the account was told, the newest first. */
export async function noticesOf(target: Target, token: string): Promise<Record<string, unknown>[]> {
  return itemsOf(await send(target, 'GET /users/me/notices', { token }))
}

/** The ids of the caller's sessions as the server lists them. */
export async function sessionsOf(target: Target, token: string): Promise<unknown[]> {
  return itemsOf(await send(target, 'GET /sessions', { token })).map(({ id }) => id)
}

/** Every rotation of these sessions was so much longer ago. The server must have stopped. */
export function ageRotations(server: Server, where: string, milliseconds: number): void {
  const rows = storedRows(
    server,
    `select id, refresh_rotations from sessions where refresh_rotations is not null and ${where}`,
  )
  if (rows.length === 0) throw new Error(`nothing was refreshed where ${where}`)
  for (const { id, refresh_rotations } of rows) {
    // A nonce of 22 characters, an instant of 15.
    const older = String(refresh_rotations).replaceAll(
      /(.{22})(\d{15})/g,
      (_, nonce: string, at: string) => nonce + String(Number(at) - milliseconds).padStart(15, '0'),
    )
    changeStored(server, `update sessions set refresh_rotations = '${older}' where id = '${String(id)}'`)
  }
}
