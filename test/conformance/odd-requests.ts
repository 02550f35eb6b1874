// @table
/** Requests that two parsers, or two ways of reading what a parser gives, could answer differently. */
import { head } from '../support/raw.ts'

/** The bytes; where somebody signed in asks, made with a token. */
export type Bytes = string | ((token: string) => string)

const host = 'Host: localhost'
const json = 'Content-Type: application/json'
const chunked = 'Transfer-Encoding: chunked'
const body = '{"username":"a","password":"b"}'
const length = `Content-Length: ${body.length}`
const size = body.length.toString(16)
const inOneChunk = `${size}\r\n${body}\r\n0\r\n\r\n`
const get = (path: string, ...fields: string[]) => head(`GET ${path} HTTP/1.1`, host, ...fields)
const post = (path: string, ...fields: string[]) => head(`POST ${path} HTTP/1.1`, host, ...fields)
const login = (...fields: string[]) => post('/auth/login', json, ...fields)

type Group = Readonly<Record<string, Bytes>>
const rows = <T>(values: readonly T[], of: (value: T) => [string, Bytes]): Group =>
  Object.fromEntries(values.map(of))

/** Long names are shortened: what stands in a failure is read by people. */
const short = (text: string) =>
  JSON.stringify(text.length > 50 ? `${text.slice(0, 30)}… ${text.length}` : text)

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT']
const RARE_METHODS = ['PROPFIND', 'PURGE', 'LINK', 'MKCOL', 'M-SEARCH', 'SEARCH', 'LOCK', 'REPORT', 'SOURCE']
const PATHS = [
  '/health',
  '/users/me',
  '/users/7',
  '/nowhere',
  '/docs',
  '/docs/swagger-ui.css',
  '/openapi.json',
]

const methods: Group = Object.fromEntries(
  [...METHODS, ...RARE_METHODS].flatMap((method) =>
    [...PATHS, '*', 'localhost:80'].map((target): [string, string] => [
      `${method} ${target}`,
      head(
        `${method} ${target} HTTP/1.1`,
        host,
        ...(['POST', 'PUT', 'PATCH'].includes(method) ? ['Content-Length: 0'] : []),
      ),
    ]),
  ),
)

const targets: Group = rows(
  [
    ...[
      '/',
      '//',
      '//health',
      '/health/',
      '/health?',
      '/health?x=1',
      '/health?x=1&x=1#y',
      '/health#x',
      '/users#x',
    ],
    ...['/users/1#x', '/health#', '/#', '/./health', '/../health', '/x/../health', '/%68ealth', '/health%20'],
    ...[
      '/health%00',
      '/%',
      '/%ff',
      '/users/%31',
      '/users/1%20',
      '/users/1;x',
      '/users/..;/users/me',
      '/users%2fme',
    ],
    ...[
      '/users/%2e%2e/health',
      '\\health',
      '/users\\me',
      '/users/./me',
      '/users/me/.',
      '/users/1/../me',
      '/docs/%2e',
    ],
    ...[
      'health',
      'localhost/health',
      '?x',
      '#x',
      '*?x',
      '**',
      'http://localhost/health',
      'http://localhost/users/me',
    ],
    ...['http://evil.example/health', 'http://localhost', 'http://localhost?x', 'https://localhost/health'],
    ...['HTTP://LOCALHOST/health', 'http://user:pass@localhost/health', 'http://localhost:99999/health'],
    ...[
      'http:///health',
      'http:/health',
      'http:health',
      'http://',
      'http://localhost/health#x',
      'ftp://localhost/health',
    ],
    ...[
      'ws://localhost/health',
      'file:///health',
      'mailto:x',
      '/users?limit=1',
      '/users?limit=%31',
      '/users?limit=',
    ],
    ...[
      '/users?limit=1&limit=1',
      '/users?limit=+1',
      '/users?%6cimit=1',
      '/users?limit=%ff',
      '/users?limit=%',
    ],
    ...['/users?', '/users?&', '/users?=', '/users?limit', '/users?skip=0&limit=10&x=%zz', '/users?skip=1e3'],
    ...[
      '/users/"',
      '/users/<',
      '/users/|',
      '/users/`',
      '/users/{',
      "/users/'",
      '/users/^',
      '/users/[',
      '/users/~',
    ],
    ...[
      '/users/1+1',
      '/users/0',
      '/users/01',
      '/users/9007199254740993',
      '/a'.repeat(200),
      `/${'x'.repeat(9_000)}`,
    ],
    `/health?${'x'.repeat(9_000)}`,
  ],
  (target) => [`target ${short(target)}`, (token) => get(target, `Authorization: Bearer ${token}`)],
)

