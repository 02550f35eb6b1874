import { connect } from 'node:net'
import { parse, send, type Target } from '../support/http.ts'
import { head } from '../support/raw.ts'

export interface SlowRequest {
  /** Sends what is left of the body, and gives the answer. */
  finish(): Promise<{ status: number; json: unknown }>
}

/**
 * A request whose head and half of its body have arrived: the server has begun with it and waits for the rest.
 * `line` is as in `send`.
 */
export async function beginSlowly(
  target: Target & { readonly port: number },
  line: string,
  { token, json }: { token: string; json: unknown },
): Promise<SlowRequest> {
  const body = JSON.stringify(json)
  const half = Math.floor(body.length / 2)
  const socket = connect({ port: target.port, host: '127.0.0.1' })
  let received = ''
  const closed = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    socket.on('close', () => resolve())
    socket.on('error', reject)
  })
  const lines = [
    `${line} HTTP/1.1`,
    `Host: localhost:${target.port}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  await new Promise<void>((resolve) => socket.write(head(...lines) + body.slice(0, half), () => resolve()))
  // Two answers later the server has surely read what came before.
  for (let i = 0; i < 2; i++) await send(target, 'GET /health')
  return {
    async finish() {
      socket.write(body.slice(half))
      await closed
      const [first = '', text = ''] = received.split('\r\n\r\n')
      return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]), json: parse(text) }
    },
  }
}
