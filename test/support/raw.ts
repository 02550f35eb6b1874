import { connect } from 'node:net'
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls'

export type RawAnswer = { status: number; headers: [string, string][]; body: string }
export type Exchange = { answers: RawAnswer[]; closed: boolean }

/** Who is spoken to: over TLS where `secure` says how. */
export type RawTarget = { readonly port: number; readonly secure?: ConnectionOptions }

/** The lines of a message's head, ended as HTTP ends them. */
export function head(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`
}

/**
 * Sends bytes as they are and reads until the server closes, until `enough` answers are there, or until nothing
 * more comes (`patience`, milliseconds). Latin-1, so that every byte can be written.
 */
export async function exchange(
  { port, secure }: RawTarget,
  message: string | Buffer,
  { enough = 1, patience = 4_000 } = {},
): Promise<Exchange> {
  return await new Promise((resolve, reject) => {
    const at = { port, host: '127.0.0.1' }
    const socket = secure ? connectSecurely({ ...at, ...secure }) : connect(at)
    let received = ''
    let timer: NodeJS.Timeout | undefined
    const finish = (closed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ answers: parseAnswers(received), closed })
    }
    timer = setTimeout(() => finish(false), patience)
    socket.on(secure ? 'secureConnect' : 'connect', () =>
      socket.write(typeof message === 'string' ? Buffer.from(message, 'latin1') : message),
    )
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (parseAnswers(received).length >= enough) finish(false)
    })
    socket.on('close', () => finish(true))
    socket.on('error', (problem: NodeJS.ErrnoException) => {
      // A server that closes while we still write resets the connection: that is a close.
      if (problem.code === 'ECONNRESET' || problem.code === 'EPIPE') finish(true)
      else reject(problem)
    })
  })
}

/** One request whose answer is complete when the server closes. */
export async function ask(target: RawTarget, ...lines: string[]): Promise<RawAnswer> {
  const message = head(...lines)
  const { answers } = await exchange(target, message, { patience: 15_000 })
  const [answer] = answers
  if (answer === undefined) throw new Error(`no answer to ${JSON.stringify(message)}`)
  return answer
}

export function headerOf(answer: RawAnswer, name: string): string | undefined {
  return answer.headers.find(([key]) => key === name)?.[1]
}

function parseAnswers(received: string): RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let rest = received; ; ) {
    const taken = takeAnswer(rest)
    if (taken === undefined) return answers
    answers.push(taken.answer)
    rest = taken.rest
  }
}

/** The first answer of what was received, once it is whole. What answers a HEAD has no body, whatever it says. */
export function takeAnswer(
  received: string,
  isHead = false,
): { answer: RawAnswer; rest: string } | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = received.slice(0, end).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1])
  const answer: RawAnswer = { status, headers, body: '' }
  const after = received.slice(end + 4)
  if (isHead) return { answer, rest: after }
  if (headerOf(answer, 'transfer-encoding') === 'chunked') {
    const chunks = parseChunks(after)
    return chunks && { answer: { ...answer, body: chunks.body }, rest: chunks.rest }
  }
  const size = Number(headerOf(answer, 'content-length') ?? 0)
  if (after.length < size) return undefined
  return { answer: { ...answer, body: after.slice(0, size) }, rest: after.slice(size) }
}

function parseChunks(text: string): { body: string; rest: string } | undefined {
  let body = ''
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n')
    if (end < 0) return undefined
    const size = Number.parseInt(rest.slice(0, end), 16)
    if (rest.length < end + 4 + size) return undefined
    body += rest.slice(end + 2, end + 2 + size)
    rest = rest.slice(end + 4 + size)
    if (size === 0) return { body, rest }
  }
}
