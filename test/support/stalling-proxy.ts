import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP relay on loopback that can hold everything back without closing anything, as a dead network does. */
export class StallingProxy {
  readonly #sockets = new Set<Socket>()
  readonly #stranded = new WeakSet<Socket>()
  #isStalled = false
  readonly #server

  private constructor(port: number) {
    this.#server = createServer((near) => {
      const far = connect(port, '127.0.0.1')
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => {
          this.#sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      const relay = (from: Socket, to: Socket) => from.on('data', (data) => to.write(data))
      relay(near, far)
      relay(far, near)
      if (this.#isStalled) for (const socket of [near, far]) socket.pause()
    })
  }

  static async before(port: number): Promise<StallingProxy> {
    const proxy = new StallingProxy(port)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
    return address.port
  }

  stall(): void {
    this.#isStalled = true
    for (const socket of this.#sockets) socket.pause()
  }

  /** As `stall`, and for ever, of what is connected now: what connects later passes. */
  strand(): void {
    for (const socket of this.#sockets) {
      socket.pause()
      this.#stranded.add(socket)
    }
  }

  resume(): void {
    this.#isStalled = false
    for (const socket of this.#sockets) if (!this.#stranded.has(socket)) socket.resume()
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}
