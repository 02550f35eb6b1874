import { problem } from '@latchkey/contract'
import type { Astray } from './astray.ts'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'
import { Exchange } from './exchange.ts'
import { isForPeople } from './negotiate.ts'
import type { Incoming, Params, Respond, Route, Transport } from './transport.ts'

/** The whole surface: what is listed answers, and one function refuses the rest. */
export interface Table {
  readonly routes: readonly Route[]
  readonly refuse: Respond
  /** The route that answers, for runtimes without a router of their own. HEAD is asked as GET (RFC 9110 section 9.3.2). */
  find(method: string, url: string): Found | undefined
  /** Answers a request that no runtime routed: the operator's, through the control socket or in this process. */
  dispatch(request: Incoming): Response | Promise<Response>
}

export interface Found {
  readonly route: Route
  /** As they were sent. */
  readonly params: Params
}

/** What an allowed origin may send (the Fetch standard, CORS-preflight); the fields of every answer stand beside it. */
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Request-Id',
  'Access-Control-Max-Age': '600',
}

const NO_PARAMS: Params = Object.freeze({})

const OPERATOR_TRANSPORT: Transport = { peerAddress: () => undefined, isOperator: true }

export function createTable<C extends Caller>(
  edge: Edge<C>,
  routes: readonly Route[],
  astray: Astray = () => undefined,
): Table {
  const seen = new Set<string>()
  for (const { method, path } of routes) {
    const name = `${method} ${path.replaceAll(/:\w+/g, ':')}`
    if (seen.has(name)) throw new Error(`two routes answer ${name}`)
    seen.add(name)
  }
  const refuse: Respond = (request, params, transport) => {
    const shown = isLookedAt(request)
      ? astray(withoutQuery(request.url), refusal(routes, request).code === 'not_found')
      : undefined
    if (shown) return shown(request, params, transport)
    const exchange = new Exchange(edge, 'none', request, transport)
    try {
      edge.guardHost(request.headers.get('host'))
      if (edge.cors.isPreflight(request)) return exchange.answer(204, null, PREFLIGHT)
      throw refusal(routes, request)
    } catch (error) {
      const answer = exchange.fail(error)
      // What follows is what its sender would have sent through a tunnel (RFC 9110 section 9.3.6), and no request.
      if (request.method === 'CONNECT') answer.headers.set('Connection', 'close')
      return answer
    }
  }
  const plain = new Map(
    routes.map((route) => [`${route.method} ${route.path}`, { route, params: NO_PARAMS }]),
  )
  const patterns = routes.filter(({ path }) => path.includes(':'))
  const find = (method: string, url: string): Found | undefined => {
    const path = withoutQuery(url)
    const known = plain.get(`${method} ${path}`)
    if (known && !path.includes(':')) return known
    const route = patterns.find((one) => one.method === method && matches(one.path, path))
    return route && { route, params: paramsOf(route.path, path) }
  }
  return {
    routes,
    refuse,
    find,
    dispatch(request) {
      const found = find(request.method, request.url)
      if (!found) return refuse(request, NO_PARAMS, OPERATOR_TRANSPORT)
      return found.route.respond(request, found.params, OPERATOR_TRANSPORT)
    },
  }
}

const isLookedAt = ({ method, headers }: Incoming): boolean =>
  (method === 'GET' || method === 'HEAD') && isForPeople(headers.get('accept'))

function paramsOf(pattern: string, path: string): Record<string, string> {
  const given = path.split('/')
  return Object.fromEntries(
    pattern.split('/').flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), given[i] ?? '']] : [])),
  )
}

function refusal(routes: readonly Route[], request: Incoming) {
  const path = pathOf(request.url)
  const methods = new Set(routes.filter((route) => matches(route.path, path)).map(({ method }) => method))
  if (methods.has('GET')) methods.add('HEAD')
  // A path that the runtime did not match as it was written is another spelling of it, and no route.
  if (methods.size === 0 || methods.has(request.method)) {
    return problem('not_found', { detail: 'There is nothing at this path. /docs lists what there is.' })
  }
  const allow = [...methods].sort().join(', ')
  return problem('method_not_allowed', { detail: `Use one of: ${allow}.`, allow })
}

/** No target of a request has a fragment (RFC 9112 section 3.2): one that does is no route's. */
const withoutQuery = (url: string): string => {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/\?.*$/s, '')
  // The absolute form may leave the path out (section 3.2.2).
  return path === '' ? '/' : path
}

const pathOf = (url: string): string => withoutQuery(url).replace(/#.*$/s, '')

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/')
  const given = path.split('/')
  if (expected.length !== given.length) return false
  return expected.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]))
}
