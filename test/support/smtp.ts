import { createServer, type Server as NetServer, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly id: string
}

type Refusal = { readonly code: number; readonly text: string }

export interface MailServer {
  readonly port: number
  readonly url: string
  readonly taken: TakenMail[]
  /** What it answers to a recipient; undefined: it takes the mail. */
  refuse: ((to: string) => Refusal | undefined) | undefined
  close(): Promise<void>
}

const refusalOf = ({ code, text }: Refusal) => Object.assign(new Error(text), { responseCode: code })

/** A mail server that keeps what it takes. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const taken: TakenMail[] = []
  const it: { refuse: MailServer['refuse'] } = { refuse: undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const refusal = it.refuse?.(address)
      done(refusal ? refusalOf(refusal) : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString()
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const to = rcptTo.map(({ address }) => address)
        taken.push({ from, to, raw, id: /^Message-ID: <([^@]+)@/im.exec(raw)?.[1] ?? '' })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    get refuse() {
      return it.refuse
    },
    set refuse(refuse) {
      it.refuse = refuse
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** One that takes connections, and says nothing. */
export async function startSilentServer(): Promise<{ url: string; connections(): number; close(): void }> {
  const sockets = new Set<Socket>()
  const server: NetServer = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    connections: () => sockets.size,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** The text part of a mail, its transfer encoding undone. */
export function textOf({ raw }: TakenMail): string {
  const part = /Content-Type: text\/plain[\s\S]*?\r?\n\r?\n([\s\S]*?)\r?\n----/i.exec(raw)
  const head = part?.[0] ?? raw
  const body = part?.[1] ?? ''
  if (/Content-Transfer-Encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  if (!/Content-Transfer-Encoding: quoted-printable/i.test(head)) return body
  const bytes = body
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
