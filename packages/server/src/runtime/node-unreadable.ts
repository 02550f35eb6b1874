import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Of the fields of one message, as on the other runtime. Left alone, this one drops what is more than 2,000. */
const MOST_FIELDS = 198

/** The forms of RFC 9112 section 3.2 that name something here. */
const TARGET = /^(?:\/|https?:\/\/)/i

/**
 * What this parser lets through and Bun's refuses by itself, so that both say the same: the status of a bare answer,
 * after which the connection ends.
 */
export function statusOfUnreadable(message: IncomingMessage): number | undefined {
  const { httpVersion, headers, method, rawHeaders, url = '' } = message
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 505
  if (rawHeaders.length > 2 * MOST_FIELDS) return 431
  if (headers.host === undefined && httpVersion === '1.1') return 400
  const coding = headers['transfer-encoding']
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return 400
  return TARGET.test(url) || method === 'CONNECT' ? undefined : 400
}

export function refuseUnreadable(outgoing: ServerResponse, status: number): void {
  outgoing.sendDate = false
  outgoing.removeHeader('Transfer-Encoding')
  outgoing.writeHead(status, { Connection: 'close' }).end()
}

const REASONS = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  431: 'Request Header Fields Too Large',
  505: 'HTTP Version Not Supported',
} as const

const STATUSES: Readonly<Record<string, keyof typeof REASONS>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
  HPE_INVALID_CONSTANT: 505,
  HPE_INVALID_VERSION: 505,
}

/** The answer that is being written on a connection, which `node:http` keeps there. */
type Connection = Duplex & { readonly _httpMessage?: ServerResponse | null }

/** What this parser refuses by itself. What comes after "close" is no request, and costs nobody the answer before it. */
export function onUnreadable(error: NodeJS.ErrnoException, connection: Connection): void {
  if (error.code === 'HPE_CLOSED_CONNECTION') return
  const current = connection._httpMessage
  if (current?.headersSent) {
    current.once('finish', () => connection.end())
    return
  }
  if (!connection.writable) {
    connection.destroy(error)
    return
  }
  const status = STATUSES[error.code ?? ''] ?? 400
  const answer = `HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\n\r\n`
  connection.end(answer, () => connection.destroy())
}
