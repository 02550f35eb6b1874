import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Unreachable } from '../failure.ts'

/** Longer than the server waits for anything, its own password hashing included. */
const LONGEST_ANSWER_MS = 10_000

/** What `createClient` takes instead of `fetch`: `node:http` reaches a path on both runtimes, `fetch` does not. */
export function fetchThrough(
  socketPath: string,
  longestAnswerMs = LONGEST_ANSWER_MS,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = Buffer.from(await request.arrayBuffer())
    const { pathname, search } = new URL(request.url)
    return new Promise((resolve, reject) => {
      const silence =
        `The server on ${socketPath} does not answer. ` +
        (request.method === 'GET'
          ? 'Look at its log, or stop it and start it again.'
          : 'Whether the change is made once it goes on is not known: look at its log, or stop it and start it again, and look before you try again.')
      const sent = httpRequest(
        {
          socketPath,
          path: pathname + search,
          method: request.method,
          headers: {
            ...Object.fromEntries(request.headers),
            Host: 'localhost',
            Connection: 'close',
            ...(body.length > 0 || request.method !== 'GET' ? { 'Content-Length': body.length } : {}),
          },
          agent: false,
        },
        (incoming) => {
          readAll(incoming).then(resolve, (error: Error) => fail(error))
        },
      )
      const giveUp = setTimeout(() => fail(new Unreachable(silence)), longestAnswerMs)
      const fail = (error: Error) => {
        clearTimeout(giveUp)
        sent.destroy()
        reject(error instanceof Unreachable ? error : cutOff(socketPath, error))
      }
      sent.on('error', fail)
      sent.on('close', () => clearTimeout(giveUp))
      sent.end(body)
    })
  }
}

function readAll(incoming: IncomingMessage): Promise<Response> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('error', reject)
    incoming.on('aborted', () => reject(new Error('aborted')))
    incoming.on('end', () => {
      if (!incoming.complete) return reject(new Error('incomplete'))
      const headers = new Headers()
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (value !== undefined) headers.set(name, String(value))
      }
      const text = Buffer.concat(chunks).toString('utf8')
      resolve(new Response(text, { status: incoming.statusCode ?? 500, headers }))
    })
  })
}

/** A change may have been made before the connection went: whoever asked must look. */
function cutOff(socketPath: string, error: Error): Unreachable {
  const code = 'code' in error ? error.code : undefined
  const sentence =
    code === 'ECONNREFUSED' || code === 'ENOENT'
      ? `The server on ${socketPath} has stopped.`
      : `The server on ${socketPath} stopped before it had answered: whether the change was made is not known. Look before you try again.`
  return new Unreachable(sentence, { cause: error })
}
