// C093-C095, C108: the same bytes in every answer, on Bun and on Node, whatever is sent. Both run side by side.
import { beforeAll, describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { hasNode } from '../support/combination.ts'
import { type Conversation, converse, type Turn } from '../support/converse.ts'
import { exchange, head, type RawAnswer } from '../support/raw.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { DECIDED_BY_THE_PARSER, PIPELINED, UNFINISHED } from './odd/connections.ts'
import type { Bytes } from './odd/pieces.ts'
import { ODD } from './odd-requests.ts'

const NEXT: Turn = { message: head('GET /health HTTP/1.1', 'Host: localhost') }

/** What may differ: the instant, what names the request, and the nonce of a page. That both are there, and look alike, may not. */
function comparable({ status, headers, body }: RawAnswer) {
  const fields = headers.map(([name, value]): [string, string] => [name, masked(name, value)])
  const text = body
    .replace(/(urn:latchkey:request:)[\w-]+/, '$1(made here)')
    .replace(/("reference":")[0-9A-Z]{4}-[0-9A-Z]{4}"/, '$1(made here)"')
    .replace(/(nonce=")[\w+/]{22}=="/, '$1(made here)"')
  return { status, fields: fields.sort(([a], [b]) => (a < b ? -1 : 1)), body: text }
}

function masked(name: string, value: string): string {
  if (name === 'x-request-id') return value.replace(/^[0-9a-f]{12}-?[0-9a-z]+$/, '(made here)')
  if (name === 'content-security-policy') return value.replace(/('nonce-)[\w+/]{22}=='/, "$1(made here)'")
  return name === 'date' ? value.replace(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/, '(now)') : value
}

const comparableAll = ({ answers, end }: Conversation) => ({
  answers: answers.map((turn) => turn.map(comparable)),
  end,
})

describe.skipIf(!hasNode)('C108 on both runtimes', () => {
  const bun = useServer({ dev: true, env: unthrottled, runtime: 'bun' })
  const node = useServer({ dev: true, env: unthrottled, runtime: 'node' })
  const servers = [bun, node] as const
  let tokens: [string, string]
  beforeAll(async () => {
    tokens = [(await join(bun, ROBIN)).token, (await join(node, ROBIN)).token]
  })

  const onBoth = (bytes: Bytes, isHead: boolean, then: readonly Turn[]) =>
    Promise.all(
      servers.map(async (server, i) => {
        const message = typeof bytes === 'string' ? bytes : bytes(tokens[i] ?? '')
        return comparableAll(await converse(server, [{ message, isHead }, ...then]))
      }),
    )

  test.each(Object.entries(ODD))(
    '%s get the same answers, and the connection the same end',
    async (_, group) => {
      for (const [name, bytes] of Object.entries(group)) {
        const [onBun, onNode] = await onBoth(bytes, name.startsWith('HEAD '), [NEXT])
        expect({ name, ...onNode }).toEqual({ name, ...onBun })
        expect([name, onBun?.end]).not.toEqual([name, 'silent'])
      }
    },
  )

  test('what is declared and never sent gets the same answers', async () => {
    for (const [name, bytes] of Object.entries(UNFINISHED)) {
      const [onBun, onNode] = await onBoth(bytes, false, [])
      expect({ name, ...onNode }).toEqual({ name, ...onBun })
      expect([name, onBun?.answers.flat().at(-1)?.body]).not.toEqual([name, ''])
    }
  })

  test.each(Object.entries(PIPELINED))('pipelined: %s', async (_, { messages, statuses }) => {
    const [onBun, onNode] = await Promise.all(
      servers.map(async (server) => {
        const { answers, closed } = await exchange(server, messages.join(''), { enough: messages.length + 1 })
        return { answers: answers.map(comparable), closed }
      }),
    )
    expect(onNode).toEqual(onBun)
    expect(onBun?.answers.map(({ status }) => status)).toEqual([...statuses])
    expect(onBun?.closed).toBe(true)
  })

  // A row whose runtimes have come to agree belongs to the others.
  test.each(DECIDED_BY_THE_PARSER)(
    'the parser’s own: $name',
    async ({ message, bun: first, node: second }) => {
      const statuses = await Promise.all(
        servers.map(async (server, i) => {
          const text = typeof message === 'string' ? message : message(tokens[i] ?? '')
          const { answers } = await exchange(server, text, { enough: Math.max(first.length, second.length) })
          return answers.map(({ status }) => status)
        }),
      )
      expect(statuses).toEqual([[...first], [...second]])
      expect(statuses[0]).not.toEqual(statuses[1])
    },
  )
})

const ROBIN = {
  username: 'robin',
  email: 'robin@example.org',
  full_name: 'Robin',
  password: 'violet-tramway-canyon-77',
}
