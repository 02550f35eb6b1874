import type { LoadRequest } from '../http/loads.ts'
import type { Program } from '../program.ts'
import type { Workspace } from '../workspace.ts'

/** Somebody with an account; `{n}` in its name becomes a number. */
export interface Person {
  readonly name: string
  readonly password: string
}

/** The same operations as requests of one server. */
export interface Api {
  register(person: Person): LoadRequest
  signIn(person: Person): LoadRequest
  /** Where the answer to a sign-in has the token. */
  readonly tokenField: string
  readonly me: string
  /** Ten users, from the first. */
  readonly list: string
}

/** A server that is measured beside the product. */
export interface Peer {
  readonly name: string
  readonly api: Api
  /** What a sign-in and a registration pay for. */
  readonly hash: string
  start(workspace: Workspace): Promise<Program>
}

/** The paths of the product's document. */
export const documentApi: Api = {
  register: ({ name, password }) => ({
    method: 'POST',
    path: '/auth/register',
    body: JSON.stringify({
      username: name,
      email: `${name}@example.com`,
      full_name: 'New Reader',
      password,
    }),
  }),
  signIn: ({ name, password }) => ({
    method: 'POST',
    path: '/auth/login',
    body: JSON.stringify({ username: name, password }),
  }),
  tokenField: 'access_token',
  me: '/users/me',
  list: '/users?skip=0&limit=10',
}
