import { connect, type Socket } from 'node:net'

/** What came back: undefined for a connection that broke. */
export type Outcome = number | undefined

/** One request at a time, over a connection that stays open while the other side lets it. */
export class Connection {
  readonly #port: number
  #socket: Socket | undefined
  #received = ''
  #answered: ((outcome: Outcome) => void) | undefined

  constructor(port: number) {
    this.#port = port
  }

  /** Resolves with the status when the whole answer was there. */
  send(request: string): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#answered = resolve
      this.#received = ''
      this.#open().write(request, 'latin1')
    })
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  #open(): Socket {
    if (this.#socket) return this.#socket
    const socket = connect(this.#port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      this.#received += text
      if (isWhole(this.#received)) this.#finish(statusOf(this.#received))
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined
      this.#finish(undefined)
    })
    this.#socket = socket
    return socket
  }

  #finish(outcome: Outcome): void {
    const answered = this.#answered
    this.#answered = undefined
    if (/^connection: close\r$/im.test(this.#received)) this.close()
    answered?.(outcome)
  }
}

const statusOf = (answer: string): number => Number(answer.slice(9, 12))

/** By its length, or by the last chunk: what this bench asks for has no trailers. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const head = answer.slice(0, end + 2)
  const length = /^content-length: (\d+)\r$/im.exec(head)?.[1]
  if (length !== undefined) return answer.length >= end + 4 + Number(length)
  return /^transfer-encoding: chunked\r$/im.test(head) ? answer.endsWith('0\r\n\r\n') : true
}
