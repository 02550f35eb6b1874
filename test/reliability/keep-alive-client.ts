import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { head } from '../support/raw.ts'

export interface KeptAnswer {
  readonly status: number
  readonly body: string
  readonly requestId: string
  /** Whether the server said that it closes the connection. */
  readonly closes: boolean
}

/** One connection that stays open over many requests, as a balancer's would, and that heeds `Connection: close`. */
export class KeepAliveClient {
  readonly #socket: Socket
  readonly #host: string
  #received = ''
  #waiting: PromiseWithResolvers<KeptAnswer> | undefined

  private constructor(socket: Socket, port: number) {
    this.#socket = socket
    this.#host = `localhost:${port}`
    socket.on('data', (chunk) => {
      this.#received += chunk.toString('latin1')
      this.#answer()
    })
    socket.on('error', () => {})
    socket.on('close', () => this.#waiting?.reject(new Error('the connection ended before the answer did')))
  }

  static async open(target: { readonly port: number }): Promise<KeepAliveClient> {
    const socket = connect({ port: target.port, host: '127.0.0.1' })
    await once(socket, 'connect')
    return new KeepAliveClient(socket, target.port)
  }

  /** Rejects when the connection ends without a whole answer: that request was lost. */
  async ask(line: string, { token, json }: { token?: string; json?: unknown } = {}): Promise<KeptAnswer> {
    const body = json === undefined ? '' : JSON.stringify(json)
    this.#waiting = Promise.withResolvers<KeptAnswer>()
    this.#socket.write(
      head(
        `${line} HTTP/1.1`,
        `Host: ${this.#host}`,
        ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
        ...(json === undefined ? [] : ['Content-Type: application/json']),
        `Content-Length: ${Buffer.byteLength(body)}`,
      ) + body,
    )
    return await this.#waiting.promise
  }

  end(): void {
    this.#socket.destroy()
  }

  #answer(): void {
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const lines = this.#received.slice(0, end)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(lines)?.[1] ?? 0)
    const rest = this.#received.slice(end + 4)
    if (rest.length < length) return
    this.#received = rest.slice(length)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(lines)?.[1])
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({
      status,
      body: rest.slice(0, length),
      requestId: /\r\nx-request-id: *(\S+)/i.exec(lines)?.[1] ?? '',
      closes: /\r\nconnection: *close/i.test(lines),
    })
  }
}
