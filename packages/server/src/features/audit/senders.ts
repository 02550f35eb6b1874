import { createSocket } from 'node:dgram'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { AuditEntry } from '@latchkey/contract'
import { framed, syslogMessage } from './syslog-message.ts'

/** Takes entries off this machine. */
export interface Sender {
  /** Throws when they were not taken. */
  send(entries: readonly AuditEntry[]): Promise<void>
  close(): void
}

export interface SenderOptions {
  readonly url: URL
  readonly token: string | undefined
  readonly host: string
  readonly pid: number
}

const LONGEST_MS = 10_000
const SYSLOG_PORT = 514
/** RFC 5425 section 4.1. */
const SYSLOG_TLS_PORT = 6514

/** `https:`, or `syslog:` over UDP, `syslog+tcp:`, `syslogs:` over TLS. */
export function senderTo(options: SenderOptions): Sender {
  if (options.url.protocol === 'https:' || options.url.protocol === 'http:') return httpSender(options)
  return options.url.protocol === 'syslog:' ? datagramSender(options) : connectionSender(options)
}

const ndjson = (entries: readonly AuditEntry[]): string =>
  entries.map((one) => `${JSON.stringify(one)}\n`).join('')

function httpSender({ url, token }: SenderOptions): Sender {
  return {
    async send(entries) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-ndjson',
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        },
        body: ndjson(entries),
        // Elsewhere neither the entries nor the token were meant for.
        redirect: 'error',
        signal: AbortSignal.timeout(LONGEST_MS),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the log collector answered ${response.status}`)
    },
    close: () => undefined,
  }
}

function datagramSender({ url, host, pid }: SenderOptions): Sender {
  const address = url.hostname.replace(/^\[|\]$/g, '')
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  socket.unref()
  // What a datagram meets on its way is told to nobody.
  socket.on('error', () => undefined)
  const port = Number(url.port || SYSLOG_PORT)
  return {
    async send(entries) {
      for (const entry of entries) {
        await new Promise<void>((resolve, reject) => {
          const message = Buffer.from(syslogMessage(entry, { host, pid }))
          socket.send(message, port, address, (error) => (error ? reject(error) : resolve()))
        })
      }
    },
    close: () => socket.close(),
  }
}

function connectionSender({ url, host, pid }: SenderOptions): Sender {
  const address = url.hostname.replace(/^\[|\]$/g, '')
  const isTls = url.protocol === 'syslogs:'
  const port = Number(url.port || (isTls ? SYSLOG_TLS_PORT : SYSLOG_PORT))
  let open: Socket | undefined
  const connection = () =>
    new Promise<Socket>((resolve, reject) => {
      if (open !== undefined && !open.destroyed && open.writable) return resolve(open)
      const socket = isTls
        ? connectTls({ host: address, port, servername: address })
        : connectPlain({ host: address, port })
      const give = () => {
        socket.setTimeout(0)
        open = socket
        resolve(socket)
      }
      socket.setTimeout(LONGEST_MS, () => socket.destroy(new Error('the log collector does not answer')))
      socket.once(isTls ? 'secureConnect' : 'connect', give)
      socket.on('error', reject)
      socket.on('close', () => {
        if (open === socket) open = undefined
      })
      // Nothing is expected back; what comes is let go.
      socket.resume()
      socket.unref()
    })
  return {
    async send(entries) {
      const socket = await connection()
      const bytes = Buffer.concat(entries.map((one) => framed(syslogMessage(one, { host, pid }))))
      await new Promise<void>((resolve, reject) => {
        const giveUp = setTimeout(() => {
          socket.destroy()
          reject(new Error('the log collector does not read'))
        }, LONGEST_MS)
        socket.write(bytes, (error) => {
          clearTimeout(giveUp)
          if (error) reject(error)
          else resolve()
        })
      })
    },
    close: () => open?.destroy(),
  }
}