const versions: Group = {
  'HTTP/1.0 that would stay': head('GET /health HTTP/1.0', host, 'Connection: keep-alive'),
  'HTTP/1.0 with a body': head('POST /auth/login HTTP/1.0', host, json, length) + body,
  ...rows(
    [
      ...[
        'HTTP/1.0',
        'HTTP/0.9',
        'HTTP/0.0',
        'HTTP/1.2',
        'HTTP/1.10',
        'HTTP/2.0',
        'HTTP/3.0',
        'HTTP/1',
        'HTTP/1.',
        'HTTP/2',
      ],
      ...[
        'HTTP/7.3',
        'HTTP/11.1',
        'HTTP/1.1.1',
        'HTTP/1,1',
        'HTTP/a.b',
        'HTTP/',
        'HTTP',
        'http/1.1',
        'HTTQ/1.1',
        'ICE/1.0',
      ],
      ...['x', '', 'HTTP/1.1 '],
    ],
    (version) => [`version ${short(version)}`, head(`GET /health ${version}`, host)],
  ),
}

const hosts: Group = {
  'no host': head('GET /health HTTP/1.1'),
  'no host, HTTP/1.0': head('GET /health HTTP/1.0'),
  'two hosts': get('/health', host),
  ...rows(
    [
      ...[
        '',
        'evil.example',
        'LOCALHOST',
        'localhost:1',
        'localhost:x',
        'localhost, localhost',
        '[::1]',
        'a@localhost',
      ],
      ...['local host', 'localhost/', 'loc\xe9', '\tlocalhost\t', 'localhost.', '127.0.0.1', '127.1'],
    ],
    (name) => [`host ${short(name)}`, head('GET /health HTTP/1.1', `Host: ${name}`)],
  ),
}

const credentials: Group = {
  ...rows(
    [
      ...[
        'Bearer',
        'Bearer ',
        'bearer TOKEN',
        'BEARER TOKEN',
        'Bearer  TOKEN',
        'Bearer TOKEN ',
        'Bearer\tTOKEN',
      ],
      ...[
        'Basic eDp5',
        'TOKEN',
        'Bearer TOKEN, Bearer TOKEN',
        'Bearer "TOKEN"',
        'Bearer \xff',
        '',
        ' ',
        '\t',
      ],
    ],
    (value) => [
      `authorization ${short(value)}`,
      (token) => get('/users/me', `Authorization: ${value.replaceAll('TOKEN', token)}`),
    ],
  ),
  'two authorizations': (token) =>
    get('/users/me', ...[token, token].map((one) => `Authorization: Bearer ${one}`)),
  'an empty authorization and one': (token) =>
    get('/users/me', 'Authorization:', `Authorization: Bearer ${token}`),
}

