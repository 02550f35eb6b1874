import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, fieldsOf, numberOf, send, type Target, textOf } from './http.ts'

export type Person = { username: string; email: string; full_name: string; password: string }
export type Account = Person & { id: number; token: string }

let made = 0

/** Somebody nobody has registered yet. */
export function person(given: Partial<Person> = {}): Person {
  made += 1
  const name = `robin.${made}`
  return {
    username: name,
    email: `${name}@example.org`,
    full_name: `Robin ${made}`,
    password: `violet-tramway-${made}-canyon`,
    ...given,
  }
}

export async function register(target: Target, who: Person): Promise<Answer> {
  return await send(target, 'POST /auth/register', { json: who })
}

/** On a busy machine some may be told that too many wait to be hashed (R12): they come back when they were told to. */
export async function registerAtLast(target: Target, who: Person): Promise<Answer> {
  for (;;) {
    const answer = await register(target, who)
    if (answer.status !== 503 || fieldsOf(answer).error !== 'overloaded') return answer
    await pause(Number(answer.headers.get('retry-after')) * 1_000)
  }
}

export async function login(target: Target, username: string, password: string): Promise<Answer> {
  return await send(target, 'POST /auth/login', { json: { username, password } })
}

/** A new access token. */
export async function signIn(target: Target, who: Pick<Person, 'username' | 'password'>): Promise<string> {
  return textOf(await login(target, who.username, who.password), 'access_token')
}

/** Registers and signs in. The first on a fresh development server is its administrator. */
export async function join(target: Target, given: Partial<Person> = {}): Promise<Account> {
  const who = person(given)
  const id = numberOf(await register(target, who), 'id')
  return { ...who, id, token: await signIn(target, who) }
}

/** In place of the password that somebody else set: what the first sign-in asks for (C011). */
export async function chooseFirst(
  target: Target,
  who: Pick<Person, 'username' | 'password'>,
  chosen: string,
): Promise<Answer> {
  const password_token = textOf(await login(target, who.username, who.password), 'password_token')
  return await send(target, 'POST /auth/login/password', { json: { password_token, new_password: chosen } })
}

/** Made by an administrator: works when registration is closed, and makes further administrators. */
export async function create(
  target: Target,
  by: Account,
  given: Partial<Person> = {},
  roles?: string[],
): Promise<Account> {
  const who = person(given)
  const first = { ...who, password: `first-${who.password}` }
  const json = roles === undefined ? first : { ...first, roles }
  const id = numberOf(await send(target, 'POST /users', { token: by.token, json }), 'id')
  await chooseFirst(target, first, who.password)
  return { ...who, id, token: await signIn(target, who) }
}

export async function setRoles(target: Target, by: Account, id: number, roles: string[]): Promise<Answer> {
  return await send(target, `PUT /users/${id}/roles`, { token: by.token, json: { roles } })
}

/** The four documented fields, in the documented order. */
export function shown(who: Account | (Person & { id: number })): object {
  return { id: who.id, username: who.username, email: who.email, full_name: who.full_name }
}

/** How many accounts there are, which is how "nothing was made" is asserted. */
export async function count(target: Target, by: Account): Promise<number> {
  return numberOf(await send(target, 'GET /users?limit=1', { token: by.token }), 'total')
}

/** Whether the token's holder acts as an administrator: only to one is an absent user "not found". */
export async function isAdministrator(target: Target, token: string): Promise<boolean> {
  const { status } = await send(target, 'GET /users/999999999', { token })
  if (status !== 403 && status !== 404)
    throw new Error(`expected 403 or 404 for an absent user, got ${status}`)
  return status === 404
}
