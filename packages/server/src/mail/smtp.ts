import type { Transporter } from 'nodemailer'
import type { AnyLanguage } from '#kernel/language'
import type { Composed } from './compose.ts'

export interface Outgoing extends Composed {
  readonly id: string
  readonly language: AnyLanguage
  readonly to: string
  readonly createdAt: number
}

/** What the mail server did with a mail. `failure` names no more of its words than codes: they may quote the mail. */
export type Outcome =
  | { readonly kind: 'sent' }
  /** This mail is not taken, now or ever. */
  | { readonly kind: 'later' | 'never'; readonly failure: string }
  /** Nothing is taken: the server is away, or refuses this one. */
  | { readonly kind: 'away'; readonly failure: string }

export interface Post {
  send(mail: Outgoing): Promise<Outcome>
  close(): void
}

interface Options {
  readonly url: URL
  readonly from: { readonly name: string; readonly address: string }
}

const CONNECT_MS = 10_000
const SILENT_MS = 20_000
/** Longer than a mail takes with a slow server: the connection is cut, and whoever waits is told. */
const LONGEST_MS = 45_000

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)

/** `smtps:`, or `smtp:`, which is encrypted by STARTTLS except to this machine (RFC 8314, RFC 3207). */
export function smtpPost({ url, from }: Options): Post {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isTls = url.protocol === 'smtps:'
  const hasLogin = url.username !== ''
  // Loaded with the first mail: a server that sends none has no use for it.
  const make = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      pool: true,
      maxConnections: 1,
      maxMessages: 1_000,
      host,
      port: Number(url.port || (isTls ? 465 : 587)),
      secure: isTls,
      requireTLS: !isTls && !isLoopback(host),
      ...(hasLogin
        ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
        : {}),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
      dnsTimeout: CONNECT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  let transport: Promise<Transporter> | undefined
  /** Ends the wait for whatever is under way. */
  let cut: (() => void) | undefined
  const [, domain = 'localhost'] = from.address.split('@')
  return {
    async send({ id, language, to, createdAt, subject, text, html }) {
      let giveUp: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<Outcome>((resolve) => {
        giveUp = setTimeout(() => resolve({ kind: 'away', failure: 'timed out' }), LONGEST_MS)
        cut = () => resolve({ kind: 'away', failure: 'cut off' })
      })
      const address = { name: '', address: to }
      transport ??= make()
      const sent = (await transport)
        .sendMail({
          // Objects, which nobody takes apart again: the recipient is what was stored, to the letter.
          envelope: { from, to: [address] } as never,
          from,
          to: address,
          subject,
          text,
          html,
          date: new Date(createdAt),
          // Of the mail and not of the attempt: a program that reads mail knows one that comes twice.
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        })
        .then((): Outcome => ({ kind: 'sent' }), outcomeOf)
      const outcome = await Promise.race([sent, late])
      clearTimeout(giveUp)
      cut = undefined
      if (outcome.kind === 'away') {
        ;(await transport).close()
        transport = undefined
      }
      return outcome
    },
    close() {
      cut?.()
      void transport?.then((one) => one.close())
    },
  }
}

/** What is said of the recipient or of the content concerns this mail; everything else concerns all. */
const OF_THE_MAIL = new Set(['RCPT TO', 'DATA'])

function outcomeOf(error: unknown): Outcome {
  const { code, command, responseCode, response } = error as {
    code?: string
    command?: string
    responseCode?: number
    response?: string
  }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1]
  const where = command ?? 'the connection'
  const said = [responseCode, enhanced].filter((part) => part !== undefined).join(' ')
  const failure = `${said || (code ?? 'failed')} at ${where}`
  if (responseCode !== undefined && OF_THE_MAIL.has(where)) {
    // RFC 5321 section 4.2.1; 421 closes the connection, whatever it answers.
    if (responseCode === 421) return { kind: 'away', failure }
    return { kind: responseCode >= 500 ? 'never' : 'later', failure }
  }
  return { kind: 'away', failure }
}
