import type {
  AlternativeOf,
  BodyOf,
  Contract,
  EndpointDefinition,
  EndpointGroup,
  OutputOf,
  ParamsOf,
  QueryOf,
} from '@latchkey/contract'
import { type ErrorCodeOf, LatchkeyError } from './error.ts'
import { type LooseInput, readAnswer, requestOf, type Send } from './exchange.ts'
import { endpoints, type Row } from './generated/endpoints.ts'
import { comeBack, type Departure } from './hosted-sign-in.ts'
import { type Keeping, keeping } from './keeping.ts'
import type { SessionStore } from './session.ts'

export { answerOf } from './answer.ts'
export { type CommonErrorCode, type ErrorCodeOf, LatchkeyError } from './error.ts'
export { comeBack, type Departure, type DepartureOptions, leaveToSignIn } from './hosted-sign-in.ts'
export { browserSession, memorySession, type Session, type SessionStore } from './session.ts'

type Given<K extends string, T> = T extends undefined ? unknown : { readonly [P in K]: T }

/** What a method takes: the parts that its endpoint has, and a key that makes a creation repeatable. */
export type InputOf<E extends EndpointDefinition> = Given<'params', ParamsOf<E>> &
  (QueryOf<E> extends undefined ? unknown : { readonly query?: QueryOf<E> }) &
  Given<'body', BodyOf<E>> &
  (E extends { readonly idempotent: true } ? { readonly idempotencyKey?: string } : unknown)

/** Both, where a server may be set to give another answer: `'id' in answer` tells them apart. */
export type AnswerOf<E extends EndpointDefinition> = OutputOf<E> | AlternativeOf<E>

type IsOptional<I> = object extends I ? true : false
type MethodOf<E extends EndpointDefinition, Answer> =
  IsOptional<InputOf<E>> extends true
    ? (input?: InputOf<E>) => Promise<Answer>
    : (input: InputOf<E>) => Promise<Answer>

/** What a call came to: the answer, or why there is none. `error.code` is one of the endpoint's own. */
export type Result<E extends EndpointDefinition> =
  | { readonly ok: true; readonly value: AnswerOf<E> }
  | { readonly ok: false; readonly error: LatchkeyError<ErrorCodeOf<E>> }

type GroupOf<G extends EndpointGroup> = { readonly [K in keyof G]: MethodOf<G[K], AnswerOf<G[K]>> }
type TryingGroupOf<G extends EndpointGroup> = { readonly [K in keyof G]: MethodOf<G[K], Result<G[K]>> }
type Methods = { readonly [K in keyof Contract]: GroupOf<Contract[K]> }

interface Credentials {
  /** Or the e-mail address. */
  readonly username: string
  readonly password: string
}

/** One method an endpoint of the contract: `client.users.get({ params: { id: 1 } })`. */
export interface Client extends Methods {
  /** The same methods, which tell a refusal instead of throwing it; what is no answer is thrown still. */
  readonly try: { readonly [K in keyof Contract]: TryingGroupOf<Contract[K]> }
  /** Signs in, and keeps the session going until `signOut`. Needs a `session` to keep it in. */
  signIn(credentials: Credentials): Promise<void>
  /** The same for whoever came back from the server's own page, by the address that they came back by. Throws what `comeBack` throws. */
  signInBack(address: string | URL, departure: Departure | undefined): Promise<void>
  /** Ends the session on the server, and forgets it here whatever the server says. */
  signOut(): Promise<void>
}

export interface ClientOptions {
  /** Where the server is, e.g. `http://localhost:8000`. */
  readonly baseUrl: string
  /** An access token or an API key, or what gives the current one. */
  readonly token?: string | (() => string | undefined) | undefined
  /** Where a session is kept that `signIn` begins: its tokens are renewed by themselves. Instead of `token`. */
  readonly session?: SessionStore
  /** Instead of the platform's `fetch`. */
  readonly fetch?: Send
  /** Milliseconds since the epoch; instead of the machine's clock. */
  readonly now?: () => number
}

/** Methods reject with `LatchkeyError` for what the server refuses, and with `fetch`'s error when it is not there. */
export function createClient({
  baseUrl,
  token,
  session,
  fetch: send = fetch,
  now = Date.now,
}: ClientOptions): Client {
  const ask = async (row: Row, input: LooseInput, sent: string | undefined): Promise<unknown> => {
    const response = await send(requestOf(baseUrl, row, input, sent))
    if (row[2]?.includes('s') && response.ok) return response.body
    return readAnswer(response)
  }
  const kept: Keeping | undefined =
    session &&
    keeping(
      session,
      async (refresh_token) =>
        ask(endpoints.sessions.refresh, { body: { refresh_token } }, undefined) as never,
      now,
    )
  const call = async (row: Row, input: LooseInput = {}): Promise<unknown> => {
    if (row[2]?.includes('p')) return ask(row, input, undefined)
    if (!kept) return ask(row, input, typeof token === 'function' ? token() : token)
    const sent = await kept.token()
    try {
      return await ask(row, input, sent)
    } catch (error) {
      const isOld = error instanceof LatchkeyError && error.code === 'invalid_token' && sent !== undefined
      const next = isOld ? await kept.tokenAfter(sent) : undefined
      if (next === undefined) throw error
      return ask(row, input, next)
    }
  }
  const trying = async (row: Row, input?: LooseInput): Promise<unknown> => {
    try {
      return { ok: true, value: await call(row, input) }
    } catch (error) {
      if (error instanceof LatchkeyError) return { ok: false, error }
      throw error
    }
  }
  const beginKept = async (row: Row, body: object): Promise<void> => {
    if (!kept)
      throw new TypeError(
        'signIn needs a session to keep: createClient({ baseUrl, session: memorySession() })',
      )
    await kept.begin((await ask(row, { body }, undefined)) as never)
  }
  return {
    ...(methods(call) as Methods),
    try: methods(trying) as Client['try'],
    signIn: ({ username, password }) =>
      beginKept(endpoints.sessions.login, { username, password, refresh: true }),
    signInBack: async (address, departure) =>
      beginKept(endpoints.returns.exchange, { ...comeBack(address, departure), refresh: true }),
    async signOut() {
      try {
        await call(endpoints.sessions.logout)
      } catch (error) {
        // It has ended already.
        if (!(error instanceof LatchkeyError) || error.status !== 401) throw error
      } finally {
        await kept?.end()
      }
    },
  }
}

/** Made from the table that the types are made from. */
function methods(call: (row: Row, input?: LooseInput) => Promise<unknown>): unknown {
  const groups = Object.entries(endpoints).map(([group, rows]) => [
    group,
    Object.fromEntries(
      Object.entries(rows as Record<string, Row>).map(([name, row]) => [
        name,
        (input?: LooseInput) => call(row, input),
      ]),
    ),
  ])
  return Object.fromEntries(groups)
}
