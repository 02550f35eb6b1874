import type { Program } from '../program.ts'

export const PASSWORD = 'moth lantern quarry 58'

const ADMINISTRATOR = 'keeper'
/** Enough to keep every hash thread busy, few enough never to be refused. */
const AT_ONCE = 8
/** They get the ids 1 to 12 on every database, so that every server gives the same answers about them. */
const ONE_BY_ONE = 12

const usernameOf = (number: number): string => (number === 1 ? ADMINISTRATOR : `reader${number}`)

/** All but the password of whoever is registered as this number. */
export const accountOf = (number: number) => ({
  username: usernameOf(number),
  email: `${usernameOf(number)}@example.com`,
  full_name: `Reader ${number}`,
})

/** Whoever signed in for the measurements. */
export interface SignedIn {
  readonly id: number
  readonly token: string
}

async function post(program: Program, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${program.port}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

/** Registers users 1 to `count` of an empty server, nearly in order; the first one is the administrator. */
export async function registerAll(program: Program, count: number): Promise<void> {
  const register = (number: number) =>
    post(program, '/auth/register', { ...accountOf(number), password: PASSWORD })
  let next = 1
  while (next <= Math.min(count, ONE_BY_ONE)) await register(next++)
  const registerSome = async () => {
    while (next <= count) await register(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, registerSome))
}

/** Signs in the user who was registered as this number; its id may be another one. */
export async function signIn(program: Program, number: number): Promise<SignedIn> {
  const { access_token } = await post(program, '/auth/login', credentialsOf(number))
  const token = String(access_token)
  const response = await fetch(`http://127.0.0.1:${program.port}/users/me`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  const { id } = (await response.json()) as { id: number }
  return { id, token }
}

/** A session of this user that goes on by refresh tokens: the first of them. */
export async function beginSession(program: Program, number: number): Promise<string> {
  const body = { ...credentialsOf(number), refresh: true }
  return String((await post(program, '/auth/login', body)).refresh_token)
}

export const credentialsOf = (number: number) => ({ username: usernameOf(number), password: PASSWORD })

/** A registration that no other request of the run repeats. */
export const registrationBody = (slot: string): string =>
  JSON.stringify({
    username: `new-${slot}-{n}`,
    email: `new-${slot}-{n}@example.com`,
    full_name: 'New Reader',
    password: PASSWORD,
  })
