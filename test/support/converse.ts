import { connect, type Socket } from 'node:net'
import { type RawAnswer, takeAnswer } from './raw.ts'

/** Bytes that are sent when what was sent before them has its answer. */
export interface Turn {
  readonly message: string
  readonly isHead?: boolean
}

/** What came back, turn by turn, interim answers with it; and how it ended. */
export interface Conversation {
  readonly answers: readonly (readonly RawAnswer[])[]
  readonly end: 'open' | 'closed' | 'silent'
}

/** Milliseconds. Longer than any honest answer takes, and shorter than the server waits for the rest of a message. */
const PATIENCE_MS = 6_000

/** One connection on which every turn waits for the answer to the one before it, until somebody ends it. */
export async function converse(
  target: { readonly port: number },
  turns: readonly Turn[],
): Promise<Conversation> {
  const socket = connect({ port: target.port, host: '127.0.0.1' })
  const answers: RawAnswer[][] = []
  try {
    const reader = readerOf(socket)
    for (const { message, isHead = false } of turns) {
      socket.write(Buffer.from(message, 'latin1'))
      const mine: RawAnswer[] = []
      answers.push(mine)
      for (;;) {
        const answer = await reader(isHead)
        if (typeof answer === 'string') return { answers, end: answer }
        mine.push(answer)
        if (answer.status >= 200) break
      }
    }
    return { answers, end: 'open' }
  } finally {
    socket.destroy()
  }
}

function readerOf(socket: Socket) {
  let received = ''
  let isClosed = false
  let wake = () => {}
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    wake()
  })
  // A server that closes while we still write resets the connection: that is a close.
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    isClosed = true
    wake()
  })
  return async (isHead: boolean): Promise<RawAnswer | 'closed' | 'silent'> => {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      const isInterim = /^HTTP\/1\.1 1\d\d /.test(received)
      const taken = takeAnswer(received, isHead || isInterim)
      if (taken !== undefined) {
        received = taken.rest
        return taken.answer
      }
      if (isClosed) return 'closed'
      if (performance.now() > deadline) return 'silent'
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
}
