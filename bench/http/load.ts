// `bun bench/http/load.ts <port> <connections> <seconds> <requests.tsv>`: keeps connections busy over raw
// sockets and prints what came back as JSON. For machines without wrk.

import { medianOf } from '../spread.ts'
import { type LoadResult, readRequests } from './loads.ts'

const [port = 0, connections = 0, seconds = 0] = process.argv.slice(2, 5).map(Number)
const requests = readRequests(process.argv[5] ?? '')
/** Each is sent once: there are more of them than connections, and each answer brings the next. */
const refreshTokens = requests.flatMap(({ refreshToken }) => (refreshToken ? [refreshToken] : []))
const isRefreshing = refreshTokens.length > 0
const hasBodies = requests.some(({ body }) => body !== '')

let sent = 0
function nextMessage(): string {
  const request = requests[sent++ % requests.length] ?? { method: '', path: '' }
  const { method, path, token, cookie, body = '' } = request
  const text = body.replaceAll('{n}', String(sent)).replaceAll('{r}', () => refreshTokens.shift() ?? '')
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`
  const known = cookie === undefined ? '' : `Cookie: ${cookie}\r\n`
  const entity = hasBodies
    ? `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`
    : ''
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${authorization}${known}${entity}\r\n${text}`
}

interface Connection {
  received: string
  sentAt: number
}

const waits: number[] = []
let answered = 0
let refused = 0
let failed = 0
const startedAt = performance.now()
const endsAt = startedAt + seconds * 1_000

function begin(socket: Bun.Socket<Connection>): void {
  if (performance.now() >= endsAt) {
    socket.end()
    return
  }
  socket.data.sentAt = performance.now()
  socket.write(nextMessage())
}

function take(socket: Bun.Socket<Connection>, chunk: Buffer): void {
  socket.data.received += chunk.toString('latin1')
  const { received, sentAt } = socket.data
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received.slice(0, end))?.[1] ?? 0)
  if (received.length < end + 4 + length) return
  socket.data.received = ''
  const next = isRefreshing ? /"refresh_token":"([^"]+)"/.exec(received)?.[1] : undefined
  if (next !== undefined) refreshTokens.push(next)
  const now = performance.now()
  if (now < endsAt) {
    waits.push(now - sentAt)
    const status = Number(received.slice(9, 12))
    if (status < 300) answered += 1
    else if (status === 503) refused += 1
    else failed += 1
  }
  begin(socket)
}

const open = () =>
  Bun.connect<Connection>({
    hostname: '127.0.0.1',
    port,
    data: { received: '', sentAt: 0 },
    socket: {
      open: begin,
      data: take,
      close: () => {
        if (performance.now() >= endsAt) return
        failed += 1
        void open()
      },
    },
  })

await Promise.all(Array.from({ length: connections }, open))
await new Promise((resolve) => setTimeout(resolve, endsAt - performance.now()))

const sorted = waits.sort((a, b) => a - b)
const result: LoadResult = {
  answered,
  refused,
  failed,
  seconds: (performance.now() - startedAt) / 1_000,
  p50Ms: medianOf(sorted),
  p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
}
console.log(JSON.stringify(result))
process.exit(0)
