import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

const SSL_REQUEST = 80_877_103
const TEXT = 25
const BOOLEAN = 16

/**
 * Speaks PostgreSQL's protocol (its manual, chapter 55) far enough for a driver to connect, and answers every question
 * with one row: what a version or a clock that is not at hand would say.
 */
export async function fakePostgres(row: Readonly<Record<string, string | boolean>>) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    answer(socket, row)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/fake`,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

function answer(socket: Socket, row: Readonly<Record<string, string | boolean>>): void {
  let received = Buffer.alloc(0)
  let isStarted = false
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (;;) {
      // The first message of a connection has no type.
      const at = isStarted ? 1 : 0
      if (received.length < at + 4) return
      const end = at + received.readInt32BE(at)
      if (received.length < end) return
      const type = isStarted ? String.fromCharCode(received[0] ?? 0) : ''
      const code = isStarted ? 0 : received.readInt32BE(4)
      received = received.subarray(end)
      if (code === SSL_REQUEST) socket.write('N')
      else if (!isStarted) {
        isStarted = true
        socket.write(Buffer.concat([message('R', int32(0)), message('K', int32(1), int32(2)), READY]))
      } else if (type === 'Q')
        socket.write(Buffer.concat([rowOf(row), message('C', text('SELECT 1')), READY]))
      else if (type === 'X') socket.end()
    }
  })
}

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const text = (value: string): Buffer => Buffer.from(`${value}\0`)

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

const READY = message('Z', Buffer.from('I'))

function rowOf(row: Readonly<Record<string, string | boolean>>): Buffer {
  const entries = Object.entries(row)
  const columns = entries.flatMap(([name, value]) => [
    text(name),
    int32(0),
    int16(0),
    int32(typeof value === 'boolean' ? BOOLEAN : TEXT),
    int16(-1),
    int32(-1),
    int16(0),
  ])
  const values = entries.flatMap(([, value]) => {
    const bytes = Buffer.from(typeof value === 'boolean' ? (value ? 't' : 'f') : value)
    return [int32(bytes.length), bytes]
  })
  return Buffer.concat([
    message('T', int16(entries.length), ...columns),
    message('D', int16(entries.length), ...values),
  ])
}