const FIELDS: readonly [string, string][] = [
  ...[
    '*/*',
    'text/html',
    'application/problem+json',
    'application/json; profile="envelope"',
    '',
    '\xff',
    'a'.repeat(3_000),
  ].map((value): [string, string] => ['accept', value]),
  ...['close', 'CLOSE', 'keep-alive', 'keep-alive, close', 'upgrade', 'nonsense', ''].map(
    (value): [string, string] => ['connection', value],
  ),
  ['x-request-id', ''],
  ['x-request-id', 'a b'],
  ['x-request-id', '\xe9'],
  ['x-forwarded-for', '1.2.3.4'],
  ['cookie', 'a=b'],
  ['if-none-match', '"x"'],
  ['if-none-match', '*'],
  ['if-modified-since', 'Mon, 01 Jan 2035 00:00:00 GMT'],
  ['range', 'bytes=0-1'],
  ['upgrade', 'websocket'],
  ['upgrade', 'h2c'],
  ['expect', '100-continue'],
  ['expect', 'nonsense'],
  ['te', 'trailers'],
  ['trailer', 'x'],
  ['max-forwards', '0'],
  ['origin', 'null'],
  ['origin', 'http://localhost'],
  ['content-type', 'nonsense'],
  ['content-encoding', 'gzip'],
  ['content-length', '0'],
  ['keep-alive', 'timeout=1'],
  ['date', 'x'],
  ['idempotency-key', 'a'],
  ['accept-encoding', 'gzip'],
  ['accept-encoding', 'gzip;q=0, identity'],
  ['sec-fetch-site', 'cross-site'],
  ['x-http-method-override', 'DELETE'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
]

const fields: Group = Object.fromEntries(
  ['/health', '/users/me', '/docs/swagger-ui.css', '/nowhere'].flatMap((path) =>
    FIELDS.map(([name, value]): [string, string] => [
      `${path} with ${name}: ${short(value)}`,
      get(path, `${name}: ${value}`),
    ]),
  ),
)

const twice: Group = rows(
  FIELDS.filter(([name]) => !['content-length', 'content-type'].includes(name)),
  ([name, value]) => [
    `login with ${name} twice: ${short(value)}`,
    login(length, `${name}: ${value}`, `${name}: ${value}`) + body,
  ],
)

const framings: Group = Object.fromEntries(
  ['/auth/login', '/users', '/nowhere', '/health', '/setup'].flatMap((path) =>
    (
      [
        ['with a length', [json, length], body],
        ['without a length', [json], ''],
        ['of length 0', [json, 'Content-Length: 0'], ''],
        ['with a length that begins with 0', [json, `Content-Length: 0${body.length}`], body],
        ['in one chunk', [json, chunked], inOneChunk],
        ['in no chunk', [json, chunked], '0\r\n\r\n'],
        ['in many chunks', [json, chunked], `${[...body].map((one) => `1\r\n${one}\r\n`).join('')}0\r\n\r\n`],
        ['in a chunk with an extension', [json, chunked], `${size};a=b\r\n${body}\r\n0\r\n\r\n`],
        ['in a chunk whose size begins with 0', [json, chunked], `000${size}\r\n${body}\r\n0\r\n\r\n`],
        ['with a coding in capitals', [json, 'Transfer-Encoding: CHUNKED'], inOneChunk],
        ['with two codings', [json, 'Transfer-Encoding: gzip, chunked'], inOneChunk],
        ['with no coding', [json, 'Transfer-Encoding: identity', length], body],
        ['with a length and chunks', [json, length, chunked], inOneChunk],
        ['that was expected', [json, length, 'Expect: 100-continue'], body],
        ['of 64 KiB', [json, 'Content-Length: 65536'], `{}${' '.repeat(65_534)}`],
        ['of 64 KiB in one chunk', [json, chunked], `10000\r\n{}${' '.repeat(65_534)}\r\n0\r\n\r\n`],
        ['of 2 MB', [json, 'Content-Length: 2000000'], ' '.repeat(2_000_000)],
        ['gzipped', [json, length, 'Content-Encoding: gzip'], body],
        ['as it is by name', [json, length, 'Content-Encoding: identity'], body],
      ] as [string, string[], string][]
    ).map(([name, lines, sent]): [string, string] => [`${path} ${name}`, post(path, ...lines) + sent]),
  ),
)

const lengths: Group = rows(
  [
    '+31',
    '-1',
    '0x1f',
    '3 1',
    '',
    '31, 31',
    '31, 5',
    '1e1',
    '31;',
    '99999999999999999999',
    '18446744073709551616',
  ],
  (value) => [`length ${short(value)}`, login(`Content-Length: ${value}`) + body],
)

const types: Group = rows(
  [
    ...['application/json', 'application/json;charset=utf-8', 'APPLICATION/JSON', 'text/plain', '', '\xff'],
    ...[
      'application/json; charset=latin1',
      'application/x-www-form-urlencoded',
      'application/json,application/json',
    ],
    ...['multipart/form-data; boundary=x', ' application/json ', 'application/json;', 'application/jsonx'],
  ],
  (type) => [`type ${short(type)}`, post('/auth/login', `Content-Type: ${type}`, length) + body],
)

const bodies: Group = rows(
  [
    'null',
    '[]',
    '{',
    '\xff',
    '\xef\xbb\xbf{}',
    '{"username":"a","username":"b"}',
    '{"a":1e999}',
    '{"\\u0000":1}',
    '{}',
  ],
  (text) => [`body ${short(text)}`, login(`Content-Length: ${text.length}`) + text],
)

const unasked: Group = Object.fromEntries(
  ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'].flatMap((method) =>
    ['/health', '/users/me', '/nowhere', '/docs'].flatMap((path): [string, string][] => [
      [`${method} ${path} with a body`, head(`${method} ${path} HTTP/1.1`, host, json, length) + body],
      [
        `${method} ${path} with a chunk`,
        head(`${method} ${path} HTTP/1.1`, host, json, chunked) + inOneChunk,
      ],
      [
        `${method} ${path} with 70 kB`,
        head(`${method} ${path} HTTP/1.1`, host, 'Content-Length: 70000') + 'x'.repeat(70_000),
      ],
    ]),
  ),
)

