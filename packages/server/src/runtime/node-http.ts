import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { AnswerBody, AnswerFields, AnswerInit, Fields, Incoming } from '#http'

/** A request of `node:http` as the edge reads it: nothing is made before it is asked for. */
export class NodeRequest implements Incoming {
  readonly message: IncomingMessage
  readonly headers: Fields

  constructor(message: IncomingMessage) {
    this.message = message
    this.headers = {
      get: (name) => {
        const value = message.headers[name.toLowerCase()]
        return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
      },
    }
  }

  get method(): string {
    return this.message.method ?? ''
  }

  get url(): string {
    return this.message.url ?? ''
  }

  get body(): ReadableStream<Uint8Array> | null {
    const { headers } = this.message
    const hasBody = headers['transfer-encoding'] !== undefined || headers['content-length'] !== undefined
    // The standard's stream, which the two declarations of it name differently.
    return hasBody ? (Readable.toWeb(this.message) as unknown as ReadableStream<Uint8Array>) : null
  }

  /** Rejects when the sender leaves before the end. */
  async arrayBuffer(): Promise<ArrayBuffer> {
    const chunks: Uint8Array[] = []
    for await (const chunk of this.message) chunks.push(chunk as Uint8Array)
    const whole = Buffer.concat(chunks)
    return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength) as ArrayBuffer
  }
}

/** Names and values in turn, as `node:http` takes them. */
class NodeFields implements AnswerFields {
  readonly list: string[]

  constructor(list: readonly string[]) {
    this.list = list.slice()
  }

  set(name: string, value: string): void {
    const at = this.#find(name)
    if (at < 0) this.list.push(name, value)
    else this.list[at + 1] = value
  }

  append(name: string, value: string): void {
    // The one field whose values are never joined (RFC 9110 section 5.3).
    const at = name.toLowerCase() === 'set-cookie' ? -1 : this.#find(name)
    if (at < 0) this.list.push(name, value)
    else this.list[at + 1] = `${this.list[at + 1]}, ${value}`
  }

  #find(name: string): number {
    const { list } = this
    for (let i = 0; i < list.length; i += 2) {
      const known = list[i] ?? ''
      if (known.length !== name.length) continue
      if (known === name || known.toLowerCase() === name.toLowerCase()) return i
    }
    return -1
  }
}

/** Each as often as it is asked for, and read once. */
const lists = new WeakMap<Headers, readonly string[]>()

/** For `Transport.fields`. */
export function fields(constant: Headers): AnswerFields {
  let list = lists.get(constant)
  if (list === undefined) {
    list = [...constant].flat()
    lists.set(constant, list)
  }
  return new NodeFields(list)
}

/** An answer as `node:http` writes it: the standard's `Response` would make a stream of every text. */
class NodeAnswer {
  readonly body: AnswerBody
  readonly status: number
  readonly headers: AnswerFields

  constructor(body: AnswerBody, { status, headers }: AnswerInit) {
    this.body = body
    this.status = status
    this.headers = headers
  }
}

/** For `Transport.respond`: whatever it makes goes to `send` and nowhere else. */
export const respond = (body: AnswerBody, init: AnswerInit): Response =>
  new NodeAnswer(body, init) as unknown as Response

export function send(answer: Response, outgoing: ServerResponse): void {
  const { status, headers, body } = answer as unknown as NodeAnswer
  const { list } = headers as NodeFields
  if (body instanceof ReadableStream) {
    sendStream(status, list, body, outgoing)
    return
  }
  // Said beforehand, or the body would come in chunks; to a HEAD too (RFC 9110 section 9.3.2).
  if (body !== null) list.push('Content-Length', String(Buffer.byteLength(body)))
  // HTTP/1.1 connections stay open unless somebody says otherwise, and others end (RFC 9112 section 9.3): where this
  // server does not say it, nothing need be said.
  if (outgoing.req.httpVersion !== '1.1') outgoing.shouldKeepAlive = false
  outgoing.removeHeader('Connection')
  outgoing.writeHead(status, list)
  outgoing.end(body ?? undefined)
}

/** Each event leaves when it is there; who leaves ends the stream. */
function sendStream(
  status: number,
  list: string[],
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
): void {
  outgoing.writeHead(status, list)
  outgoing.flushHeaders()
  // The standard's stream, which the two declarations of it name differently.
  const events = Readable.fromWeb(body as never)
  events.on('error', () => outgoing.destroy())
  outgoing.on('close', () => events.destroy())
  events.pipe(outgoing)
}
