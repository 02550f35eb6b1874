// @table
/** What is odd of a connection: requests that never end, and several at once. */
import { head } from '../../support/raw.ts'
import {
  type Bytes,
  body,
  chunked,
  type Group,
  get,
  host,
  json,
  length,
  login,
  post,
  size,
} from './pieces.ts'

/** What is declared and never sent: only the answer counts. */
export const UNFINISHED: Group = Object.fromEntries(
  [
    'POST /auth/login',
    'POST /users',
    'POST /nowhere',
    'POST /health',
    'POST /setup',
    'GET /health',
    'DELETE /health',
  ].flatMap((line) =>
    (
      [
        ['5 MB', [json, 'Content-Length: 5000000']],
        ['1 GB', [json, 'Content-Length: 1000000000']],
        ['5 TB', [json, 'Content-Length: 5000000000000']],
        ['5 MB of no type', ['Content-Length: 5000000']],
        ['5 MB of text', ['Content-Type: text/plain', 'Content-Length: 5000000']],
        ['5 MB, if expected', [json, 'Content-Length: 5000000', 'Expect: 100-continue']],
        ['70 kB', [json, 'Content-Length: 70000']],
      ] as [string, string[]][]
    ).map(([name, lines]): [string, string] => [
      `${line} of ${name}`,
      head(`${line} HTTP/1.1`, host, ...lines),
    ]),
  ),
)

const next = get('/health')

const last = get('/health', 'Connection: close')

/** Sent at once; the answers come in this order, and then the connection ends. */
export const PIPELINED: Readonly<
  Record<string, { readonly messages: readonly string[]; readonly statuses: readonly number[] }>
> = {
  'five reads': { messages: [next, next, next, next, last], statuses: [200, 200, 200, 200, 200] },
  'refusals and reads': {
    messages: [get('/users/me'), next, get('/nowhere'), post('/users', json, length) + body, last],
    statuses: [401, 200, 404, 401, 200],
  },
  'a sign-in at the end': {
    messages: [next, next, login(length, 'Connection: close') + body],
    statuses: [200, 200, 401],
  },
  'what follows "close" is nobody’s request': {
    messages: [login(length, 'Connection: close') + body, next],
    statuses: [401],
  },
  'noise after "close"': { messages: [login(length, 'Connection: close') + body, '\0\0'], statuses: [401] },
}

/** What a parser decides before any code of this server sees the message, or without telling it. */
export const DECIDED_BY_THE_PARSER: readonly {
  readonly name: string
  readonly message: Bytes
  readonly bun: readonly number[]
  readonly node: readonly number[]
  readonly reason: string
}[] = [
  {
    name: 'a method nobody has registered',
    message: head('FOO /health HTTP/1.1', host),
    bun: [],
    node: [400],
    reason: 'Bun hangs up on it without a word; Node says 400. Nothing is done.',
  },
  {
    name: 'a tab after the method',
    message: head('GET\t/health HTTP/1.1', host),
    bun: [505],
    node: [400],
    reason: 'Bun looks for the version first, Node for the end of the method. Both refuse.',
  },
  {
    name: 'two blanks before the target',
    message: head('GET  /health HTTP/1.1', host),
    bun: [400],
    node: [200],
    reason: 'Node’s parser passes over blanks and does not tell; the request is the one that was meant.',
  },
  {
    name: 'an empty line before the request',
    message: `\r\n${next}`,
    bun: [400],
    node: [200],
    reason: 'RFC 9112 section 2.2 lets a server pass over it: Node does, Bun does not.',
  },
  {
    name: 'the name of another protocol of that version',
    message: head('GET /health RTSP/1.0', host),
    bun: [505],
    node: [200],
    reason: 'Node’s parser reads RTSP as well and does not tell which it was; it is answered as HTTP/1.0.',
  },
  {
    name: 'bytes above ASCII in the target',
    message: get('/\xc3\xa9'),
    bun: [404],
    node: [400],
    reason:
      'Node’s parser takes what RFC 3986 allows only; for Bun it is a path like any other. No route has any.',
  },
  {
    name: 'DEL in a value',
    message: get('/health', 'X-A: a\x7fb'),
    bun: [200],
    node: [400],
    reason: 'Bun lets it through in fields that nobody here reads.',
  },
  {
    name: 'the same length twice',
    message: login(length, length) + body,
    bun: [401],
    node: [400],
    reason: 'RFC 9112 section 6.3 allows both: Bun reads it as one, and so does whatever stands before it.',
  },
  {
    name: 'chunks with a trailer',
    message: `${login(chunked, 'Trailer: x')}${size}\r\n${body}\r\n0\r\nX: y\r\n\r\n`,
    bun: [400],
    node: [401],
    reason: 'Bun reads no trailers. This API has none.',
  },
  {
    name: 'an expectation in capitals',
    message: login(length, 'Expect: 100-CONTINUE', 'Connection: close') + body,
    bun: [401],
    node: [100, 401],
    reason: 'Bun’s parser knows it in small letters only; who sends it goes on by itself after a moment.',
  },
  {
    name: 'a connection field for a proxy',
    message: get('/health', 'Proxy-Connection: close') + next,
    bun: [200, 200],
    node: [200],
    reason: 'Node’s parser takes it for Connection. The answer is the same.',
  },
  {
    name: 'a request behind one whose answer has to be waited for',
    message: login(length) + body + next,
    bun: [],
    node: [401, 200],
    reason:
      'Bun takes no request on a connection that waits for an answer, and ends it; hardly anybody pipelines.',
  },
]
