import { expect } from 'bun:test'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { numberOf, send } from '../support/http.ts'
import { head } from '../support/raw.ts'
import { type Server, withServer } from '../support/server.ts'

/** How somebody takes up a connection without asking for anything. */
interface Kind {
  readonly name: string
  /** Sent at once. */
  readonly begins: (server: Server) => string
  /** Sent each second. */
  readonly each: string
}

const host = ({ port }: Server) => `Host: localhost:${port}`
const kinds: readonly Kind[] = [
  { name: 'idle', begins: () => '', each: '' },
  {
    name: 'slow headers',
    begins: (server) => `GET /health HTTP/1.1\r\n${host(server)}\r\nX-A: `,
    each: 'a',
  },
  {
    name: 'slow bodies',
    begins: (server) =>
      `${head('POST /auth/login HTTP/1.1', host(server), 'Content-Type: application/json', 'Content-Length: 999')}{`,
    each: ' ',
  },
]

interface Crowd {
  readonly cut: number
  leave(): void
}

async function gather(server: Server, kind: Kind, size: number): Promise<Crowd> {
  const sockets: Socket[] = []
  let cut = 0
  const text = kind.begins(server)
  for (let i = 0; i < size; i++) {
    const socket = connect({ port: server.port, host: '127.0.0.1' })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      cut += 1
    })
    socket.on('connect', () => text !== '' && socket.write(text))
    socket.resume()
    sockets.push(socket)
    // A backlog is finite: whoever comes too fast is told to come again by the system, not by the server.
    if (i % 100 === 99) await eventually('connected', () => socket.readyState === 'open' || undefined)
  }
  const timer = setInterval(() => {
    if (kind.each !== '') for (const socket of sockets) if (socket.writable) socket.write(kind.each)
  }, 1_000)
  return {
    get cut() {
      return cut
    },
    leave() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
    },
  }
}

const residentMb = (pid: number): number =>
  (Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024) / 1e6

/**
 * R11, C096: so many of each kind at once. Whoever asks properly meanwhile is answered every time, and each of the others is
 * cut. Gives what there is to tell.
 */
export async function slowClients(size: number): Promise<string> {
  return await withServer({ dev: true }, async (server) => {
    const user = await join(server)
    const pid = numberOf(await send(server, 'GET /server/status', { token: user.token }), 'pid')
    const before = residentMb(pid)
    const began = performance.now()
    const crowds = await Promise.all(kinds.map((kind) => gather(server, kind, size)))
    let asked = 0
    let longest = 0
    try {
      await eventually(
        'all are cut',
        async () => {
          const askedAt = performance.now()
          const answers = await Promise.all([
            send(server, 'GET /users/me', { token: user.token }),
            send(server, 'GET /health'),
          ])
          longest = Math.max(longest, performance.now() - askedAt)
          expect(answers.map(({ status }) => status)).toEqual([200, 200])
          asked += answers.length
          return crowds.every(({ cut }) => cut === size) || undefined
        },
        120_000,
      )
    } finally {
      for (const crowd of crowds) crowd.leave()
    }
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    const names = kinds.map(({ name }) => `${size} ${name}`).join(', ')
    const grown = (residentMb(pid) - before).toFixed(0)
    return `${names}: all cut after ${seconds} s; meanwhile ${asked} requests answered, the slowest in ${longest.toFixed(0)} ms; ${grown} MB more resident`
  })
}
