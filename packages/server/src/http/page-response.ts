import type { Page, PageAnswer } from '@latchkey/contract'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'
import type { Exchange } from './exchange.ts'
import { acceptsGzip, unpack } from './packed.ts'

/** Nothing is kept by anybody but what has a name: by its address, or one that is asked about each time. */
export async function pageResponse<C extends Caller>(
  edge: Edge<C>,
  page: Page,
  exchange: Exchange<C>,
  { status = 200, type, body, etag, isForEver, cookies = [], headers: own = {} }: PageAnswer,
): Promise<Response> {
  const headers = exchange.fields()
  headers.set('Content-Type', type)
  for (const [name, value] of Object.entries(own)) headers.set(name, value)
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  if (page.isShared && edge.cors.isOn) edge.cors.allow(headers, exchange.header('origin'))
  if (edge.draining) headers.set('Connection', 'close')
  if (body instanceof ReadableStream) {
    const isAsked = exchange.request.method !== 'HEAD'
    if (!isAsked) void body.cancel()
    return exchange.respond(isAsked ? body : null, { status, headers })
  }
  const isPacked = typeof body !== 'string'
  const sendsGzip = isPacked && acceptsGzip(exchange.header('accept-encoding'))
  if (isPacked) headers.append('Vary', 'Accept-Encoding')
  if (etag !== undefined) {
    // The same in another form is not the same bytes, and has a name of its own (RFC 9110 section 8.8.3.3).
    const name = sendsGzip ? etag.replace(/"$/, '.gz"') : etag
    headers.set('Cache-Control', 'no-cache')
    headers.set('ETag', name)
    if (namesIn(exchange.header('if-none-match')).includes(name)) {
      return exchange.respond(null, { status: 304, headers })
    }
  }
  if (isForEver) headers.set('Cache-Control', 'public, max-age=31536000, immutable')
  if (!isPacked) return exchange.respond(body, { status, headers })
  if (!sendsGzip) return exchange.respond(await unpack(body), { status, headers })
  headers.set('Content-Encoding', 'gzip')
  return exchange.respond(body.gzip, { status, headers })
}

/** For the weak comparison of RFC 9110 section 13.1.2. */
const namesIn = (ifNoneMatch: string | null): string[] =>
  (ifNoneMatch ?? '').split(',').map((name) => name.trim().replace(/^W\//, ''))
