import { createClient } from '@latchkey/client'
import { Unreachable, UsageError } from '../failure.ts'
import type { Connection } from './connection.ts'

const LONGEST_ANSWER_MS = 30_000

const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/

/** A server at an address, which knows the caller by a key. Throws `UsageError`. */
export function remote(address: string, apiKey: string | undefined): Connection {
  const url = addressOf(address)
  if (apiKey === undefined) {
    throw new UsageError(
      `${url.origin} has to know who asks: set LATCHKEY_API_KEY to an API key or to the access token of an administrator.`,
    )
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new UsageError(
      `The key would cross the network readable for everybody: give an https address instead of ${url.origin}.`,
    )
  }
  const client = createClient({
    baseUrl: url.href,
    token: apiKey,
    fetch: (request) => reach(url.origin, request),
  })
  return { kind: 'remote', where: url.origin, client, close: async () => undefined }
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username + url.password + url.search + url.hash === ''
  ) {
    return url
  }
  throw new UsageError(
    'The address of a server is an http or https URL without credentials, such as https://id.example.com.',
  )
}

async function reach(origin: string, request: Request): Promise<Response> {
  let response: Response
  try {
    // Followed elsewhere, the key would go with it.
    response = await fetch(request, { redirect: 'manual', signal: AbortSignal.timeout(LONGEST_ANSWER_MS) })
    refuseStranger(origin, response)
    const text = await response.text()
    response = new Response(text, { status: response.status, headers: response.headers })
  } catch (error) {
    if (error instanceof Unreachable) throw error
    throw new Unreachable(
      request.method === 'GET'
        ? `${origin} cannot be reached: ${reasonOf(error)}.`
        : `${origin} did not answer (${reasonOf(error)}): whether the change was made is not known. Look before you try again.`,
      { cause: error },
    )
  }
  const location = response.headers.get('location')
  if (response.status < 300 || response.status >= 400 || location === null) return response
  throw new Unreachable(`${origin} answers that it is somewhere else. Give that address: ${location}`)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${LONGEST_ANSWER_MS / 1000} s`
  const { cause } = error
  const inner = cause instanceof Error ? cause : error
  const code = 'code' in inner ? String(inner.code) : inner.message
  return REASONS.find(([codes]) => codes.test(code))?.[1](code) ?? code
}

/** As both runtimes name them. */
const REASONS: readonly [RegExp, (code: string) => string][] = [
  [/^(?:ConnectionRefused|ECONNREFUSED)$/, () => 'nobody listens there'],
  [
    /^(?:ENOTFOUND|EAI_AGAIN|FailedToOpenSocket)$/,
    () => 'this machine does not know that name; check the address',
  ],
  [/^(?:ConnectionClosed|ECONNRESET|UND_ERR_SOCKET)$/, () => 'the connection was cut'],
  [
    /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_|^ERR_TLS_CERT/,
    (code) =>
      `its certificate is not to be trusted (${code}); NODE_EXTRA_CA_CERTS names an authority of your own`,
  ],
]

/** Every answer of Latchkey's is JSON; whatever else speaks there did not do what was asked. */
function refuseStranger(origin: string, { status, headers }: Response): void {
  const type = headers.get('content-type') ?? ''
  if ((status >= 300 && status < 400) || /^application\/(?:problem\+)?json\b/i.test(type)) return
  throw new Unreachable(
    `${origin} answers, but not as a Latchkey does (${status}, ${type === '' ? 'without a type' : type}). ` +
      'Check the address; a proxy may answer in its place.',
  )
}