const sizes: Group = {
  ...rows([1, 100, 196, 197, 198, 250, 1_000, 2_500], (count) => [
    `${count} fields`,
    get('/health', ...Array.from({ length: count }, (_, i) => `x-${i}: y`)),
  ]),
  ...rows([8_000, 16_000, 17_000, 65_000, 200_000], (count) => [
    `a field of ${count}`,
    get('/health', `x: ${'y'.repeat(count)}`),
  ]),
  ...rows([8_000, 16_000, 17_000, 65_000], (count) => [
    `a name of ${count}`,
    get('/health', `${'y'.repeat(count)}: x`),
  ]),
  ...rows([8_000, 16_000, 17_000, 65_000], (count) => [`a target of ${count}`, get(`/${'y'.repeat(count)}`)]),
}

const heads: Group = {
  'bare line feeds': `GET /health HTTP/1.1\n${host}\n\n`,
  'one bare line feed': `GET /health HTTP/1.1\r\n${host}\nX-A: b\r\n\r\n`,
  'a bare carriage return': `GET /health HTTP/1.1\r\n${host}\r\nX-A: b\rX-C: d\r\n\r\n`,
  'a blank before the colon': head('GET /health HTTP/1.1', 'Host : localhost'),
  'a folded field': get('/health', 'X-A: b', ' c'),
  'a field without a name': get('/health', ': x'),
  'a field without a colon': get('/health', 'nonsense'),
  'NUL in a value': get('/health', 'X-A: a\0b'),
  'a control character in a value': get('/health', 'X-A: a\x01b'),
  'a byte above ASCII in a value': get('/health', 'X-A: a\xe9b'),
  'a byte above ASCII in a name': get('/health', 'X-\xe9: b'),
  'a parenthesis in a name': get('/health', 'X(: b'),
  'a blank in the target': get('/users/ 1'),
  'a blank before the method': ` ${get('/health')}`,
  'a greeting of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
  'a greeting of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
}

const chunks: Group = {
  'a chunk of no size': `${login(chunked)}zz\r\n`,
  'a chunk of negative size': `${login(chunked)}-1\r\n${body}`,
  'a chunk of size 0x': `${login(chunked)}0x1f\r\n${body}\r\n0\r\n\r\n`,
  'a chunk longer than it says': `${login(chunked)}5\r\n${body}\r\n0\r\n\r\n`,
  'a chunk of a size beyond all numbers': `${login(chunked)}FFFFFFFFFFFFFFFFF\r\n${body}`,
  'an unknown coding': `${login('Transfer-Encoding: xchunked')}0\r\n\r\n`,
}

/** Whole messages: after the answer, the next request on the same connection is answered, or it has ended. */
export const ODD: Readonly<Record<string, Group>> = {
  methods,
  targets,
  versions,
  hosts,
  credentials,
  fields,
  twice,
  framings,
  lengths,
  types,
  bodies,
  unasked,
  sizes,
  heads,
  chunks,
}

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
