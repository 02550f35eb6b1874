import { once } from 'node:events'
import { domainToASCII } from 'node:url'
import { SMTPServer } from 'smtp-server'
import { eventually } from './eventually.ts'
import { type ReadMail, readMail } from './read-mail.ts'

/** A mail that was taken, as it came over the wire. */
export interface Taken extends ReadMail {
  readonly from: string
  /** Everybody it was handed over for. */
  readonly to: readonly string[]
  readonly raw: string
}

/** The library shows a domain in letters, which came as the DNS has it. */
const asOnTheWire = (address: string): string => {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`
}

/**
 * `takes` every mail. `later` and `never` refuse each for now and for good, `gone` says that it closes; `silent` says
 * nothing, `stuck` takes the mail and never confirms it.
 */
export type Mood = 'takes' | 'later' | 'never' | 'gone' | 'silent' | 'stuck'

const REFUSALS: Partial<Record<Mood, [number, string]>> = {
  later: [451, '4.3.0 try again'],
  never: [550, '5.1.1 nobody of that name'],
  gone: [421, '4.3.2 closing'],
}

/** A real mail server on this machine. It keeps its port while it is away. */
export class MailServer {
  mood: Mood = 'takes'
  /** For one address only, whatever the mood is. */
  readonly moods = new Map<string, Mood>()
  readonly taken: Taken[] = []
  /** How often somebody connected, or began a mail. */
  asked = 0
  /** Called with each mail once it is taken, before that is confirmed. */
  onTaken: (mail: Taken) => void = () => undefined
  #server: SMTPServer | undefined
  #port = 0

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }

  /** The settings by which a server sends here. */
  get env(): Record<string, string> {
    return { LATCHKEY_SMTP_URL: this.url, LATCHKEY_MAIL_FROM: 'Accounts <accounts@id.example>' }
  }

  async open(): Promise<this> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_, callback) => {
        this.asked += 1
        if (this.mood !== 'silent') callback()
      },
      onMailFrom: (_, __, callback) => {
        this.asked += 1
        if (this.mood !== 'silent') callback()
      },
      onRcptTo: ({ address }, _, callback) => {
        const [code, words] = REFUSALS[this.moods.get(address) ?? this.mood] ?? []
        callback(code === undefined ? null : Object.assign(new Error(words), { responseCode: code }))
      },
      onData: (stream, { envelope }, callback) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }) => asOnTheWire(address))
          if (to.some((address) => (this.moods.get(address) ?? this.mood) === 'stuck')) return
          const raw = Buffer.concat(chunks).toString('latin1')
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
          const mail = { ...readMail(raw), raw, from, to }
          this.taken.push(mail)
          this.onTaken(mail)
          callback()
        })
      },
    })
    // Whoever is cut off in the middle is what these tests are about.
    server.on('error', () => undefined)
    server.listen(this.#port, '127.0.0.1')
    await once(server.server, 'listening')
    const address = server.server.address()
    if (typeof address === 'object' && address !== null) this.#port = address.port
    this.#server = server
    return this
  }

  /** Away: connections are refused, and those that there are break. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server) return
    for (const connection of server.connections)
      (connection as { _socket: { destroy(): void } })._socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** What was taken for this address, the first first. */
  mailsTo(address: string): Taken[] {
    return this.taken.filter(({ to }) => to.includes(address))
  }

  /** The first mail to this address that is so, once it has come. */
  async mailTo(address: string, is: (mail: Taken) => boolean = () => true): Promise<Taken> {
    return await eventually(`a mail to ${address}`, () => this.mailsTo(address).find(is), 30_000)
  }
}
