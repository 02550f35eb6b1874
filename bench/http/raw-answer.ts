import { connect } from 'node:net'

/** An answer as it stood on the wire. */
export interface RawAnswer {
  readonly status: number
  /** Names as they were spelled. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Who asks: a program by its token, a browser by its cookie, or nobody. */
export interface By {
  readonly token?: string | undefined
  readonly cookie?: string | undefined
}

/** One request on a connection of its own; `line` is a method and a path. Rejects when nobody listens. */
export function ask(port: number, line: string, { token, cookie }: By = {}): Promise<RawAnswer> {
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`
  const known = cookie === undefined ? '' : `Cookie: ${cookie}\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let received = ''
    socket.on('connect', () => {
      socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${authorization}${known}\r\n`)
    })
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const answer = complete(received)
      if (!answer) return
      socket.destroy()
      resolve(answer)
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the connection closed before its answer was complete')))
  })
}

function complete(received: string): RawAnswer | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = received.slice(0, end).split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1]
  const bytes = received.slice(end + 4)
  if (bytes.length < Number(length)) return undefined
  return { status: Number(first.split(' ')[1]), headers, body: Buffer.from(bytes, 'latin1').toString() }
}
