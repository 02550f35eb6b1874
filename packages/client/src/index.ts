import {
  type BodyOf,
  contract,
  type EndpointDefinition,
  type EndpointGroup,
  type FieldError,
  type OutputOf,
  type ParamsOf,
  type QueryOf,
} from '@latchkey/contract'

type Given<K extends string, T> = T extends undefined ? unknown : { readonly [P in K]: T }

/** What a method takes: the parts that its endpoint has, and a key that makes a creation repeatable. */
export type InputOf<E extends EndpointDefinition> = Given<'params', ParamsOf<E>> &
  (QueryOf<E> extends undefined ? unknown : { readonly query?: QueryOf<E> }) &
  Given<'body', BodyOf<E>> &
  (E extends { readonly idempotent: true } ? { readonly idempotencyKey?: string } : unknown)

type IsOptional<I> = object extends I ? true : false

type MethodOf<E extends EndpointDefinition> =
  IsOptional<InputOf<E>> extends true
    ? (input?: InputOf<E>) => Promise<OutputOf<E>>
    : (input: InputOf<E>) => Promise<OutputOf<E>>

type GroupOf<G extends EndpointGroup> = { readonly [K in keyof G]: MethodOf<G[K]> }

/** One method an endpoint of the contract: `client.users.get({ params: { id: 1 } })`. */
export type Client = { readonly [K in keyof typeof contract]: GroupOf<(typeof contract)[K]> }

export interface ClientOptions {
  /** Where the server is, e.g. `http://localhost:8000`. */
  readonly baseUrl: string
  /** An access token, or what gives the current one. */
  readonly token?: string | (() => string | undefined)
  /** Instead of the platform's `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** The server refused. `code` is the stable name of the reason; narrow by it. */
export class LatchkeyError extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldError[]
  /** Names the request in the server's log. */
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(response: Response, answer: { detail?: string; error?: string; errors?: FieldError[] }) {
    super(answer.detail ?? `The server answered ${response.status}.`)
    this.name = 'LatchkeyError'
    this.status = response.status
    this.code = answer.error ?? 'unknown'
    this.errors = answer.errors ?? []
    this.requestId = response.headers.get('x-request-id') ?? undefined
    const retryAfter = response.headers.get('retry-after')
    this.retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter)
  }
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly idempotencyKey?: string
}

/** Methods reject with `LatchkeyError` for what the server refuses, and with `fetch`'s error when it is not there. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch
  const tokenNow = () => (typeof options.token === 'function' ? options.token() : options.token)

  const call = async (endpoint: EndpointDefinition, input: LooseInput = {}): Promise<unknown> => {
    const token = endpoint.access === 'public' ? undefined : tokenNow()
    const headers = new Headers({ Accept: 'application/json' })
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
    if (input.body !== undefined) headers.set('Content-Type', 'application/json')
    if (input.idempotencyKey !== undefined) headers.set('Idempotency-Key', input.idempotencyKey)
    const body = input.body === undefined ? null : JSON.stringify(input.body)
    const response = await send(
      new Request(urlOf(options.baseUrl, endpoint, input), { method: endpoint.method, headers, body }),
    )
    if (endpoint.stream && response.ok && response.body) return response.body
    return readAnswer(response)
  }

  const methods = Object.entries(contract).map(([group, endpoints]) => [
    group,
    Object.fromEntries(
      Object.entries(endpoints as EndpointGroup).map(([name, endpoint]) => [
        name,
        (input?: LooseInput) => call(endpoint, input),
      ]),
    ),
  ])
  // Made from the same value that the type is made from.
  return Object.fromEntries(methods) as Client
}

function urlOf(
  baseUrl: string,
  { path }: EndpointDefinition,
  { params = {}, query = {} }: LooseInput,
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return `${baseUrl.replace(/\/$/, '')}${filled}${search.size > 0 ? `?${search}` : ''}`
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text()
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new LatchkeyError(response, { detail: `The server answered ${response.status} without JSON.` })
  }
  if (!response.ok) throw new LatchkeyError(response, answer as object)
  // A server that wraps by default is read the same way.
  const isWrapped = typeof answer === 'object' && answer !== null && 'data' in answer && 'code' in answer
  return isWrapped ? (answer as { data: unknown }).data : answer
}
