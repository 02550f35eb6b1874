// @table
/** Requests whose first line or fields are odd. */
import { head } from '../../support/raw.ts'
import { body, type Group, get, host, json, length, login, rows, short } from './pieces.ts'

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

export const methods: Group = Object.fromEntries(
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

export const targets: Group = rows(
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

export const versions: Group = {
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

export const hosts: Group = {
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

export const credentials: Group = {
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

export const fields: Group = Object.fromEntries(
  ['/health', '/users/me', '/docs/swagger-ui.css', '/nowhere'].flatMap((path) =>
    FIELDS.map(([name, value]): [string, string] => [
      `${path} with ${name}: ${short(value)}`,
      get(path, `${name}: ${value}`),
    ]),
  ),
)

export const twice: Group = rows(
  FIELDS.filter(([name]) => !['content-length', 'content-type'].includes(name)),
  ([name, value]) => [
    `login with ${name} twice: ${short(value)}`,
    login(length, `${name}: ${value}`, `${name}: ${value}`) + body,
  ],
)
